"""The mail's body as its recipient sees it, rebuilt so that nothing in it lives.

Only what stands on the allow-lists below is written, and it is written by us: elements
by name, a few style properties whose values match a strict pattern, text escaped. Links,
forms, pictures, scripts and everything that could load, run or leave its frame is gone.

Marks and hidden ranges travel through the HTML parser as private-use characters put into
its source, so that they end up where the parser moves the text, whatever the tag soup.
"""

import re
from collections.abc import Iterator
from html import escape

import turbohtml

from unhook.catalogue import Catalogue
from unhook.limits import DEFAULT
from unhook.message.body import tree
from unhook.message.model import Body
from unhook.report.defang import defang, harmless, visible_lines
from unhook.report.facts import badge
from unhook.report.markup import Markup, element
from unhook.report.places import Mark
from unhook.report.style_filter import style

MAX_MARKS = 500
MAX_DEPTH = 60
MAX_TEXT = 200_000
MAX_SOURCE = 2_000_000
ELEMENT_COST = 8
PLACEHOLDER_COST = 40
"""Characters of `MAX_TEXT` that an element uses up, so that a page of empty elements ends too."""

_HIDE, _SHOW, _OPEN, _CLOSE = 0xE000, 0xE001, 0xE100, 0xE400
_SIGNAL = re.compile("[\ue000-\uf8ff]")
_WIDTHLESS = dict.fromkeys(map(ord, "\u00ad\u034f\u180e\u200b\u2060\ufeff"))
"""What the recipient sees nothing of, and senders of newsletters scatter by the hundred."""

_UNSEEN_SIZES = {"0", "1", "2", "0px", "1px", "2px"}
"""Sides of pictures that are there to count readers or to push others about."""

_REFERENCE = re.compile(r"&(?:#[xX]?[0-9a-fA-F]{1,8}|[A-Za-z][A-Za-z0-9]{1,32});?")


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_AS_THEY_ARE = _names(
    "b blockquote dd div dl dt em i li ol p pre s small span strong sub sup u ul"
    " caption table tbody td tfoot th thead tr"
)
_AS_BLOCKS = _names("address article center fieldset footer form h1 h2 h3 h4 h5 h6 header main nav section")
_AS_RUNS = _names("a button font label strike tt")
_EMPTY = _names("br hr")
_DROPPED = _names(
    "applet area audio base canvas datalist embed frame frameset head iframe link map math meta noembed"
    " noframes noscript object param script select style svg template textarea title video xml"
)
_CLASSES = {
    "a": "dead-link",
    "button": "dead-button",
    **{f"h{level}": f"heading heading-{level}" for level in range(1, 7)},
}


def render(body: Body, marks: tuple[Mark, ...], catalogue: Catalogue) -> Markup:
    """HTML for the body with `<mark>` around each red flag's text; at most `MAX_TEXT` characters of text."""
    view = _View(catalogue)
    # `Body.text` is the plain text where the HTML shows none.
    if body.html is not None and (body.html.display_text.strip() or not body.text.strip()):
        return view.document(_with_signals(body, marks[:MAX_MARKS]))
    return view.plain(_insert(_tame(body.text), _signals(marks[:MAX_MARKS])))


class _View:
    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.out: list[str] = []
        self.room = MAX_TEXT
        self.empty = True
        self.hidden = 0
        self.active: list[int] = []
        self.announced: set[int] = set()

    def document(self, source: str) -> Markup:
        parsed, _ = tree.build(source, DEFAULT)
        # An explicit stack: the parser accepts nesting that recursion would not survive.
        stack: list[Iterator[turbohtml.Node] | str] = [iter(parsed.children)]
        depth = 0
        while stack:
            top = stack[-1]
            if isinstance(top, str):
                self.out.append(top)
                depth -= bool(top)
                stack.pop()
                continue
            node = next(top, None)
            if node is None or self.room <= 0:
                stack.pop()
            elif isinstance(node, turbohtml.Text):
                self._text(node.data)
            elif isinstance(node, turbohtml.Element) and node.tag not in _DROPPED:
                closing = self._open(node, depth)
                depth += bool(closing)
                stack += [closing, iter(node.children)]
        return self._finish()

    def plain(self, text: str) -> Markup:
        self.out.append('<div class="plain">')
        self._text(text)
        self.out.append("</div>")
        return self._finish()

    def _finish(self) -> Markup:
        if self.room <= 0:
            self.out.append(element("p", self.catalogue.text("label.analysis_cut"), kind="placeholder"))
        if self.empty:
            self.out.append(element("p", self.catalogue.text("label.nothing_shown"), kind="placeholder"))
        return Markup("".join(self.out))

    def _open(self, node: "turbohtml.Element", depth: int) -> str:
        tag = node.tag
        if tag == "img":
            self._picture(node)
        elif tag == "input":
            self._input(node)
        elif tag in _EMPTY:
            self.out.append(f"<{tag}>")
        elif (name := _written(tag)) and depth < MAX_DEPTH:
            role = ' role="presentation"' if tag == "table" else ""
            kind = f' class="{_CLASSES[tag]}"' if tag in _CLASSES else ""
            look = style(node)
            self.room -= ELEMENT_COST
            self.out.append(f"<{name}{role}{kind}" + (f' style="{escape(look)}">' if look else ">"))
            return f"</{name}>"
        return ""

    def _input(self, node: "turbohtml.Element") -> None:
        kind = (node.attr("type") or "text").lower()
        if kind == "hidden" or self.hidden:
            return
        if kind in {"submit", "button", "reset", "image"}:
            label = harmless(node.attr("value") or node.attr("alt") or self.catalogue.text("label.button"))
            self.out.append(element("span", label, kind="dead-button"))
        else:
            self._placeholder(self.catalogue.text("label.form_field"), node.attr("placeholder") or kind)

    def _picture(self, node: "turbohtml.Element") -> None:
        label, alt = self.catalogue.text("label.picture"), (node.attr("alt") or "").strip()
        if alt:
            self._placeholder(label, alt)
        elif not self.hidden and not {node.attr("width"), node.attr("height")} & _UNSEEN_SIZES:
            self.room -= PLACEHOLDER_COST
            self.empty = False
            self.out.append(element("span", "▨", kind="placeholder", role="img", aria_label=label))

    def _placeholder(self, label: str, said: str) -> None:
        if self.hidden:
            return
        said = harmless(said)[:200]
        self.room -= PLACEHOLDER_COST + len(said)
        self.empty = False
        self.out.append(element("span", f"{label}: {said}" if said else label, kind="placeholder"))

    def _text(self, data: str) -> None:
        at = 0
        for signal in _SIGNAL.finditer(data):
            self._piece(data[at : signal.start()])
            self._obey(ord(signal[0]))
            at = signal.end()
        self._piece(data[at:])

    def _obey(self, code: int) -> None:
        if code in {_HIDE, _SHOW}:
            self.hidden += 1 if code == _HIDE else -1
        elif _OPEN <= code < _CLOSE:
            self.active.append(code - _OPEN)
        elif code - _CLOSE in self.active:
            self.active.remove(code - _CLOSE)

    def _piece(self, text: str) -> None:
        if not text or self.hidden or self.room <= 0:
            return
        text = text[: self.room]
        self.room -= len(text)
        self.empty = self.empty and text.isspace()
        shown = escape(visible_lines(defang(text.translate(_WIDTHLESS))))
        if self.active and text.strip():
            new = sorted(set(self.active) - self.announced)
            self.announced.update(new)
            shown = "".join(badge(number, self.catalogue) for number in new) + f"<mark>{shown}</mark>"
        self.out.append(shown)


def _written(tag: str) -> str:
    """The name under which an element is written; empty for one that only its content survives."""
    if tag in _AS_THEY_ARE:
        return tag
    return "div" if tag in _AS_BLOCKS else "span" if tag in _AS_RUNS else ""


def _with_signals(body: Body, marks: tuple[Mark, ...]) -> str:
    assert body.html is not None
    source = _tame(body.html.raw[:MAX_SOURCE])
    signals = [(start, chr(_HIDE)) for start, _ in body.html.hidden_spans]
    signals += [(end, chr(_SHOW)) for _, end in body.html.hidden_spans]
    if body.text_map is not None:
        for mark in marks:
            start, end = mark.span
            first = body.text_map.source(start)
            last = body.text_map.source(end - 1)
            reference = _REFERENCE.match(source, last)
            signals.append((first, chr(_OPEN + mark.number)))
            signals.append((reference.end() if reference else last + 1, chr(_CLOSE + mark.number)))
    return _insert(source, signals)


def _signals(marks: tuple[Mark, ...]) -> list[tuple[int, str]]:
    opening = [(mark.span[0], chr(_OPEN + mark.number)) for mark in marks]
    return opening + [(mark.span[1], chr(_CLOSE + mark.number)) for mark in marks]


def _insert(source: str, signals: list[tuple[int, str]]) -> str:
    pieces = []
    at = 0
    for offset, signal in sorted(signals, key=lambda item: (item[0], -ord(item[1]))):
        if offset <= len(source):
            pieces += [source[at:offset], signal]
            at = offset
    return "".join([*pieces, source[at:]])


def _tame(source: str) -> str:
    """The source with its own private-use characters taken out of the way, offsets unchanged."""
    return _SIGNAL.sub("\ufffd", source)
