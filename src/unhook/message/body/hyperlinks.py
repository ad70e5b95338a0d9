"""Links of the model from what the walk over a document and the text itself show."""

import html
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import accumulate

from unhook.limits import DEFAULT
from unhook.links import rewriters, url
from unhook.links.model import Url
from unhook.message.body import linkify
from unhook.message.body.model import Link
from unhook.message.body.walk import Anchor
from unhook.message.offsets import Span
from unhook.message.part import Defect

_VML = re.compile(
    rf"<(?:v:[a-z]+|a)\s[^<>]{{0,4000}}?href\s*=\s*[\"']?([^\"'\s<>]{{1,{DEFAULT.url_chars}}})", re.IGNORECASE
)
_VALUES = {
    name: re.compile(rf"[\s\"'/]{name}\s*=\s*(?:\"([^\"]*)|'([^']*)|([^\s>]*))", re.IGNORECASE)
    for name in ("href", "xlink:href", "action", "formaction", "content")
}
_TAG_CHARS = 16_384
_SAME_PLACE = ("#", "javascript:void", "javascript:;")


def anchored(anchors: Iterable[Anchor], text: str, base: str | None, source: str) -> list[Link]:
    """Make links of a document's anchors.

    `text` is its display text, `base` its `<base href>`, `source` the text it was parsed from.
    """
    base = base if base and url.parse(base) else None
    leading = [anchor for anchor in anchors if not anchor.href.strip().lower().startswith(_SAME_PLACE)]
    lines = list(accumulate((len(line) + 1 for line in source.split("\n")), initial=0)) if leading else []
    return [
        _link(anchor, text, base, _place(anchor, source, lines)) for anchor in leading if anchor.href.strip()
    ]


def _place(anchor: Anchor, source: str, lines: list[int]) -> Span | None:
    """Find the value of the link's attribute in the source."""
    if not anchor.line:
        return None
    start = lines[anchor.line - 1] + anchor.column
    match = _VALUES[anchor.attribute].search(source, start, start + _TAG_CHARS)
    if match is None or match.lastindex is None:
        return (start, start + len(anchor.element) + 1)
    return match.span(match.lastindex)


def _link(anchor: Anchor, text: str, base: str | None, place: Span | None) -> Link:
    shown = text[anchor.start : anchor.end]
    start = anchor.start + len(shown) - len(shown.lstrip())
    shown = shown.strip()
    display = linkify.whole(shown) if shown else None
    target = url.parse(anchor.href, base)
    return Link(
        href_url=target,
        display_url=display,
        display_text=shown or None,
        mismatched=_mismatched(target and rewriters.unwrap(target), display),
        visible=anchor.shown,
        parser="hyperlink",
        element=anchor.element,
        text_span=(start, start + len(shown)),
        span=place,
    )


def conditional(comments: Iterable[str], known: set[str], source: str) -> list[Link]:
    """Find the links that only Outlook shows: VML buttons in conditional comments."""
    found = []
    place = 0
    for comment in comments:
        place = max(place, source.find(comment, place))
        for match in _VML.finditer(comment):
            target = url.parse(html.unescape(match[1]))
            if target is not None and target.url not in known:
                known.add(target.url)
                start, end = match.span(1)
                span = (place + start, place + end)
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
        if at >= len(taken) or taken[at][0] >= span[1]:
            found.append(replace(_shown(text, span, target, source), element="text", text_span=span))
    return found


def plain(text: str, known: set[str], limit: int, source: Callable[[int], int]) -> list[Link]:
    """Find the URLs of a text/plain body that are not in `known`."""
    return [
        replace(_shown(text, span, target, source), element="plain", text_span=span)
        for span, target in linkify.urls(text, limit)
        if target.url not in known
    ]


def cut(links: Iterable[Link]) -> tuple[Defect, ...]:
    """A defect for each limit that kept some link from being read to where it leads."""
    reached = set()
    for link in links:
        if (target := link.target_url) is None:
            continue
        rewrite = target.rewrite
        if rewrite is not None and "rewrite_depth" in rewrite.encoders:
            reached.add("rewrite_depth")
        if len((rewrite and rewrite.original) or target.url) >= DEFAULT.url_chars:
            reached.add("url_chars")
    return tuple(Defect("link-cut", limit=limit) for limit in sorted(reached))


def _shown(text: str, span: Span, target: Url, source: Callable[[int], int]) -> Link:
    """Make a link of a URL that stands in the text for itself."""
    return Link(
        href_url=target,
        display_url=target,
        display_text=text[slice(*span)],
        mismatched=False,
        visible=True,
        parser="plain",
        span=(source(span[0]), source(span[1] - 1) + 1),
    )


def _mismatched(target: Url | None, display: Url | None) -> bool:
    """Compare where a link leads with where its text says it does, by registrable domain or address."""
    if target is None or display is None:
        return False
    return _owner(target) != _owner(display) and _owner(target) is not None


def _owner(target: Url) -> str | None:
    if target.domain is not None:
        return target.domain.registrable_domain or target.domain.domain
    return target.ip.ip if target.ip else None
