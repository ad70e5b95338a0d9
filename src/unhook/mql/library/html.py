"""`html.xpath`: XPath 1.0 over an HTML document of the message."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from unhook.links.model import Url
from unhook.message.model import Html, Link
from unhook.mql.library.function import function
from unhook.mql.run import Run

MAX_NODES = 10_000


@dataclass(frozen=True, slots=True)
class XPathNode:
    """One result. For an element `raw` is its HTML; for an attribute, a comment or a text it is the
    value alone, and so are both texts.
    """

    raw: str
    display_text: str | None = None
    inner_text: str | None = None
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class XPathResult:
    """All results in document order."""

    nodes: tuple[XPathNode, ...] = ()


def examine(expression: str) -> str | None:
    """Why a constant expression cannot be used, else None."""
    import turbohtml

    try:
        turbohtml.XPath(expression)
    except ValueError as error:
        return str(error)
    return None


@function("html.xpath", remember=True, cost=300, examine=examine, tolerant=True)
def xpath(run: Run, document: Html, expression: str) -> XPathResult | None:
    """The nodes that `expression` selects; null when the expression is not XPath 1.0."""
    tree = run.remembered(("html.tree", id(document)), document, lambda: _tree(document.raw, run))
    try:
        found = tree.xpath(expression)
    except ValueError:
        return None
    if not isinstance(found, list):
        return XPathResult((_text_node(str(found)),))
    return XPathResult(tuple(_node(each) for each in run.paced(found[:MAX_NODES])))


def _tree(raw: str, run: Run) -> Any:
    from unhook.message.body import tree

    return tree.build(raw, run.limits)[0]


def _text_node(text: str) -> XPathNode:
    return XPathNode(text, text, text)


def _node(found: Any) -> XPathNode:
    if isinstance(found, str):
        return _text_node(str(found))
    if not hasattr(found, "tag"):
        return _text_node(getattr(found, "data", None) or found.text)
    return XPathNode(found.html, found.to_text().strip(), found.text, tuple(_links(found)))


def _links(element: Any) -> Iterable[Link]:
    from unhook.links import url

    anchors = [element] if element.tag == "a" else []
    for anchor in [*anchors, *element.select("a[href]")][:MAX_NODES]:
        target: Url | None = url.parse(anchor.attrs.get("href") or "")
        if target is not None:
            yield Link(href_url=target, display_text=anchor.text.strip() or None, element="a")


FUNCTIONS = (xpath,)
