"""Links of the model from what the walk over a document and the text itself show."""

import html
import re
from collections.abc import Callable, Iterable

from unhook.links import url
from unhook.links.model import Url
from unhook.message import linkify
from unhook.message.model import Link
from unhook.message.offsets import Span
from unhook.message.walk import Anchor

_VML = re.compile(r"<(?:v:[a-z]+|a)\s[^<>]{0,4000}?href\s*=\s*[\"']?([^\"'\s<>]{1,8000})", re.IGNORECASE)
_SAME_PLACE = ("#", "javascript:void", "javascript:;")


def anchored(anchors: Iterable[Anchor], text: str, base: str | None) -> list[Link]:
    """Make links of a document's anchors. `text` is its display text, `base` its `<base href>`."""
    base = base if base and url.parse(base) else None
    return [
        _link(anchor, text, base)
        for anchor in anchors
        if (target := anchor.href.strip()) and not target.lower().startswith(_SAME_PLACE)
    ]


def _link(anchor: Anchor, text: str, base: str | None) -> Link:
    start, end = anchor.start, max(anchor.start, anchor.end)
    shown = text[start:end]
    start += len(shown) - len(shown.lstrip())
    shown = shown.strip()
    end = start + len(shown)
    target = url.parse(anchor.href, base)
    display = linkify.whole(shown) if shown else None
    return Link(
        href_url=target,
        display_url=display,
        display_text=shown or None,
        mismatched=_mismatched(target, display),
        visible=anchor.shown,
        parser="hyperlink",
        element=anchor.element,
        text_span=(start, end),
        span=anchor.source,
    )


def conditional(comments: Iterable[tuple[str, int]], known: set[str]) -> list[Link]:
    """Find the links that only Outlook shows: VML buttons in conditional comments."""
    found = []
    for comment, place in comments:
        for match in _VML.finditer(comment):
            target = url.parse(html.unescape(match[1]))
            if target is not None and target.url not in known:
                known.add(target.url)
                start, end = match.span(1)
                span = (place + len("<!--") + start, place + len("<!--") + end)
                found.append(Link(target, mismatched=False, visible=True, element="v:roundrect", span=span))
    return found


def written(text: str, anchors: list[Link], source: Callable[[int], int], limit: int) -> list[Link]:
    """Find the URLs written in a document's display text, outside of its anchors."""
    taken = sorted(link.text_span for link in anchors if link.element == "a" and link.text_span)
    found = []
    at = 0
    for span, target in linkify.urls(text, limit):
        while at < len(taken) and taken[at][1] <= span[0]:
            at += 1
        if at < len(taken) and taken[at][0] < span[1]:
            continue
        place = (source(span[0]), source(span[1] - 1) + 1)
        found.append(_plain(text, span, target, "text", place, span))
    return found


def plain(text: str, known: set[str], limit: int, of_body: bool, source: Callable[[int], int]) -> list[Link]:
    """Find the URLs of a text/plain body that are not in `known`; `of_body` if it is `Body.text`."""
    found = []
    for span, target in linkify.urls(text, limit):
        if target.url not in known:
            place = (source(span[0]), source(span[1] - 1) + 1)
            found.append(_plain(text, span, target, "plain", place, span if of_body else None))
    return found


def _plain(text: str, span: Span, target: Url, element: str, place: Span, text_span: Span | None) -> Link:
    shown = text[span[0] : span[1]]
    return Link(target, target, shown, False, True, "plain", element, text_span, place)


def _mismatched(target: Url | None, display: Url | None) -> bool:
    """Compare where a link leads with where its text says it does, by root domain or address."""
    if target is None or display is None:
        return False
    return _owner(target) != _owner(display) and _owner(target) is not None


def _owner(target: Url) -> str | None:
    if target.domain is not None:
        return target.domain.root_domain or target.domain.domain
    return target.ip.ip if target.ip else None
