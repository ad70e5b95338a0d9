"""How each element is presented: its attributes, its `style`, and the document's style sheets together."""

from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from turbohtml import Document, Element

from unhook.message.body import colours, elements, styles
from unhook.message.body.styles import Declarations, Look, Style
from unhook.message.body.stylesheets import Sheet

_PLAIN = Look()
# Where a picture or gradient of a rule left out may lie behind all text.
_UNCERTAIN = Look(background=None)


@dataclass(slots=True)
class Presentation:
    """A document's styles. `root` is the look of text outside of all elements."""

    root: Look = _PLAIN
    _sheet: Sheet = field(default_factory=Sheet)
    _sheeted: bool = False
    _met: dict[tuple[str, str | None, str | None], Declarations] = field(default_factory=dict)
    _known: dict[tuple[int, str | None], Style] = field(default_factory=dict)
    _looks: dict[tuple[int, int], tuple[Look, Look, Style]] = field(default_factory=dict)

    def read(self, document: Document) -> None:
        """Read the document's `<style>` elements."""
        for element in document.find_all("style"):
            self._sheet.read(element.text)
        self._sheeted = bool(self._sheet.simple or self._sheet.compound)
        if self._sheet.uncertain:
            self.root = _UNCERTAIN

    def of(self, node: Element, tag: str) -> Style | None:
        """Give what an element declares; `None` if nothing that matters."""
        own = None
        if node.attrs:
            text = node.attr("style")
            if self._sheeted:
                own = self._matched(tag, node.attr("class"), node.attr("id"), text)
            elif text:
                own = styles.inline(text)
            own = _with_attributes(node, tag, own)
            if tag == "a" and (own is None or own.colour is None) and node.attr("href") is not None:
                return _with(own, "colour", colours.LINK)
        elif self._sheeted:
            own = self._matched(tag, None, None, None)
        if tag in elements.PREFORMATTED:
            return _with(own, "preformatted", True)
        return own

    def under(self, look: Look, own: Style) -> Look:
        """Give the look of an element that declares `own` in one that looks like `look`."""
        key = (id(look), id(own))
        known = self._looks.get(key)
        if known is None:
            # The two are kept, so that no other object gets their ids.
            known = self._looks[key] = (look.under(own), look, own)
        return known[0]

    def _matched(self, tag: str, classes: str | None, identity: str | None, text: str | None) -> Style | None:
        """Give the style by the sheets and the `style` attribute `text` together."""
        met = self._met.get((tag, classes, identity))
        if met is None:
            met = self._met[tag, classes, identity] = self._sheet.declared(tag, classes or "", identity or "")
        if not met:
            return styles.inline(text) if text else None
        key = (id(met), text)
        if key not in self._known:
            self._known[key] = styles.style(styles.cascaded(met, styles.declarations(text)) if text else met)
        return self._known[key]


def _with_attributes(node: Element, tag: str, own: Style | None) -> Style | None:
    """Add the presentational attributes (15.3): they give way to styles, except `hidden`."""
    if node.attr("hidden") is not None:
        own = _with(own, "gone", True)
    if tag in _PAINTED:
        if node.attr("background"):
            own = _with(own, "painted", True)
        written = node.attr("bgcolor")
        if written and (own is None or own.background is None):
            own = _with(own, "background", colours.parse(written))
    if tag in _COLOURED:
        written = node.attr(_COLOURED[tag])
        if written and (own is None or own.colour is None):
            own = _with(own, "colour", colours.parse(written))
    return own


@lru_cache(maxsize=4096)
def _with(own: Style | None, name: str, value: Any) -> Style | None:
    """Give `own` with one thing more; the same object for the same, so that looks are shared."""
    return own if value is None else replace(own or _NOTHING, **{name: value})


_NOTHING = Style()
_PAINTED = frozenset({"body", "table", "tbody", "thead", "tfoot", "tr", "td", "th"})
_COLOURED = {"font": "color", "body": "text"}
