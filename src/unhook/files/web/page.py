"""A page's source as a victim's browser would take it: what it asks for, and where that would go."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from turbohtml import Element

from unhook.files.model import Reference
from unhook.limits import DEFAULT
from unhook.message.body import tree

_ADDRESSED = {
    ("a", "href"): "link",
    ("area", "href"): "link",
    ("form", "action"): "form",
    ("button", "formaction"): "form",
    ("input", "formaction"): "form",
    ("iframe", "src"): "frame",
    ("frame", "src"): "frame",
    ("embed", "src"): "frame",
    ("object", "data"): "frame",
    ("script", "src"): "source",
    ("img", "src"): "picture",
    ("image", "href"): "picture",
    ("base", "href"): "base",
}
_REFRESH = re.compile(r"^\s*[\d.]*\s*[;,]?\s*(?:url\s*=\s*)?['\"]?([^'\"]+)", re.IGNORECASE)
_SCRIPTING = re.compile(r"^\s*(?:javascript|vbscript):", re.IGNORECASE)
_DISGUISED = re.compile(r"-webkit-text-security|text-security\s*:", re.IGNORECASE)
_PASSWORD_NAME = re.compile(r"passw|pwd|kennwort|contrase|mot_?de_?passe|senha|wachtwoord", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Script:
    """A script element or handler attribute: `source` inline, `language` as declared (`VBScript`, ...)."""

    source: str
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """`references` in document order, by how they are followed; `password` whether something on the page
    takes a password, also a text field dressed as one; `tags` the element names, each once.
    """

    title: str | None
    scripts: tuple[Script, ...]
    references: tuple[Reference, ...]
    password: bool
    tags: tuple[str, ...]


def read(source: str, most: int) -> Page:
    """Read a page of any state (HTML or SVG), at most `most` references and scripts."""
    document, _ = tree.build(source, DEFAULT)
    title = document.select_one("title")
    references: list[Reference] = []
    scripts: list[Script] = []
    tags: dict[str, None] = {}
    password = False
    for element in document.iter_elements():
        tags.setdefault(element.tag)
        password = password or _takes_password(element)
        if len(references) < most:
            references += _references(element)
        if len(scripts) < most:
            scripts += _scripts(element)
    return Page(
        (title.text or "").strip() or None if title is not None else None,
        tuple(scripts),
        tuple(references[:most]),
        password or bool(_DISGUISED.search(source)),
        tuple(tags),
    )


def _references(element: Element) -> Iterator[Reference]:
    for (tag, attribute), how in _ADDRESSED.items():
        if element.tag == tag and (value := (element.attr(attribute) or "").strip()):
            yield Reference(value, how)
    if (value := (element.attr("xlink:href") or "").strip()) and not value.startswith("#"):
        yield Reference(value, "link")
    if element.tag == "meta" and (element.attr("http-equiv") or "").lower() == "refresh":
        match = _REFRESH.match(element.attr("content") or "")
        if match and not match[1].strip().isdigit():
            yield Reference(match[1].strip(), "redirect")


def _scripts(element: Element) -> Iterator[Script]:
    if element.tag == "script" and (source := element.text):
        yield Script(source, element.attr("language") or element.attr("type"))
    for name, value in element.attrs.items():
        text = value if isinstance(value, str) else " ".join(value or ())
        if name.startswith("on") and text:
            yield Script(text)
        elif name in ("href", "action", "src", "xlink:href") and _SCRIPTING.match(text):
            yield Script(text.partition(":")[2])


def _takes_password(element: Element) -> bool:
    if element.tag != "input":
        return False
    kind = (element.attr("type") or "text").strip().lower()
    named = f"{element.attr('name') or ''} {element.attr('id') or ''}"
    return kind == "password" or (kind == "text" and bool(_PASSWORD_NAME.search(named)))
