"""One walk over an HTML document's tokens: text as shown, hidden runs, anchors, forms, quote marks.

`turbohtml` tokenizes as the WHATWG standard says and knows each token's place; what this
module adds is which elements are open. It follows the standard's tree construction (section
13.2.6) as far as that decides what is seen, without building the tree, in linear time.
"""

import re
from dataclasses import dataclass, field
from itertools import accumulate

from turbohtml import Token, TokenType, tokenize

from unhook.limits import Limits
from unhook.message import colours, elements, styles
from unhook.message.flow import Flow
from unhook.message.offsets import Span
from unhook.message.part import Defect
from unhook.message.styles import Look, Style
from unhook.message.stylesheets import Sheet

_TEXT, _START, _END = TokenType.TEXT, TokenType.START_TAG, TokenType.END_TAG
_COMMENT, _REFERENCE = TokenType.COMMENT, TokenType.CHARACTER_REFERENCE
_STYLING = frozenset({"style", "class", "id", "hidden", "bgcolor", "background", "color", "text", "size"})
_QUOTE_MARK = re.compile(
    r"(?:^|[\s_-])(gmail_quote|gmail_attr|gmail_extra|yahoo_quoted|protonmail_quote|zmail_extra|moz-cite-prefix"
    r"|divrplyfwdmsg|appendonsend|outlookmessageheader|reference-message-container|reference-message"
    r"|tutanota_quote|hs_reply|mailbox-quote)\b"
)
_REFRESH = re.compile(r"[\d.\s]*[;,]?\s*(?:url\s*=\s*)?[\"']?([^\"']*)", re.IGNORECASE)
# A misnested formatting end tag re-styles at most so many open elements.
_REPAIR = 64


@dataclass(slots=True)
class Anchor:
    """A link as written. `start` and `end` are places in the display text, `source` in the document.

    `shown`: something of it can be seen. `element` as in `model.Link`.
    """

    element: str
    href: str
    source: Span
    start: int
    end: int
    shown: bool = False
    label: str | None = None


@dataclass(slots=True)
class Mark:
    """An element by which mail programs mark quotes: its name, and its place in the display text."""

    name: str
    start: int
    end: int = -1


@dataclass(slots=True)
class _Open:
    """An open element: how it looks, what line breaks its end makes, and what to close with it."""

    tag: str
    own: Style | None
    look: Look
    newlines: int
    mark: Mark | None = None


@dataclass(slots=True)
class Walk:
    """What was seen on the way; read it after `over(text)`."""

    limits: Limits
    flow: Flow = field(default_factory=Flow)
    inner: list[str] = field(default_factory=list)
    hidden: list[tuple[int, int, str]] = field(default_factory=list)
    anchors: list[Anchor] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    conditional: list[tuple[str, int]] = field(default_factory=list)
    base: str | None = None
    images: int = 0
    scripts: int = 0
    forms: list[tuple[str, bool]] = field(default_factory=list)
    inputs: list[str] = field(default_factory=list)
    limits_reached: dict[str, str] = field(default_factory=dict)
    _look: Look = Look()
    _stack: list[_Open] = field(default_factory=list)
    _open: dict[str, list[int]] = field(default_factory=dict)
    _special: list[int] = field(default_factory=list)
    _scopes: list[int] = field(default_factory=list)
    _sheet: Sheet = field(default_factory=Sheet)
    _styled: dict[tuple[str, str, str, str], Style | None] = field(default_factory=dict)
    _unshown: str | None = None
    _anchor: Anchor | None = None
    _form_open: bool = False
    _overflow: int = 0

    def over(self, text: str, offset: int = 0) -> None:
        """Walk over `text`, which begins at `offset` of the document. Carriage returns must be gone."""
        lines = [offset, *accumulate((len(line) + 1 for line in text.split("\n")), initial=offset)][1:]
        full = self.limits.text_chars
        for token in tokenize(text, resolve_references=False, capture_source=True):
            kind = token.type
            place = lines[token.line - 1] + token.col
            if kind is _TEXT or kind is _REFERENCE:
                if self._unshown is not None:
                    self._raw_text(token.data or "", place)
                elif self.flow.length < full:
                    self._text(token, place)
                else:
                    self.limits_reached["text_chars"] = "display text"
            elif kind is _START:
                self._start(token, place)
            elif kind is _END:
                self._end(token.tag or "")
            elif kind is _COMMENT and token.data and "href" in token.data and token.data.startswith("[if"):
                self.conditional.append((token.data, place))

    def close(self) -> None:
        """End what is still open at the end of the document."""
        if self._anchor:
            self._end_anchor()
        while self._stack:
            self._pop()

    def defects(self) -> tuple[Defect, ...]:
        """The limits that were reached."""
        return tuple(Defect("html-limit", what, limit=name) for name, what in self.limits_reached.items())

    def _text(self, token: Token, place: int) -> None:
        data = token.data or ""
        self.inner.append(data)
        look = self._look
        if not look.hidden:
            if look.preformatted:
                self.flow.preformatted(data, place)
            else:
                self.flow.text(data, place)
            return
        end = place + len(token.source or data)
        self.hidden.append((place, end, data))

    def _raw_text(self, data: str, place: int) -> None:
        if self._unshown == "style":
            self._sheet.read(data)
            self._styled.clear()
            if self._sheet.uncertain and not self._stack_styled():
                self._look = Look(background=None)
        elif self._unshown == "noscript":
            self._unshown = None
            self.over(data, place)
            self._unshown = "noscript"

    def _stack_styled(self) -> bool:
        return any(entry.own for entry in self._stack)

    def _start(self, token: Token, place: int) -> None:
        tag = token.tag or ""
        if self._unshown is not None:
            return
        if tag in elements.UNSHOWN or tag == "noscript":
            self._unshown = tag
            self.scripts += tag == "script"
            return
        attributes = token.attrs or ()
        own: Style | None = None
        named: dict[str, str] = {}
        if attributes:
            named = dict(reversed(attributes)) if len(attributes) > 1 else dict(attributes)
            if not _STYLING.isdisjoint(named) or self._sheet.simple:
                own = self._style(tag, named)
        elif tag in self._sheet.simple or "*" in self._sheet.simple:
            own = self._style(tag, named)
        if tag in elements.VOID:
            self._void(token, tag, named, own, place)
            return
        self._imply_ends(tag)
        newlines = self._breaks(tag, own)
        if newlines:
            self.flow.block(newlines)
            self.inner.append("\0")
        elif tag in elements.CELL:
            self.flow.cell()
            self.inner.append(" ")
        if len(self._stack) >= self.limits.html_depth:
            self.limits_reached["html_depth"] = tag
            self._overflow += 1
        else:
            self._push(tag, own, newlines, self._mark(tag, named))
        if tag == "a":
            self._begin_anchor(token, named, own, place)
        elif tag == "form":
            self._form(token, named, place)
        elif tag == "button" and "formaction" in named:
            self._add(
                Anchor("button", named["formaction"], self._value(token, place, "formaction"), *self._here())
            )

    def _breaks(self, tag: str, own: Style | None) -> int:
        display = own.display if own else None
        if tag in elements.BLOCK:
            return 0 if display == "inline" else 2 if tag == "p" else 1
        return 1 if display == "block" and tag not in elements.CELL else 0

    def _style(self, tag: str, named: dict[str, str]) -> Style | None:
        sheet = self._sheet
        text = named.get("style", "")
        if sheet.simple or sheet.compound:
            key = (tag, named.get("class", ""), named.get("id", ""), text)
            if key not in self._styled:
                self._styled[key] = sheet.matched(*key)
            own = self._styled[key]
        else:
            own = styles.inline(text) if text else None
        if named.keys() & {"hidden", "bgcolor", "background", "color", "text"}:
            own = _with_attributes(tag, named, own or Style())
        if tag == "a" and "href" in named and (own is None or own.colour is None):
            own = _linked(own)
        return own

    def _imply_ends(self, tag: str) -> None:
        if tag in elements.CLOSES_P and self._open.get("p"):
            self._close("p", self._scopes)
        siblings = elements.SIBLINGS.get(tag)
        if siblings:
            if tag == "a" and self._anchor:
                self._end("a")
                return
            boundary = [
                at for name in ("table", "ul", "ol", "dl", "select") for at in self._open.get(name, ())[-1:]
            ]
            floor = max(boundary, default=-1)
            lowest = min(
                (at for name in siblings for at in self._open.get(name, ())[-1:] if at > floor), default=-1
            )
            while lowest >= 0 and len(self._stack) > lowest:
                self._pop()

    def _push(self, tag: str, own: Style | None, newlines: int, mark: Mark | None) -> None:
        at = len(self._stack)
        if own is not None:
            self._look = self._look.under(own)
        if tag in elements.PREFORMATTED and not self._look.preformatted:
            own = Style(preformatted=True) if own is None else own
            self._look = self._look.under(Style(preformatted=True))
        self._stack.append(_Open(tag, own, self._look, newlines, mark))
        self._open.setdefault(tag, []).append(at)
        if tag in elements.SPECIAL:
            self._special.append(at)
            if tag in elements.SCOPE:
                self._scopes.append(at)

    def _pop(self) -> None:
        entry = self._stack.pop()
        at = len(self._stack)
        if entry.tag:
            self._open[entry.tag].pop()
        if self._special and self._special[-1] == at:
            self._special.pop()
            if self._scopes and self._scopes[-1] == at:
                self._scopes.pop()
        if entry.newlines:
            self.flow.block(entry.newlines)
            self.inner.append("\0")
        elif entry.tag in elements.CELL:
            self.flow.cell()
            self.inner.append(" ")
        if entry.mark:
            entry.mark.end = self.flow.length
        self._look = (
            self._stack[-1].look
            if self._stack
            else Look(background=None if self._sheet.uncertain else colours.WHITE)
        )

    def _end(self, tag: str) -> None:
        if self._unshown is not None:
            if tag == self._unshown:
                self._unshown = None
            return
        if tag == "a" and self._anchor:
            self._end_anchor()
        if tag == "form":
            self._form_open = False
        if tag in {"br", "p"} and not self._open.get("p"):
            self.flow.line_break() if tag == "br" else self.flow.block(2)
            return
        if self._overflow and tag not in {"table", "body", "html"}:
            self._overflow -= 1
            return
        if not self._open.get(tag) or tag in {"body", "html"}:
            return
        if tag in elements.TABLE_PART:
            self._close(tag, self._open.get("table", []) if tag != "table" else [])
        elif tag in elements.FORMATTING:
            self._close_formatting(tag)
        else:
            self._close(tag, self._scopes if tag in elements.SPECIAL else self._special)

    def _close(self, tag: str, boundary: list[int]) -> None:
        at = self._open[tag][-1]
        if boundary and boundary[-1] > at:
            return
        while len(self._stack) > at:
            self._pop()

    def _close_formatting(self, tag: str) -> None:
        """Close a formatting element without the blocks opened in it (the adoption agency's effect)."""
        at = self._open[tag][-1]
        if not self._special or self._special[-1] < at:
            self._close(tag, [])
            return
        if (self._scopes and self._scopes[-1] > at) or len(self._stack) - at > _REPAIR:
            return
        self._open[tag].pop()
        closed = self._stack[at]
        closed.tag, closed.own = "", None
        look = self._stack[at - 1].look if at else Look()
        for entry in self._stack[at:]:
            look = look if entry.own is None else look.under(entry.own)
            entry.look = look
        self._look = look

    def _void(self, token: Token, tag: str, named: dict[str, str], own: Style | None, place: int) -> None:
        if tag == "br":
            self.flow.line_break()
            self.inner.append("\0")
        elif tag == "hr":
            self.flow.block()
            self.inner.append("\0")
        elif tag == "img":
            self.images += 1
            if self._anchor and not self._anchor.shown and not self._look.gone and not _is_dot(named, own):
                self._anchor.shown = True
                self._anchor.label = self._anchor.label or named.get("alt")
        elif tag == "base":
            self.base = self.base or named.get("href")
        elif tag == "area" and "href" in named:
            self._add(
                Anchor(
                    "area",
                    named["href"],
                    self._value(token, place, "href"),
                    *self._here(),
                    True,
                    named.get("alt"),
                )
            )
        elif tag == "input":
            self._input(token, named, place)
        elif tag == "meta" and named.get("http-equiv", "").strip().lower() == "refresh":
            match = _REFRESH.match(named.get("content", ""))
            if match and match[1].strip():
                self._add(Anchor("meta", match[1], self._value(token, place, "content"), *self._here()))

    def _input(self, token: Token, named: dict[str, str], place: int) -> None:
        kind = named.get("type", "text").strip().lower()
        self.inputs.append(kind)
        if self._anchor:
            self._anchor.shown = self._anchor.shown or not self._look.gone
        if kind == "password" and self._form_open:
            self.forms[-1] = (self.forms[-1][0], True)
        if "formaction" in named:
            value = self._value(token, place, "formaction")
            self._add(
                Anchor(
                    "button",
                    named["formaction"],
                    value,
                    *self._here(),
                    not self._look.gone,
                    named.get("value"),
                )
            )

    def _form(self, token: Token, named: dict[str, str], place: int) -> None:
        if self._form_open:
            return
        self._form_open = True
        self.forms.append((named.get("action", ""), False))
        if named.get("action", "").strip():
            value = self._value(token, place, "action")
            self._add(Anchor("form", named["action"], value, *self._here(), not self._look.gone))

    def _begin_anchor(self, token: Token, named: dict[str, str], own: Style | None, place: int) -> None:
        name = "href" if "href" in named else "xlink:href"
        if name not in named:
            return
        shown = own is not None and own.painted and not self._look.gone
        anchor = Anchor("a", named[name], self._value(token, place, name), self.flow.length, -1, shown)
        self._anchor = anchor
        self._add(anchor)

    def _end_anchor(self) -> None:
        if self._anchor:
            self._anchor.end = self.flow.length
            self._anchor.shown = self._anchor.shown or self._anchor.end > self._anchor.start
            self._anchor = None

    def _add(self, anchor: Anchor) -> None:
        if len(self.anchors) < self.limits.links:
            self.anchors.append(anchor)
        else:
            self.limits_reached["links"] = anchor.element

    def _here(self) -> Span:
        return (self.flow.length, self.flow.length)

    def _mark(self, tag: str, named: dict[str, str]) -> Mark | None:
        name = ""
        if tag == "blockquote" and named.get("type", "").lower() == "cite":
            name = "cite"
        elif "class" in named or "id" in named:
            match = _QUOTE_MARK.search((named.get("class", "") + " " + named.get("id", "")).lower())
            name = match[1] if match else ""
        if not name or len(self.marks) >= self.limits.links:
            return None
        mark = Mark(name, self.flow.length)
        self.marks.append(mark)
        return mark

    def _value(self, token: Token, place: int, name: str) -> Span:
        """Find an attribute's value in the document."""
        source = token.source or ""
        match = re.search(rf"[\s\"'/]{name}\s*=\s*(?:\"([^\"]*)|'([^']*)|([^\s>]*))", source, re.IGNORECASE)
        if match is None or match.lastindex is None:
            return (place, place + len(source))
        start, end = match.span(match.lastindex)
        return (place + start, place + end)


def _with_attributes(tag: str, named: dict[str, str], own: Style) -> Style:
    from dataclasses import replace

    if "hidden" in named:
        own = replace(own, gone=True)
    if named.get("background", "").strip():
        own = replace(own, painted=True)
    if own.background is None and "bgcolor" in named:
        own = replace(own, background=colours.parse(named["bgcolor"]))
    written = named.get("color") if tag == "font" else named.get("text") if tag == "body" else None
    if own.colour is None and written:
        own = replace(own, colour=colours.parse(written))
    return own


def _linked(own: Style | None) -> Style:
    from dataclasses import replace

    return replace(own or Style(), colour=colours.LINK)


def _is_dot(named: dict[str, str], own: Style | None) -> bool:
    return (own is not None and own.gone) or any(
        named.get(side, "").strip() in {"0", "1", "0px", "1px"} for side in ("width", "height")
    )
