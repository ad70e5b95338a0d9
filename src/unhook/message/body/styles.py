"""CSS declarations, as far as they decide whether text can be seen.

`declarations` reads a `style` attribute or a rule's block, `style` boils it down, `Look`
is what an element's text inherits. The source is CSS 2.2 (cascade in 6.4, visual effects
in 11) and what mail clients support of it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from unhook.message.body import colours
from unhook.message.body.colours import Colour

# Property to (value, important), as the cascade needs it.
Declarations = Mapping[str, tuple[str, bool]]

_DECLARATION = re.compile(
    r"(?:^|(?<=[;{\s]))(display|visibility|opacity|font|font-size|color|background|background-color"
    r"|background-image|height|max-height|width|max-width|overflow|overflow-x|overflow-y|position|left|right"
    r"|top|bottom|text-indent|margin-left|margin-top|mso-hide|white-space|clip|clip-path|transform)"
    r"[ \t\n]*:([^;]*)"
)
_ESCAPE = re.compile(r"\\([0-9a-f]{1,6})[ \t\n]?|\\(.)", re.DOTALL)
_LENGTH = re.compile(
    r"([+-]?(?:\d{1,7}(?:\.\d{0,7})?|\.\d{1,7}))\s*(px|pt|pc|em|rem|ex|ch|%|in|cm|mm|vw|vh)?"
)
_FONT_SIZE = re.compile(
    r"(?:^|\s)(\+?(?:\d{1,7}(?:\.\d{0,7})?|\.\d{1,7})(?:px|pt|pc|em|rem|ex|%|in|cm|mm)?)(?:\s*/|\s|$)"
)
_PIXELS = {"px": 1.0, "pt": 4 / 3, "pc": 16.0, "in": 96.0, "cm": 37.8, "mm": 3.78, "vw": 8.0, "vh": 8.0}
_RELATIVE = {"em": 1.0, "ex": 0.5, "ch": 0.5, "%": 0.01}
_ROOT_SIZE = 16.0
_KEYWORD_SIZE = {
    "xx-small": 9.0,
    "x-small": 10.0,
    "small": 13.0,
    "medium": 16.0,
    "large": 18.0,
    "x-large": 24.0,
}
# Text up to this size in pixels is a line, not letters.
_TINY = 1.5
_OFF_SCREEN = -400.0
# Longer `style` attributes are read anew each time, so that the cache stays small.
_REMEMBERED = 1_000


@dataclass(frozen=True, slots=True)
class Style:
    """What one element declares. `None` leaves the inherited value.

    `gone`: the element and all within cannot be seen. `size`: font size in pixels, or in
    multiples of the parent's if `relative`. `painted`: a picture or gradient lies behind the text.
    """

    gone: bool = False
    visible: bool | None = None
    size: float | None = None
    relative: bool = False
    colour: Colour | None = None
    background: Colour | None = None
    painted: bool = False
    preformatted: bool | None = None
    display: Literal["block", "inline"] | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """What text inherits. `background` is `None` when it cannot be told (a picture)."""

    gone: bool = False
    visible: bool = True
    size: float = _ROOT_SIZE
    colour: Colour = colours.BLACK
    background: Colour | None = colours.WHITE
    preformatted: bool = False
    hidden: bool = False

    def under(self, own: Style) -> "Look":
        """Give the look of a child element that declares `own`."""
        size = self.size
        if own.size is not None:
            size = own.size * self.size if own.relative else own.size
        background = self.background
        if own.painted:
            background = None
        elif own.background is not None:
            background = own.background
        gone = self.gone or own.gone
        visible = self.visible if own.visible is None else own.visible
        colour = own.colour or self.colour
        unseen = gone or not visible or size <= _TINY or colour[3] <= 0.05
        if not unseen and background is not None:
            unseen = colours.indistinct(colour, background)
        preformatted = self.preformatted if own.preformatted is None else own.preformatted
        return Look(gone, visible, size, colour, background, preformatted, unseen)


def declarations(text: str) -> Declarations:
    """Read the declarations that matter here; a later one wins unless an earlier is `!important`."""
    text = text.lower()
    if "\\" in text:
        text = _ESCAPE.sub(_unescape, text)
    if "/*" in text:
        text = without_comments(text)
    found: dict[str, tuple[str, bool]] = {}
    for name, value in _DECLARATION.findall(text):
        important = "!" in value
        if important or not found.get(name, ("", False))[1]:
            found[name] = (value.partition("!")[0].strip(), important)
    return found


def cascaded(below: Declarations, above: Declarations) -> Declarations:
    """Let the declarations of a more specific rule win, except over what is `!important`."""
    if not below:
        return above
    merged = dict(below)
    for name, (value, important) in above.items():
        if important or not merged.get(name, ("", False))[1]:
            merged[name] = (value, important)
    return merged


def without_comments(text: str) -> str:
    """Remove CSS comments; one that is never closed runs to the end."""
    kept = []
    at = 0
    while (start := text.find("/*", at)) >= 0:
        kept.append(text[at:start])
        end = text.find("*/", start + 2)
        if end < 0:
            return "".join(kept)
        at = end + 2
    return "".join(kept) + text[at:]


def inline(text: str) -> Style | None:
    """Boil down a `style` attribute; `None` when nothing in it matters."""
    return _remembered(text) if len(text) <= _REMEMBERED else _boiled(text)


def _boiled(text: str) -> Style | None:
    found = declarations(text)
    return style(found) if found else None


_remembered = lru_cache(maxsize=4096)(_boiled)


def style(found: Declarations) -> Style:
    """Boil declarations down to what decides whether text can be seen."""
    value = {name: text for name, (text, _) in found.items()}
    display = value.get("display")
    size, relative = _font_size(value)
    backdrop = value.get("background", "") + " " + value.get("background-color", "")
    picture = backdrop + value.get("background-image", "")
    painted = "url(" in picture or "gradient(" in picture
    background = colours.first(backdrop) if backdrop != " " else None
    if background is not None and background[3] < 0.95:
        painted = painted or background[3] > 0.05
        background = None
    visibility = value.get("visibility")
    white_space = value.get("white-space")
    return Style(
        gone=display == "none" or _unseen(value),
        visible=None if visibility is None else visibility not in {"hidden", "collapse"},
        size=size,
        relative=relative,
        colour=colours.parse(value["color"]) if "color" in value else None,
        background=background,
        painted=painted,
        preformatted=None
        if white_space is None
        else white_space in {"pre", "pre-wrap", "break-spaces", "pre-line"},
        display=_flow(display),
    )


def _flow(display: str | None) -> Literal["block", "inline"] | None:
    if display is None:
        return None
    if display.startswith("inline"):
        return "inline"
    return (
        "block"
        if display in {"block", "flex", "grid", "table", "list-item", "flow-root", "table-row"}
        else None
    )


def _font_size(value: Mapping[str, str]) -> tuple[float | None, bool]:
    text = value.get("font-size")
    if text is None:
        match = _FONT_SIZE.search(value.get("font", ""))
        text = match[1] if match else None
    if text is None:
        return None, False
    match = _LENGTH.match(text)
    if match is None:
        return _KEYWORD_SIZE.get(text), False
    number, unit = float(match[1]), match[2]
    if unit in _RELATIVE:
        return number * _RELATIVE[unit], True
    return number * (_ROOT_SIZE if unit == "rem" else _PIXELS.get(unit or "px", 1.0)), False


def _pixels(text: str | None) -> float | None:
    match = _LENGTH.match(text) if text else None
    if match is None:
        return None
    return float(match[1]) * _PIXELS.get(match[2] or "px", _ROOT_SIZE if match[2] != "%" else 1.0)


def _unseen(value: Mapping[str, str]) -> bool:
    """Tell whether the box itself is out of sight: clear, of no size, clipped or off the screen."""
    if value.get("mso-hide") == "all":
        return True
    opacity = _pixels(value.get("opacity"))
    if opacity is not None and opacity <= 0.05:
        return True
    if any("hidden" in value.get(name, "") for name in ("overflow", "overflow-x", "overflow-y")):
        sizes = (_pixels(value.get(name)) for name in ("height", "max-height", "width", "max-width"))
        if any(size is not None and size <= 1 for size in sizes):
            return True
    if value.get("position") in {"absolute", "fixed"}:
        if "rect(" in value.get("clip", "") and not re.search(r"[1-9]\d", value["clip"]):
            return True
        edges = (_pixels(value.get(name)) for name in ("left", "right", "top", "bottom"))
        if any(edge is not None and edge <= _OFF_SCREEN for edge in edges):
            return True
    shifts = (_pixels(value.get(name)) for name in ("text-indent", "margin-left", "margin-top"))
    if any(shift is not None and shift <= _OFF_SCREEN for shift in shifts):
        return True
    return re.search(r"scale(?:x|y)?\(\s*0?\.?0+\s*[,)]", value.get("transform", "")) is not None or (
        re.search(r"inset\(\s*(?:50|100)%", value.get("clip-path", "")) is not None
    )


def _unescape(match: re.Match[str]) -> str:
    if match[1]:
        code = int(match[1], 16)
        return chr(code) if 0 < code < 0x110000 else "\ufffd"
    return match[2]
