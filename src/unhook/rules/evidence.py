"""From what made a rule true to the places that are shown for it."""

import re
from collections.abc import Iterable, Iterator
from typing import Protocol

from unhook.limits import Limits
from unhook.message.locate import locate
from unhook.message.model import Message
from unhook.message.offsets import Span
from unhook.rules.finding import Evidence

_INDEX = re.compile(r"\[\d*\]")


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
    message: Message, traces: Iterable[Trace], wanted: tuple[str, ...], limits: Limits
) -> tuple[Evidence, ...]:
    """The places to show, at most `Limits.evidence_per_finding`, each once.

    `wanted` are path prefixes in order of interest; empty takes every trace as it comes.
    A wanted single field that no trace holds is shown by its value.
    """
    places = dict.fromkeys((trace.field, trace.span, trace.snippet) for trace in traces)
    chosen = list(_chosen(message, list(places), wanted)) if wanted else list(places)
    return tuple(
        Evidence(field, _cut(snippet, limits.snippet_chars), span, locate(message, field, span))
        for field, span, snippet in (chosen or list(places))[: limits.evidence_per_finding]
    )


_Place = tuple[str, Span | None, str]


def _chosen(message: Message, places: list[_Place], wanted: tuple[str, ...]) -> Iterator[_Place]:
    for prefix in wanted:
        plain = _INDEX.sub("", prefix)
        found = [place for place in places if _under(_INDEX.sub("", place[0]), plain)]
        if not found and (value := _value(message, prefix)):
            found = [(prefix, None, value)]
        yield from found


def _under(path: str, prefix: str) -> bool:
    return path == prefix or path.startswith(prefix + ".")


def _value(message: Message, path: str) -> str | None:
    """The text of a field that stands outside arrays, `None` for anything else."""
    value: object = message
    for name in path.split("."):
        value = getattr(value, name, getattr(value, f"{name}_", None))
    return value if isinstance(value, str) else None


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
