"""A page as it is laid out, written as HTML of what a person sees: hidden parts left out, frames and shadow
trees put in their place (Chromium's `DOMSnapshot.captureSnapshot`).
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Any
from urllib.parse import urljoin
from zlib import crc32

STYLES = ("visibility", "opacity", "-webkit-text-security", "background-image", "display")
"""Computed styles that a snapshot must have, in this order."""

_KEPT = frozenset({
    "id", "name", "type", "class", "href", "src", "alt", "title", "placeholder", "aria-label", "autocomplete",
    "action", "formaction", "method", "for", "form", "content", "http-equiv", "rel", "role", "required",
    "maxlength", "contenteditable", "data-sitekey", "pattern",
})  # fmt: skip
_ADDRESSES = frozenset({"href", "src", "action", "formaction"})
_HEAD = frozenset({"meta", "link"})
_DROPPED = frozenset({"style", "template", "noscript", "base", "title"})
_VOID = frozenset(
    {"input", "img", "meta", "link", "br", "hr", "area", "col", "embed", "source", "track", "wbr"}
)
_FIELDS = frozenset({"input", "textarea", "select"})
_BUTTONS = frozenset({"button", "a", "summary"})
_STYLED = re.compile(r"url\(\"?([^\")]+)\"?\)")
_ELEMENT, _TEXT, _DOCUMENT, _FRAGMENT = 1, 3, 9, 11
_FAINT = 0.05
_LEAST = 4
_SHINGLE = 4
_MOST = 20_000
_DEPTH = 400


@dataclass(frozen=True, slots=True)
class Node:
    """An element that can be acted on: `surface` numbers the snapshot, `backend` is its id there."""

    surface: int
    backend: int
    tag: str
    kind: str = ""
    clickable: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture or background that is seen: its address, and its area in square pixels."""

    url: str
    area: float


@dataclass(frozen=True, slots=True)
class Rendered:
    """`html` of what is seen, all addresses absolute; `nodes` by their place in it. `icons`: addresses of the
    page's icons; `tags`: hashes of its tag-path shingles; `cut`: some of it was left out.
    """

    html: str = ""
    title: str = ""
    nodes: Mapping[int, Node] = field(default_factory=dict)
    pictures: tuple[Picture, ...] = ()
    icons: tuple[str, ...] = ()
    tags: frozenset[int] = frozenset()
    cut: bool = False


def rendered(snapshots: list[dict[str, Any]], mask: Callable[[str], str]) -> Rendered:
    """The first snapshot's page, behind it the frames that run elsewhere. `mask` is for words and values."""
    writer = _Writer(mask)
    title = ""
    for surface, snapshot in enumerate(snapshots):
        strings = snapshot["strings"]
        if not snapshot["documents"]:
            continue
        first = snapshot["documents"][0]
        if surface == 0:
            title = _string(strings, first.get("title", -1))
            writer.write(f"<!doctype html><html><title>{escape(mask(title))}</title>")
        writer.document(_Document(surface, snapshot, 0))
    writer.write("</html>")
    return Rendered(
        "".join(writer.pieces),
        mask(title),
        writer.nodes,
        tuple(writer.pictures),
        tuple(writer.icons),
        frozenset(writer.tags),
        writer.left <= 0,
    )


class _Writer:
    """Collects one page from its documents."""

    def __init__(self, mask: Callable[[str], str]) -> None:
        self.mask = mask
        self.pieces: list[str] = []
        self.length = 0
        self.left = _MOST
        self.nodes: dict[int, Node] = {}
        self.pictures: list[Picture] = []
        self.icons: list[str] = []
        self.tags: set[int] = set()

    def write(self, text: str) -> None:
        self.pieces.append(text)
        self.length += len(text)

    def document(self, document: "_Document") -> None:
        """Write one document of a snapshot, and those in its frames."""
        self._children(document, 0, ())

    def _children(self, document: "_Document", parent: int, path: tuple[str, ...]) -> None:
        for child in document.children.get(parent, ()):
            self._node(document, child, path)

    def _node(self, document: "_Document", at: int, path: tuple[str, ...]) -> None:
        self.left -= 1
        if self.left <= 0 or len(path) > _DEPTH:
            return
        kind = document.kinds[at]
        if kind == _TEXT:
            if document.has_seen(at):
                self.write(escape(self.mask(_flat(document.string(document.values[at]))), quote=False))
            return
        if kind != _ELEMENT:
            if kind == _FRAGMENT:
                self._children(document, at, path)
            return
        tag = document.string(document.names[at]).lower()
        if tag in _DROPPED or tag.startswith("::"):
            return
        attributes = document.attributes(at)
        if tag in ("html", "head", "body"):
            self._background(document, at)
            self._children(document, at, (*path, tag))
            return
        if tag == "script":
            if "src" in attributes:
                self._open(tag, {"src": attributes["src"]}, document.base)
                self.write("</script>")
            return
        if tag in _HEAD:
            if tag == "link" and "icon" in attributes.get("rel", "").lower() and "href" in attributes:
                self.icons.append(urljoin(document.base, attributes["href"]))
            kept = {name: value for name, value in attributes.items() if name in _KEPT}
            self._open(tag, kept, document.base)
            return
        if not document.has_seen(at):
            return
        here = (*path, tag)
        self.tags.add(crc32(" ".join(here[-_SHINGLE:]).encode("utf-8", "replace")))
        self._element(document, at, attributes, here)

    def _element(
        self, document: "_Document", at: int, attributes: dict[str, str], path: tuple[str, ...]
    ) -> None:
        tag = path[-1]
        written = {name: value for name, value in attributes.items() if name in _KEPT}
        clickable = at in document.clickable
        acting = tag in _FIELDS | _BUTTONS or clickable or "contenteditable" in attributes
        if acting or attributes.get("role") == "button":
            kind = attributes.get("type", "").lower()
            node = Node(document.surface, document.backends[at], tag, kind, clickable)
            self.nodes[self.length] = node
        if tag in ("img", "image") and (source := document.source(at) or attributes.get("src")):
            written["src"] = source
            self.pictures.append(Picture(urljoin(document.base, source), document.area(at)))
        if tag == "input" and attributes.get("type", "").lower() in ("submit", "button", "reset"):
            written["value"] = document.value(at) or attributes.get("value", "")
        style = []
        security = document.style(at, "-webkit-text-security")
        if security not in ("", "none") and attributes.get("type", "").lower() != "password":
            style.append(f"-webkit-text-security:{security}")
        if background := self._background(document, at):
            style.append(f"background-image:url({background})")
        if style:
            written["style"] = ";".join(style)
        self._open(tag, written, document.base)
        if tag in _VOID:
            return
        if (inner := document.inner(at)) is not None:
            self.write(f"</{tag}><section>")
            self.document(_Document(document.surface, document.snapshot, inner))
            self.write("</section>")
            return
        self._children(document, at, path)
        self.write(f"</{tag}>")

    def _background(self, document: "_Document", at: int) -> str:
        match = _STYLED.match(document.style(at, "background-image"))
        if match is None:
            return ""
        self.pictures.append(Picture(urljoin(document.base, match[1]), document.area(at)))
        return "" if match[1].startswith("data:") else match[1]

    def _open(self, tag: str, attributes: Mapping[str, str], base: str) -> None:
        written = [tag]
        for name, value in attributes.items():
            whole = urljoin(base, value) if name in _ADDRESSES and not value.startswith("#") else value
            text = whole if not whole.startswith("data:") else "data:,"
            written.append(f'{name}="{escape(self.mask(_flat(text)))}"' if value else name)
        self.write(f"<{' '.join(written)}>")


class _Document:
    """One document of a snapshot, by the numbers of its nodes."""

    def __init__(self, surface: int, snapshot: dict[str, Any], number: int) -> None:
        self.surface, self.snapshot = surface, snapshot
        self._strings: list[str] = snapshot["strings"]
        document = snapshot["documents"][number]
        nodes, layout = document["nodes"], document["layout"]
        self.base = _string(self._strings, document.get("baseURL", -1))
        self.kinds: list[int] = nodes["nodeType"]
        self.names: list[int] = nodes["nodeName"]
        self.values: list[int] = nodes["nodeValue"]
        self.backends: list[int] = nodes["backendNodeId"]
        self._attributes: list[list[int]] = nodes["attributes"]
        self.clickable = frozenset(nodes.get("isClickable", {}).get("index", ()))
        self._inner = _rare(nodes, "contentDocumentIndex")
        self._sources = _rare(nodes, "currentSourceURL")
        self._values = _rare(nodes, "inputValue")
        self.children: dict[int, list[int]] = {}
        for at, parent in enumerate(nodes["parentIndex"]):
            self.children.setdefault(parent, []).append(at)
        self._bounds = dict(zip(layout["nodeIndex"], layout["bounds"], strict=False))
        self._styles = dict(zip(layout["nodeIndex"], layout["styles"], strict=False))
        self._parents: list[int] = nodes["parentIndex"]
        self._seen = self._all_seen()

    def string(self, index: int) -> str:
        return _string(self._strings, index)

    def attributes(self, at: int) -> dict[str, str]:
        """Names in lower case."""
        pairs = self._attributes[at]
        named = zip(pairs[::2], pairs[1::2], strict=False)
        return {self.string(name).lower(): self.string(value) for name, value in named}

    def style(self, at: int, name: str) -> str:
        styles = self._styles.get(at)
        place = STYLES.index(name)
        return self.string(styles[place]) if styles and place < len(styles) else ""

    def area(self, at: int) -> float:
        bounds = self._bounds.get(at)
        return bounds[2] * bounds[3] if bounds else 0.0

    def source(self, at: int) -> str:
        return self.string(self._sources.get(at, -1))

    def value(self, at: int) -> str:
        return self.string(self._values.get(at, -1))

    def inner(self, at: int) -> int | None:
        return self._inner.get(at)

    def has_seen(self, at: int) -> bool:
        """Whether a person sees it, or something in it."""
        return at in self._seen

    def _is_seen(self, at: int) -> bool:
        """Whether it is itself laid out where a person sees it."""
        bounds: list[float] | None = self._bounds.get(at)
        if bounds is None or bounds[0] + bounds[2] <= 0 or bounds[1] + bounds[3] <= 0:
            return False
        if self._is_field(at):
            # Fields may lie unseen over a picture of a page.
            return bounds[2] > _LEAST and bounds[3] > _LEAST
        styled = at if self.kinds[at] == _ELEMENT else self._parents[at]
        return self.style(styled, "visibility") in ("", "visible") and bounds[2] > 1 and bounds[3] > 1

    def _is_field(self, at: int) -> bool:
        if self.kinds[at] != _ELEMENT:
            return False
        tag = self.string(self.names[at]).lower()
        return tag in _FIELDS or "contenteditable" in self.attributes(at)

    def _all_seen(self) -> frozenset[int]:
        faint: set[int] = set()
        for at, parent in enumerate(self._parents):
            opacity = self.style(at, "opacity")
            if parent in faint or (opacity and float(opacity) < _FAINT):
                faint.add(at)
        seen: set[int] = set()
        for at in range(len(self._parents) - 1, -1, -1):
            if at in seen or (self._is_seen(at) and (at not in faint or self._is_field(at))):
                seen |= {at, self._parents[at]}
        return frozenset(seen)


def _rare(nodes: dict[str, Any], name: str) -> dict[int, int]:
    found = nodes.get(name, {})
    return dict(zip(found.get("index", ()), found.get("value", ()), strict=False))


def _string(strings: list[str], index: int) -> str:
    return strings[index] if 0 <= index < len(strings) else ""


def _flat(text: str) -> str:
    return text.replace("\r", " ").replace("\0", "")
