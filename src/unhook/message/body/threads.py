"""The body text cut into the newest message and the ones it quotes.

Mail programs announce a quote in words (`separators`) and in markup (`walk.Mark`). Markup
alone never hides anything: a quote counts only when words introduce it. What a reader sees
first is always in the current thread: when nothing but a gateway's warning or "Sent from my
phone" stands above the first quote (a plain forward, or a forged one), that quote is the
current thread; when the author's words continue between or below quoted lines, the current
thread reaches to their end. Quoted threads follow newest first, `>` marks kept. All texts are
slices of the body text.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from unhook.limits import Limits
from unhook.message.body import banners, preambles, quoting, separators
from unhook.message.body.model import Banner, Link, Thread
from unhook.message.body.separators import Separator
from unhook.message.body.walk import Mark
from unhook.message.offsets import Span
from unhook.message.part import Defect

_ATTRIBUTIONS = frozenset({"gmail_attr", "moz-cite-prefix", "divrplyfwdmsg", "outlookmessageheader"})
_CONTAINERS = frozenset(
    {"cite", "gmail_quote", "yahoo_quoted", "protonmail_quote", "zmail_extra", "tutanota_quote"}
)
_QUOTED_LINE = re.compile(r"^[ \t]{0,3}>[^\n]*$", re.MULTILINE)
_FOOTER = re.compile(r"^(?:-- ?$|_{10,}[ \t]*$|-{20,}[ \t]*$|={20,}[ \t]*$)", re.MULTILINE)
_MARKUP_ATTRIBUTION_CHARS = 1_000
_ATTRIBUTION_BEFORE = re.compile(r"[^\n]{1,300}[:：][ \t]*\s*\Z")


@dataclass(frozen=True, slots=True)
class Conversation:
    """The body's messages; `previous` are newest first."""

    current: Thread
    previous: tuple[Thread, ...]
    defects: tuple[Defect, ...] = ()


@dataclass(frozen=True, slots=True)
class _Cut:
    """A thread to be: its preamble, and the region its text and links are taken from."""

    preamble: Span | None
    start: int
    end: int


def split(text: str, links: Sequence[Link], marks: Sequence[Mark], limits: Limits) -> Conversation:
    """Cut `text`; `links` with a place in it go to the threads that hold them."""
    found, complete = separators.find(text, limits.threads)
    defects = () if complete else (Defect("threads-cut", limit="threads"),)
    cuts = _cuts(text, _with_markup(text, found, marks, limits.threads))
    own = _own_words_below(text, cuts, marks)
    above: list[_Cut] = []
    if own is not None and _is_written(text, 0, cuts[0].end):
        cuts[0] = _Cut(None, 0, own[1])
    elif own is not None:
        below = _Cut(None, *own)
        cuts = [
            below,
            *(_Cut(cut.preamble, cut.start, min(cut.end, own[0])) for cut in cuts[1:] if cut.start < own[0]),
        ]
    else:
        while len(cuts) > 1 and not _is_written(text, cuts[0].start, cuts[0].end):
            above.append(cuts.pop(0))
    current, *previous = (_thread(text, cut, links) for cut in cuts)
    warnings = [span for cut in above for span in banners.leading(text, cut.start, cut.end)]
    if warnings:
        current = replace(current, banners=_banners(text, warnings) + current.banners)
    return Conversation(current, tuple(previous), defects)


def _banners(text: str, spans: Sequence[Span]) -> tuple[Banner, ...]:
    return tuple(Banner(text[slice(*span)]) for span in spans)


def _with_markup(
    text: str, found: Sequence[Separator], marks: Sequence[Mark], limit: int
) -> Sequence[Separator]:
    """Add the introductions that only the markup tells to those `found` in words."""
    every = list(found)
    for separator in _of_markup(text, marks):
        if len(every) >= limit:
            break
        if not any(other.start < separator.end and separator.start < other.end for other in every):
            every.append(separator)
    every.sort(key=lambda separator: separator.start)
    return every


def _of_markup(text: str, marks: Iterable[Mark]) -> Iterable[Separator]:
    """Give the introductions that markup shows, whatever their language."""
    for mark in marks:
        if mark.name in _ATTRIBUTIONS:
            if 0 < mark.end - mark.start <= _MARKUP_ATTRIBUTION_CHARS and text[mark.start : mark.end].strip():
                yield Separator(mark.start, mark.end, "attribution")
        elif mark.name in _CONTAINERS:
            before = _ATTRIBUTION_BEFORE.search(text, max(0, mark.start - 310), mark.start)
            if before and any(map(str.isdigit, before[0])):
                yield Separator(before.start(), mark.start, "attribution")


def _cuts(text: str, found: Sequence[Separator]) -> list[_Cut]:
    starts = [separator.start for separator in found] + [len(text)]
    cuts = [_Cut(None, 0, starts[0])]
    for number, separator in enumerate(found):
        cuts.append(_Cut((separator.start, separator.end), separator.end, starts[number + 1]))
    return cuts


def _own_words_below(text: str, cuts: Sequence[_Cut], marks: Sequence[Mark]) -> Span | None:
    """Find the author's words below or between what the first attribution quotes."""
    if len(cuts) < 2 or cuts[1].preamble is None:
        return None
    start = cuts[1].start
    body = start + len(text[start:]) - len(text[start:].lstrip())
    if text.startswith(">", body):
        return _unquoted(text, body, _next_unquoted(text, cuts))
    inside = [
        mark
        for mark in marks
        if mark.name in _CONTAINERS and mark.start <= body + 1 < mark.end and mark.end < len(text)
    ]
    if not inside:
        return None
    end = max(mark.end for mark in inside)
    return (end, len(text)) if _is_written(text, end, _before_footer(text, end)) else None


def _next_unquoted(text: str, cuts: Sequence[_Cut]) -> int:
    """Find the second introduction that is not itself within the first quote."""
    later = (cut.preamble[0] for cut in cuts[2:] if cut.preamble)
    return next(
        (start for start in later if not text[start : start + 80].lstrip().startswith(">")), len(text)
    )


def _unquoted(text: str, start: int, stop: int) -> Span | None:
    """Give the range from the first to the last line of the author's in `text[start:stop]`."""
    first = last = -1
    at = start
    for quote in _QUOTED_LINE.finditer(text, start, stop):
        if _is_written(text, at, quote.start()):
            first, last = (at if first < 0 else first), quote.start()
        at = quote.end()
    if _is_written(text, at, min(stop, _before_footer(text, at))):
        first, last = (at if first < 0 else first), stop
    return None if first < 0 else (first, last)


def _before_footer(text: str, start: int) -> int:
    footer = _FOOTER.search(text, start)
    return footer.start() if footer else len(text)


def _is_written(text: str, start: int, end: int) -> bool:
    """Tell whether somebody wrote something there, warnings and mail programs' own lines aside."""
    at = start
    for _, after in banners.leading(text, start, end):
        at = after
    return any(map(str.isalnum, quoting.CLIENT_SIGNATURE.sub("", text[at:end])))


def _thread(text: str, cut: _Cut, links: Sequence[Link]) -> Thread:
    warnings = list(banners.leading(text, cut.start, cut.end))
    start, end = _stripped(text, warnings[-1][1] if warnings else cut.start, cut.end)
    region = cut.preamble[0] if cut.preamble else cut.start
    preamble = text[slice(*cut.preamble)].strip() if cut.preamble else None
    said = preambles.parse(preamble) if preamble else preambles.Preamble()
    last = cut.end + 1 if cut.end == len(text) else cut.end
    return Thread(
        text=text[start:end],
        preamble=preamble,
        banners=_banners(text, warnings),
        links=tuple(link for link in links if link.text_span and region <= link.text_span[0] < last),
        sender=said.sender,
        recipients=said.recipients,
        subject=said.subject,
        date=said.date,
        text_span=(start, end),
    )


def _stripped(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    if not piece.strip():
        return (start, start)
    return (start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip()))
