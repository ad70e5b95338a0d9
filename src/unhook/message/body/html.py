"""HTML documents: what a person sees of them, what is hidden, where they lead."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from unhook.later import Later
from unhook.limits import DEFAULT, Limits
from unhook.message.body import hyperlinks, tree
from unhook.message.body.model import Html
from unhook.message.body.places import Places
from unhook.message.body.walk import Mark, Walk, hidden_runs
from unhook.message.offsets import Span, TextMap
from unhook.message.part import Defect


@dataclass(frozen=True, slots=True)
class Reading:
    """A document read: `runs` lead from its display text to its source (`TextMap`), `marks` are
    the elements by which mail programs mark quotes.
    """

    html: Html
    runs: Sequence[tuple[int, int]]
    marks: tuple[Mark, ...]
    defects: tuple[Defect, ...]


def document(raw: str, limits: Limits = DEFAULT, base: str | None = None) -> Html:
    """Read an HTML document or fragment, whatever its state; `base` is its own address, if it has one."""
    return read(raw, limits, base=base).html


def read(
    raw: str,
    limits: Limits = DEFAULT,
    charset: str | None = None,
    transfer_encoding: str | None = None,
    base: str | None = None,
) -> Reading:
    """Read `raw`; a limit that is reached leaves something out and is a defect."""
    source = raw
    if "\r" in source:
        # As long as before, so that places stay; a tab is white space in text and nothing in a URL.
        source = source.replace("\r\n", "\t\n").replace("\r", "\n")
    if "\0" in source:
        # The tree drops it where the tokens keep it; this is as long, and as invisible.
        source = source.replace("\0", "\u200b")
    parsed, reached = tree.build(source, limits)
    walk = Walk(limits)
    walk.over(parsed)
    if reached:
        walk.reached.add(reached)
    text = str(walk.flow)
    places = Places(source, walk.nodes)
    runs = Later(partial(places.of, walk.flow.runs, walk.flow.length))
    links = hyperlinks.anchored(walk.anchors, text, walk.base or base, source)
    known = {link.href_url.url for link in links if link.href_url}
    links += hyperlinks.conditional(walk.conditional, known, source)
    links += hyperlinks.written(text, links, TextMap(runs, _same).source, limits.links - len(links))
    if len(links) >= limits.links:
        walk.reached.add("links")
    hidden = hidden_runs(walk.hidden)
    html = Html(
        raw=raw,
        display_text=text,
        inner_text=_inner(walk.inner),
        charset=charset,
        content_transfer_encoding=transfer_encoding,
        links=tuple(links),
        hidden_text=tuple(hidden_text for hidden_text, _ in hidden),
        hidden_spans=Later(partial(places.spans, [span for _, span in hidden])),
        image_count=walk.images,
        forms=tuple(walk.forms),
        inputs=tuple(walk.inputs),
        scripts=walk.scripts,
    )
    defects = tuple(Defect("html-limit", limit=name) for name in sorted(walk.reached))
    return Reading(html, runs, tuple(walk.marks), defects)


def _same(start: int, end: int) -> Span:
    return (start, end)


def _inner(pieces: list[str]) -> str:
    lines = map(str.strip, "".join(pieces).split("\0"))
    return "\n".join(" ".join(line.split()) for line in lines if line)
