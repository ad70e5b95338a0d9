"""From what made a rule true to the places that are shown for it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Protocol

from unhook.limits import Limits
from unhook.message.locate import locate
from unhook.message.model import Message
from unhook.message.offsets import Span
from unhook.rules.finding import Evidence

_MAX_TRACES = 500
_STEP = re.compile(r"([^.\[\]]+)(?:\[(\d+)\])?")


class Trace(Protocol):
    """What `unhook.mql.Trace` offers: a model path with indices, a range in its text, and that text."""

    @property
    def field(self) -> str:
        """The model path with indices."""

    @property
    def span(self) -> Span | None:
        """The half-open range in that field's text."""

    @property
    def snippet(self) -> str:
        """What stands there."""


def gather(
    message: Message, traces: Iterable[Trace], wanted: Sequence[str], limits: Limits
) -> tuple[Evidence, ...]:
    """The places to show, at most `Limits.evidence_per_finding`, each once.

    `wanted` are path prefixes in order of interest, without indices; empty takes every
    trace as it comes. A wanted field of an array's elements (`body.links.href_url.url`) that
    no trace names is shown by its value for each element that a trace went through. Elements
    come in the traces' order, the wanted fields of one element together. When nothing wanted
    was found, wanted fields outside arrays (`sender.display_name`) are shown by their values.
    """
    places = _narrowest([(each.field, each.span, each.snippet) for each in islice(traces, _MAX_TRACES)])
    chosen = _chosen(message, places, wanted) if wanted else places
    return tuple(
        Evidence(field, _cut(snippet, limits.snippet_chars), span, locate(message, field, span))
        for field, span, snippet in (chosen or places)[: limits.evidence_per_finding]
    )


_Place = tuple[str, Span | None, str]
_Steps = tuple[tuple[str, int | None], ...]


def _narrowest(places: list[_Place]) -> list[_Place]:
    """Each place once; a whole text gives way to the ranges found within it."""
    widest: dict[str, int] = {}
    narrowest: dict[str, int] = {}
    for field, span, _ in places:
        if span:
            width = span[1] - span[0]
            widest[field] = max(width, widest.get(field, 0))
            narrowest[field] = min(width, narrowest.get(field, width))
    return [
        (field, span, text)
        for field, span, text in dict.fromkeys(places)
        if not (span and span[0] == 0 and span[1] == widest[field] > narrowest[field])
    ]


def _chosen(message: Message, places: list[_Place], wanted: Sequence[str]) -> list[_Place]:
    ranked: list[tuple[int, int, _Place]] = []
    elements: dict[_Steps, int] = {}
    for place in places:
        elements.setdefault(_element(_steps(place[0])), len(elements))
    for rank, path in enumerate(wanted):
        names = tuple(name for name, _ in _steps(path))
        found = [place for place in places if tuple(n for n, _ in _steps(place[0]))[: len(names)] == names]
        ranked += [(elements[_element(_steps(place[0]))], rank, place) for place in found]
        if not found:
            ranked += [(order, rank, place) for order, place in _values(message, names, elements)]
    if not ranked:
        ranked = [(0, rank, place) for rank, path in enumerate(wanted) for place in _single(message, path)]
    ranked.sort(key=lambda entry: entry[:2])
    return list(dict.fromkeys(place for _, _, place in ranked))


def _values(
    message: Message, names: tuple[str, ...], elements: dict[_Steps, int]
) -> Iterator[tuple[int, _Place]]:
    for element, order in elements.items():
        if element and tuple(name for name, _ in element) == names[: len(element)]:
            steps = (*element, *((name, None) for name in names[len(element) :]))
            value = _at(message, steps)
            if value:
                yield order, (_path(steps), (0, len(value)), value)


def _single(message: Message, path: str) -> Iterator[_Place]:
    value = _at(message, _steps(path))
    if value:
        yield path, (0, len(value)), value


def _at(message: Message, steps: _Steps) -> str | None:
    """The text there; `None` for anything else, arrays without an index included."""
    value: object = message
    for name, index in steps:
        value = getattr(value, name, getattr(value, f"{name}_", None))
        if index is not None and isinstance(value, tuple):
            value = value[index] if index < len(value) else None
    return value if isinstance(value, str) else None


def _element(steps: _Steps) -> _Steps:
    """The path up to its last index: which array element it goes through."""
    last = max((place for place, (_, index) in enumerate(steps) if index is not None), default=-1)
    return steps[: last + 1]


def _steps(path: str) -> _Steps:
    return tuple((match[1], int(match[2]) if match[2] else None) for match in _STEP.finditer(path))


def _path(steps: _Steps) -> str:
    return ".".join(name if index is None else f"{name}[{index}]" for name, index in steps)


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
