"""HTML written so that escaping is the rule and only what was made here is trusted."""

from collections.abc import Iterable
from html import escape

_VOID = frozenset({"br", "hr", "img", "meta"})


class Markup(str):
    """HTML made by this package. Any other string is text and gets escaped."""

    __slots__ = ()


def join(parts: Iterable[str]) -> Markup:
    """The parts one after the other; those that are no `Markup` are escaped."""
    return Markup("".join(part if isinstance(part, Markup) else escape(part) for part in parts))


def element(name: str, /, *content: str, kind: str = "", **attributes: str) -> Markup:
    """An element with its content; `kind` is its class, `_` in an attribute's name stands for `-`."""
    if kind:
        attributes = {"class": kind, **attributes}
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(value)}"'
        for key, value in attributes.items()
        if value
    )
    if name in _VOID:
        return Markup(f"<{name}{written}>")
    return Markup(f"<{name}{written}>{join(content)}</{name}>")


def listed(name: str, /, items: Iterable[str], kind: str = "") -> Markup:
    """A list (`ul` or `ol`) with one entry for each item."""
    return element(name, *(element("li", item) for item in items), kind=kind)
