"""Which of a mail's looks a report may keep: colours, weights, sizes; nothing that loads or moves."""

import re
from typing import Protocol

_COLOUR = re.compile(r"#[0-9a-f]{3,8}|rgba?\([0-9., %]{5,40}\)|[a-z]{3,20}")
_LENGTH = re.compile(
    r"(?:\d{1,3}(?:\.\d{1,3})?(?:px|pt|em|rem|%)?|auto)(?: (?:\d{1,3}(?:px|pt|em|rem|%)?|auto)){0,3}"
)
_BORDER = re.compile(r"(?:(?:\d{1,2}px|solid|dashed|dotted|none|#[0-9a-f]{3,8}|[a-z]{3,20}) ?){1,3}")
_WORD = re.compile(r"[a-z0-9-]{1,20}")
_SIZE = re.compile(r"(\d{1,3}(?:\.\d{1,3})?)(px|pt)")

_ALLOWED = {
    "color": _COLOUR,
    "background-color": _COLOUR,
    "background": _COLOUR,
    "font-weight": _WORD,
    "font-style": _WORD,
    "text-align": _WORD,
    "text-decoration": _WORD,
    "text-transform": _WORD,
    "vertical-align": _WORD,
    "padding": _LENGTH,
    "padding-top": _LENGTH,
    "padding-bottom": _LENGTH,
    "padding-left": _LENGTH,
    "padding-right": _LENGTH,
    "border": _BORDER,
    "border-top": _BORDER,
    "border-bottom": _BORDER,
    "border-left": _BORDER,
    "border-right": _BORDER,
    "border-radius": _LENGTH,
}
_SMALLEST, _LARGEST = 9.0, 36.0
"""Text sizes in CSS pixels: below nobody reads, above nothing else is seen."""


class _Styled(Protocol):
    def attr(self, name: str, /, default: str | None = None) -> str | None: ...


def style(element: _Styled) -> str:
    """The declarations that may stay, of the element's `style` and its presentational attributes."""
    kept = {}
    for name, property_ in (("bgcolor", "background-color"), ("color", "color"), ("align", "text-align")):
        value = (element.attr(name) or "").strip().lower()
        if value and _ALLOWED[property_].fullmatch(value):
            kept[property_] = value
    for declaration in (element.attr("style") or "")[:2000].lower().split(";"):
        name, _, value = declaration.partition(":")
        name, value = name.strip(), value.replace("!important", "").strip()
        if name == "font-size":
            if size := _SIZE.fullmatch(value):
                pixels = float(size[1]) * (4 / 3 if size[2] == "pt" else 1)
                kept[name] = f"{min(_LARGEST, max(_SMALLEST, pixels)):g}px"
        elif (pattern := _ALLOWED.get(name)) and pattern.fullmatch(value):
            kept[name] = value
    if "background" in kept:
        kept["background-color"] = kept.pop("background")
    return ";".join(f"{name}:{value}" for name, value in kept.items())
