"""HTML documents: what a person sees of them, what is hidden, where they lead."""

from dataclasses import dataclass

from unhook.limits import DEFAULT, Limits
from unhook.message import hyperlinks
from unhook.message.model import Html
from unhook.message.offsets import Span, TextMap
from unhook.message.part import Defect
from unhook.message.walk import Mark, Walk


@dataclass(frozen=True, slots=True)
class Reading:
    """A document read: `runs` lead from its display text to its source (`TextMap`), `marks` are
    the elements by which mail programs mark quotes.
    """

    html: Html
    runs: tuple[tuple[int, int], ...]
    marks: tuple[Mark, ...]
    defects: tuple[Defect, ...]


def document(raw: str, limits: Limits = DEFAULT) -> Html:
    """Read an HTML document or fragment, whatever its state."""
    return read(raw, limits).html


def read(
    raw: str,
    limits: Limits = DEFAULT,
    charset: str | None = None,
    transfer_encoding: str | None = None,
) -> Reading:
    """Read `raw`; of a longer one than `Limits.html_bytes` characters the rest is left out, with a defect."""
    defects: list[Defect] = []
    source = raw
    if len(source) > limits.html_bytes:
        source = source[: limits.html_bytes]
        defects.append(Defect("html-cut", f"{len(raw)} characters", limit="html_bytes"))
    if "\r" in source:
        # As long as before, so that places stay; a tab is white space in text and nothing in a URL.
        source = source.replace("\r\n", "\t\n").replace("\r", "\n")
    walk = Walk(limits)
    walk.over(source)
    walk.close()
    text = str(walk.flow)
    links = hyperlinks.anchored(walk.anchors, text, walk.base)
    known = {link.href_url.url for link in links if link.href_url}
    links += hyperlinks.conditional(walk.conditional, known)
    runs = tuple(walk.flow.runs)
    links += hyperlinks.written(text, links, TextMap(runs, _same).source, limits.links - len(links))
    if len(links) >= limits.links:
        walk.limits_reached["links"] = "links"
    hidden = _hidden(walk.hidden)
    html = Html(
        raw=raw,
        display_text=text,
        inner_text=_inner(walk.inner),
        charset=charset,
        content_transfer_encoding=transfer_encoding,
        links=tuple(links),
        hidden_text=tuple(hidden_text for hidden_text, _ in hidden),
        hidden_spans=tuple(span for _, span in hidden),
        image_count=walk.images,
        forms=tuple(walk.forms),
        inputs=tuple(walk.inputs),
        scripts=walk.scripts,
    )
    return Reading(html, runs, tuple(walk.marks), (*defects, *walk.defects()))


def _same(start: int, end: int) -> Span:
    return (start, end)


def _inner(pieces: list[str]) -> str:
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\0"))
    return "\n".join(line for line in lines if line)


def _hidden(pieces: list[tuple[int, int, str]]) -> list[tuple[str, Span]]:
    """Join pieces that follow each other with nothing but markup between them."""
    runs: list[tuple[list[str], int, int]] = []
    for start, end, text in pieces:
        if runs and start == runs[-1][2]:
            runs[-1] = (runs[-1][0], runs[-1][1], end)
            runs[-1][0].append(text)
        else:
            runs.append(([text], start, end))
    joined = ((" ".join("".join(texts).split()), (start, end)) for texts, start, end in runs)
    return [(text, span) for text, span in joined if text]
