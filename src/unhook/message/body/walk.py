"""One walk over a document's tree: text as shown, hidden runs, anchors, forms, quote marks."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from turbohtml import Comment, Document, Element, Node, Text

from unhook import patterns
from unhook.limits import Limits
from unhook.message.body import elements
from unhook.message.body.flow import INVISIBLE, Flow
from unhook.message.body.presentation import Presentation
from unhook.message.body.styles import Look, Style
from unhook.message.offsets import Span

_QUOTE_MARK = patterns.compile(
    r"(?:^|[\s_-])(gmail_quote|gmail_attr|yahoo_quoted|protonmail_quote|zmail_extra|moz-cite-prefix"
    r"|divrplyfwdmsg|outlookmessageheader|tutanota_quote)(?![\w-])"
)
_REFRESH = patterns.compile(r"[\d.\s]*[;,]?\s*(?:url\s*=\s*)?[\"']?([^\"']*)", re.IGNORECASE)
_DOT = frozenset({"0", "1", "0px", "1px"})


@dataclass(slots=True)
class Anchor:
    """A link as written. `start` and `end` are places in the display text.

    `line`, `column`, `attribute`: where it stands in the source. `shown`: something of it
    can be seen. `element` as in `model.Link`.
    """

    element: str
    href: str
    attribute: str
    line: int
    column: int
    start: int
    end: int
    shown: bool


@dataclass(slots=True)
class Mark:
    """An element by which mail programs mark quotes: its name, and its place in the display text."""

    name: str
    start: int
    end: int


# What is left of an element, how its text looks, the line breaks around it (or `_CELL`),
# and what ends with it.
_Inside = tuple[Iterator[Node], Look, int, Anchor | Mark | None]
_CELL = -1


@dataclass(slots=True)
class Walk:
    """What was seen on the way; read it after `over`.

    `nodes` are the text nodes shown or hidden, each with the count of characters before it;
    `hidden` the ranges of that count that cannot be seen.
    """

    limits: Limits
    flow: Flow = field(default_factory=Flow)
    nodes: list[tuple[int, str]] = field(default_factory=list)
    inner: list[str] = field(default_factory=list)
    hidden: list[tuple[int, str]] = field(default_factory=list)
    anchors: list[Anchor] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    conditional: list[str] = field(default_factory=list)
    base: str | None = None
    images: int = 0
    scripts: int = 0
    forms: list[tuple[str, bool]] = field(default_factory=list)
    inputs: list[str] = field(default_factory=list)
    reached: set[str] = field(default_factory=set)
    _presentation: Presentation = field(default_factory=Presentation)
    _count: int = 0
    _anchor: Anchor | None = None

    def over(self, document: Document) -> None:
        """Walk over a whole document, in document order."""
        self._presentation.read(document)
        stack: list[_Inside] = [(iter(document.children), self._presentation.root, 0, None)]
        while stack:
            rest, look, breaks, ending = stack[-1]
            for node in rest:
                if isinstance(node, Text):
                    data = node.data
                    self.inner.append(data)
                    if data.isspace() and not (look.hidden or look.preformatted):
                        self.flow.cell()
                        self._count += len(data)
                    else:
                        self._text(data, look)
                elif isinstance(node, Element):
                    inside = self._element(node, look)
                    if inside is not None:
                        stack.append(inside)
                        break
                elif isinstance(node, Comment) and "href" in node.data and node.data.startswith("[if"):
                    self.conditional.append(node.data)
            else:
                stack.pop()
                if breaks:
                    self._break(breaks)
                if ending is not None:
                    self._end(ending)

    def _text(self, data: str, look: Look) -> None:
        count = self._count
        self._count = count + len(data)
        self.nodes.append((count, data))
        if look.hidden:
            self.hidden.append((count, data))
        elif self.flow.length >= self.limits.text_chars:
            self.reached.add("text_chars")
        elif look.preformatted:
            self.flow.preformatted(data, count)
        else:
            self.flow.text(data, count)

    def _element(self, node: Element, look: Look) -> _Inside | None:
        """Begin an element; gives what is to be walked inside."""
        tag = node.tag
        if tag == "br":
            self.flow.line_break()
            self.inner.append("\0")
            return None
        if tag in elements.UNSHOWN:
            self.scripts += tag == "script"
            return None
        own: Style | None = self._presentation.of(node, tag)
        if own is not None:
            look = self._presentation.under(look, own)
        breaks = _CELL if tag in elements.CELL else _newlines(tag, own)
        if breaks:
            self._break(breaks)
        read = _READERS.get(tag)
        return (iter(node.children), look, breaks, read(self, node, look) if read else None)

    def _break(self, breaks: int) -> None:
        if breaks == _CELL:
            self.flow.cell()
            self.inner.append(" ")
        else:
            self.flow.block(breaks)
            self.inner.append("\0")

    def _end(self, ending: Anchor | Mark) -> None:
        ending.end = self.flow.length
        if isinstance(ending, Anchor):
            ending.shown = ending.shown or ending.end > ending.start
            self._anchor = None

    def _quote(self, node: Element, look: Look) -> Mark | None:
        """Note an element whose class or id says that it holds or introduces a quote."""
        named = (node.attr("class") or "") + " " + (node.attr("id") or "")
        if len(named) > 1 and (match := _QUOTE_MARK.search(named.lower())):
            return self._mark(match[1])
        return None

    def _blockquote(self, node: Element, look: Look) -> Mark | None:
        cite = (node.attr("type") or "").lower() == "cite"
        return self._quote(node, look) or (self._mark("cite") if cite else None)

    def _mark(self, name: str) -> Mark | None:
        if len(self.marks) >= self.limits.links:
            return None
        self.marks.append(Mark(name, self.flow.length, self.flow.length))
        return self.marks[-1]

    def _link(self, node: Element, element: str, attribute: str, shown: bool) -> Anchor | None:
        """Note a link, unless there are too many or it leads nowhere."""
        href = node.attr(attribute)
        if href is None:
            return None
        if len(self.anchors) >= self.limits.links:
            self.reached.add("links")
            return None
        at = self.flow.length
        line, column = node.source_line or 0, node.source_col or 0
        self.anchors.append(Anchor(element, href, attribute, line, column, at, at, shown))
        return self.anchors[-1]

    def _a(self, node: Element, look: Look) -> Anchor | None:
        attribute = "xlink:href" if node.attr("href") is None else "href"
        own = self._presentation.of(node, "a")
        painted = own is not None and own.painted and not look.gone
        self._anchor = self._link(node, "a", attribute, painted)
        return self._anchor

    def _area(self, node: Element, look: Look) -> None:
        self._link(node, "area", "href", True)

    def _img(self, node: Element, look: Look) -> None:
        self.images += 1
        if self._anchor is not None and not look.gone:
            dot = (node.attr("width") or "").strip() in _DOT or (node.attr("height") or "").strip() in _DOT
            self._anchor.shown = self._anchor.shown or not dot

    def _base(self, node: Element, look: Look) -> None:
        self.base = self.base or node.attr("href")

    def _form(self, node: Element, look: Look) -> None:
        self.forms.append((node.attr("action") or "", False))
        if self.forms[-1][0].strip():
            self._link(node, "form", "action", not look.gone)

    def _button(self, node: Element, look: Look) -> None:
        if node.tag == "input":
            self.inputs.append((node.attr("type") or "text").strip().lower())
            # By the parser's form pointer: a field may stand outside of its form's element (4.10.18.3).
            if self.inputs[-1] == "password" and self.forms:
                self.forms[-1] = (self.forms[-1][0], True)
        if self._anchor is not None and not look.gone:
            self._anchor.shown = True
        self._link(node, "button", "formaction", not look.gone)

    def _meta(self, node: Element, look: Look) -> None:
        if (node.attr("http-equiv") or "").strip().lower() == "refresh":
            match = _REFRESH.match(node.attr("content") or "")
            anchor = self._link(node, "meta", "content", False)
            if anchor is not None:
                anchor.href = match[1] if match else ""


_READERS: dict[str, Callable[[Walk, Element, Look], Anchor | Mark | None]] = {
    "a": Walk._a,
    "area": Walk._area,
    "base": Walk._base,
    "blockquote": Walk._blockquote,
    "button": Walk._button,
    "div": Walk._quote,
    "form": Walk._form,
    "img": Walk._img,
    "image": Walk._img,
    "input": Walk._button,
    "meta": Walk._meta,
    "span": Walk._quote,
}


def _newlines(tag: str, own: Style | None) -> int:
    display = own.display if own else None
    if tag in elements.BLOCK:
        return 0 if display == "inline" else 2 if tag == "p" else 1
    return 1 if display == "block" else 0


def hidden_runs(pieces: list[tuple[int, str]]) -> list[tuple[str, Span]]:
    """Join hidden pieces that follow each other with nothing shown between.

    Blank ends are cut off, and runs that nobody could see anyway left out.
    """
    runs: list[list[tuple[int, str]]] = []
    end = -1
    for start, text in pieces:
        if start == end:
            runs[-1].append((start, text))
            end += len(text)
        elif not text.isspace():
            runs.append([(start, text)])
            end = start + len(text)
    joined = []
    for run in runs:
        while run[-1][1].isspace():
            run.pop()
        last, text = run[-1]
        words = " ".join("".join(text for _, text in run).split())
        if INVISIBLE.sub("", words).strip():
            joined.append((words, (run[0][0], last + len(text))))
    return joined
