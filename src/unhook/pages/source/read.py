"""One document read: the fields, forms, pictures and words that a person would see on it."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from turbohtml import Element

from unhook.limits import DEFAULT, PageLimits
from unhook.links import url
from unhook.message.body import tree
from unhook.message.body.html import document
from unhook.pages.source.fields import kind_of
from unhook.pages.source.model import Asked, Evidence, FieldKind
from unhook.pages.source.script import Script

_SNIPPET = 160
_WORDS = 1_000
_BARS = 50
_TEXT = 4_000_000
_REFRESH = re.compile(r"^\s*[\d.]*\s*[;,]?\s*(?:url\s*=\s*)?['\"]?([^'\"]+)", re.IGNORECASE)
_SCRIPTING = re.compile(r"^\s*(?:javascript|vbscript):", re.IGNORECASE)
_HEADINGS = frozenset({"h1", "h2", "h3", "legend"})
_BAR = re.compile(r"(?:^|[\W_])(?:address|url|omnibox|location|title-?bar|browser|chrome)", re.IGNORECASE)
_CLOSED = re.compile(r"</form[\s>]", re.IGNORECASE)
_WEB_TEXT = re.compile(r"^(?:https?://)?[\w.-]+\.[a-z]{2,}(?:[/?#:]\S*)?$", re.IGNORECASE)
_DISGUISE = re.compile(r"text-security\s*:\s*(?!none)\w+|text-security-disc", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Field(Asked):
    """A field of a form; `form` is the form's place in `Read.forms`. `said`: label and placeholder."""

    form: int | None = None
    said: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """`action` as written, that of the button that sends it first; `handled`: a script takes it."""

    action: str | None
    handled: bool
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Picture:
    """An image; `mention` where it stands on a button or in a link, `leads` the link's target."""

    src: str
    alt: str
    mention: bool
    leads: str | None
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Said:
    """Words in a place that names a page."""

    text: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Read:
    """A document. `part`: its name; `base`: the address against which it is read, absent for an attachment.

    `leads`: (`refresh`, `frame`, `script`, `icon` or `link`; target as written; evidence) in order. `framed`:
    documents written into frames (`srcdoc`). `inline`: sources of scripts, handlers too; `scripts`: those
    read, where somebody did. `text`: what is shown.
    """

    part: str
    source: str
    base: str | None
    title: Said | None = None
    headings: tuple[Said, ...] = ()
    bars: tuple[Said, ...] = ()
    pictures: tuple[Picture, ...] = ()
    fields: tuple[Field, ...] = ()
    forms: tuple[Form, ...] = ()
    buttons: tuple[Said, ...] = ()
    leads: tuple[tuple[str, str, Evidence], ...] = ()
    framed: tuple[str, ...] = ()
    inline: tuple[str, ...] = ()
    scripts: tuple[Script, ...] = ()
    tags: frozenset[str] = frozenset()
    handlers: frozenset[str] = frozenset()
    text: str = ""
    cut: bool = False

    def absolute(self, address: str | None) -> str | None:
        """An address on this document made absolute; None for what leads nowhere."""
        found = url.parse(address.strip(), self.base) if address else None
        if found is None or found.scheme not in {"http", "https", "ws", "wss"}:
            return None
        return f"{found.scheme}:{found.url}" if found.url.startswith("//") else found.url

    def evidence(self, needle: str) -> Evidence:
        """Where `needle` stands in the source, first; without a place where it does not as written."""
        at = self.source.find(needle) if needle else -1
        return Evidence(self.part, (at, at + len(needle)) if at >= 0 else None, _short(needle))


def read(part: str, source: str, base: str | None, limits: PageLimits) -> Read:
    """Read a document in any state (HTML or SVG)."""
    return _Reader(part, source, base, limits).read()


class _Reader:
    """Collects what one document holds, element by element."""

    def __init__(self, part: str, source: str, base: str | None, limits: PageLimits) -> None:
        self.part, self.source, self.base, self.limits = part, source, base, limits
        self.lines = list(accumulate((len(line) + 1 for line in source.split("\n")), initial=0))
        self.title: Said | None = None
        self.headings: list[Said] = []
        self.bars: list[Said] = []
        self.pictures: list[Picture] = []
        self.fields: list[Field] = []
        self.forms: list[tuple[Element, Form]] = []
        self.buttons: list[Said] = []
        self.leads: list[tuple[str, str, Evidence]] = []
        self.framed: list[str] = []
        self.inline: list[str] = []
        self.labels: dict[str, str] = {}
        self.tags: set[str] = set()
        self.handlers: set[str] = set()
        self.seen = 0
        self.room = _TEXT
        self.closings = [match.start() for match in _CLOSED.finditer(source)]

    def read(self) -> Read:
        """Read it all."""
        built, reached = tree.build(self.source, DEFAULT)
        every = list(built.iter_elements())
        for element in every:
            if element.tag == "label" and (name := element.attr("for")):
                self.labels.setdefault(str(name), self._words(element))
            if element.tag == "form" and len(self.forms) < self.limits.elements:
                self._form(element)
        for element in every:
            self.tags.add(element.tag)
            self._element(element)
        if _DISGUISE.search(self.source) and not any(each.kind == "dressed" for each in self.fields):
            self._disguised(every)
        return Read(
            self.part, self.source, self.base, self.title, tuple(self.headings), tuple(self.bars),
            tuple(self.pictures), tuple(self.fields), tuple(form for _, form in self.forms),
            tuple(self.buttons), tuple(self.leads), tuple(self.framed), tuple(self.inline), (),
            frozenset(self.tags), frozenset(self.handlers), document(self.source).display_text,
            reached is not None or self.seen > self.limits.elements,
        )  # fmt: skip

    def _element(self, element: Element) -> None:
        tag = element.tag
        self._handlers(element)
        if tag == "script" and (source := element.text):
            if _is_script(element.attr("type")):
                self.inline.append(source)
            return
        self.seen += tag in ("img", "image", "input", "svg", "textarea") or tag in _HEADINGS
        if self.seen > self.limits.elements:
            return
        if tag == "title" and self.title is None and element.closest("svg") is None:
            self.title = Said(self._words(element)[:300], self._at(element))
        elif tag in _HEADINGS:
            self.headings.append(Said(self._words(element)[:300], self._at(element)))
        elif tag in ("img", "image"):
            self._picture(element, str(element.attr("alt") or element.attr("title") or ""))
        elif tag == "svg" and (drawn := str(element.attr("aria-label") or "") or self._words(element)):
            self._picture(element, drawn)
        elif tag in ("input", "textarea"):
            self._field(element)
        elif tag == "button":
            self.buttons.append(Said(self._words(element)[:120], self._at(element)))
        self._leads(element)
        if (
            tag in ("div", "span", "p", "li", "td")
            and len(self.bars) < _BARS
            and _BAR.search(_named(element))
        ):
            text = self._words(element)
            if len(text) < 300 and _WEB_TEXT.match(text):
                self.bars.append(Said(text, self._at(element)))

    def _form(self, element: Element) -> None:
        sender = next(
            (
                each
                for each in element.find_all("button") + element.find_all("input")
                if each.attr("formaction")
            ),
            None,
        )
        action = str((sender.attr("formaction") if sender else element.attr("action")) or "").strip()
        handled = "onsubmit" in element.attrs or action.lower().startswith("javascript:")
        self.forms.append((element, Form(action or None, handled, self._at(element))))

    def _field(self, element: Element) -> None:
        kind = str(element.attr("type") or "text").strip().lower()
        if kind in ("submit", "button", "image"):
            self.buttons.append(Said(str(element.attr("value") or "")[:120], self._at(element)))
        if kind in (
            "hidden",
            "submit",
            "button",
            "image",
            "reset",
            "checkbox",
            "radio",
            "file",
            "range",
            "color",
        ):
            return
        label = self.labels.get(str(element.attr("id") or ""), "")
        if not label and (around := element.closest("label")) is not None:
            label = self._words(around)
        said = " ".join(
            str(each)
            for each in (
                label,
                element.attr("placeholder"),
                element.attr("aria-label"),
                element.attr("title"),
            )
            if each
        )
        self._add(kind_of(kind, _identity(element), said, element), element, said)

    def _add(self, kind: FieldKind, element: Element, said: str) -> None:
        name = str(element.attr("name") or element.attr("id") or "")[:80]
        place = self._at(element)
        self.fields.append(Field(kind, name, place, self._owner(element, place), said[:200]))

    def _owner(self, element: Element, place: Evidence) -> int | None:
        """The form of a field: the one it names, the one around it, else the last that nobody has closed. In
        tables the tree loses the latter, and browsers keep it (HTML, "form owner").
        """
        if name := element.attr("form"):
            return next((at for at, (form, _) in enumerate(self.forms) if form.attr("id") == name), None)
        home = element.closest("form")
        if home is not None:
            return next((at for at, (form, _) in enumerate(self.forms) if _same(form, home)), None)
        if place.span is None:
            return None
        for at in range(len(self.forms) - 1, -1, -1):
            span = self.forms[at][1].evidence.span
            if span is not None and span[0] < place.span[0]:
                closed = bisect_left(self.closings, span[0]) < bisect_left(self.closings, place.span[0])
                return None if closed else at
        return None

    def _disguised(self, every: list[Element]) -> None:
        """A style that dots what is typed, on a page whose fields do not say that they take a password."""
        for element in every:
            if element.attr("contenteditable") is not None or (
                element.tag in ("input", "textarea")
                and str(element.attr("type") or "text").lower() in ("text", "tel", "search")
            ):
                self._add("dressed", element, "")

    def _picture(self, element: Element, words: str) -> None:
        src = str(element.attr("src") or element.attr("href") or element.attr("data-src") or "").strip()
        link, button = element.closest("a"), element.closest("button")
        self.pictures.append(
            Picture(
                src[:2_000],
                words[:200],
                button is not None,
                str(link.attr("href") or "") if link is not None else None,
                self._at(element),
            )
        )

    def _leads(self, element: Element) -> None:
        tag = element.tag
        found = None
        if tag == "meta" and str(element.attr("http-equiv") or "").lower() == "refresh":
            match = _REFRESH.match(str(element.attr("content") or ""))
            found = ("refresh", match[1]) if match and not match[1].strip().isdigit() else None
        elif tag in ("iframe", "frame", "embed"):
            found = ("frame", str(element.attr("src") or ""))
            if inner := element.attr("srcdoc"):
                self.framed.append(str(inner))
        elif tag == "object":
            found = ("frame", str(element.attr("data") or ""))
        elif tag == "script":
            found = ("script", str(element.attr("src") or ""))
        elif tag == "link" and "icon" in str(element.attr("rel") or "").lower():
            found = ("icon", str(element.attr("href") or ""))
        elif tag == "a":
            found = ("link", str(element.attr("href") or ""))
        elif tag == "base":
            self.base = self.base and (
                Read(self.part, "", self.base).absolute(str(element.attr("href") or "")) or self.base
            )
        if found and found[1].strip() and len(self.leads) < self.limits.elements:
            self.leads.append((found[0], found[1].strip(), self._at(element)))

    def _handlers(self, element: Element) -> None:
        for name, value in element.attrs.items():
            text = value if isinstance(value, str) else " ".join(value or ())
            if name.startswith("on") and text:
                self.handlers.add(name)
                self.inline.append(text)
            elif name in ("href", "action", "src", "xlink:href", "formaction") and _SCRIPTING.match(text):
                self.inline.append(text.partition(":")[2])

    def _words(self, element: Element) -> str:
        """An element's words, all together bounded: of nested elements each holds the words again."""
        if self.room <= 0:
            self.seen = self.limits.elements + 1
            return ""
        text = element.text or ""
        self.room -= len(text)
        return " ".join(text[:_WORDS].split())

    def _at(self, element: Element) -> Evidence:
        if not element.source_line:
            return Evidence(self.part, None, f"<{element.tag}>")
        start = min(
            self.lines[min(element.source_line, len(self.lines)) - 1] + (element.source_col or 0),
            len(self.source),
        )
        end = self.source.find(">", start, start + 4_096)
        stop = end + 1 if end >= 0 else min(len(self.source), start + _SNIPPET)
        return Evidence(self.part, (start, stop), _short(self.source[start:stop]))


def _same(one: Element, other: Element) -> bool:
    return (one.source_line, one.source_col) == (other.source_line, other.source_col)


def _is_script(declared: object) -> bool:
    kind = str(declared or "").lower()
    return not kind or "script" in kind or kind == "module"


def _named(element: Element) -> str:
    kinds = element.attrs.get("class")
    listed = kinds if isinstance(kinds, str) else " ".join(kinds or ())
    return f"{listed} {element.attr('id') or ''}"


def _identity(element: Element) -> str:
    return " ".join(_identities(element))


def _identities(element: Element) -> Iterator[str]:
    for name in ("name", "id", "autocomplete"):
        if value := element.attr(name):
            yield str(value)


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _SNIPPET else flat[: _SNIPPET - 1] + "…"
