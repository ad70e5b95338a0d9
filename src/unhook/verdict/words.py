"""What a mail's words resemble: its strongest passage under a linear model over words and word pairs.

A subject and each passage of the text are weighed by themselves and the strongest counts:
good words beside a demand do not make it weaker. The words become a finding like any other,
with the phrases that weigh most as its evidence.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TypeVar
from zlib import crc32

from unhook.language import grams
from unhook.later import Later
from unhook.limits import Limits
from unhook.message.locate import locate
from unhook.message.model import Message
from unhook.message.offsets import Span
from unhook.rules.finding import Evidence, Finding

Part = TypeVar("Part")

SUBJECT = "subject.subject"
TEXT = "body.current_thread.text"
RULE = "wording"
GROUP = "wording"
_PHRASES = 3
_PHRASE_WORDS = 6
_SUBJECT_MARK = "s:"
"""Stands before a subject's words: there they weigh differently."""


@dataclass(frozen=True, slots=True)
class Wording:
    """The strongest passage: its field, the number of its first word, and the log-odds of its words."""

    field: str
    start: int
    log_odds: float


def passages(subject: str, text: str) -> Iterator[tuple[str, int, list[str]]]:
    """What is weighed by itself: field, number of the first word, words."""
    return _parts(subject, text, list, grams.passages)


def weighed(subject: str, text: str) -> Iterator[tuple[str, int, set[int]]]:
    """The same with the grams in place of the words; what neighbours share is hashed once."""
    return _parts(subject, text, grams.grams, grams.by_passage)


def _parts(
    subject: str, text: str, whole: Callable[[list[str]], Part], cut: Callable[[list[str]], Iterator[Part]]
) -> Iterator[tuple[str, int, Part]]:
    head = [_SUBJECT_MARK + word for word in grams.words(subject)]
    if head:
        yield SUBJECT, 0, whole(head)
    for place, part in enumerate(cut(grams.words(text))):
        yield TEXT, place * (grams.WINDOW // 2), part


def strongest(message: Message, weights: Mapping[int, float], bias: float) -> Wording:
    """The passage that resembles phishing most; of equals the first."""
    best = Wording(TEXT, 0, float("-inf"))
    for field, start, passage in weighed(*texts(message)):
        log_odds = bias + sum(weights[gram] for gram in weights.keys() & passage)
        if log_odds > best.log_odds:
            best = Wording(field, start, log_odds)
    return best


def texts(message: Message) -> tuple[str, str]:
    """The subject and the newest text of a message, as far as they are read."""
    return message.subject.subject or "", message.body.current_thread.text


def finding(
    message: Message, wording: Wording, weight: float, weights: Mapping[int, float], limits: Limits
) -> Finding:
    """The words as a finding of this weight; a positive one shows the phrases that weigh most."""
    look = partial(_phrases, message, wording, weights, limits)
    return Finding(
        rule=RULE,
        name="Wording of phishing" if weight >= 0 else "Wording of ordinary mail",
        severity="medium" if weight >= 1 else "low" if weight >= 0 else "informational",
        sentence="wording" if weight >= 0 else "wording_ordinary",
        evidence=Later(look) if weight >= 0 else (),
        attack_types=("credential_phishing",) if weight >= 0 else (),
        weight=weight,
        group=GROUP,
        source="model",
    )


def _phrases(
    message: Message, wording: Wording, weights: Mapping[int, float], limits: Limits
) -> tuple[Evidence, ...]:
    subject, text = texts(message)
    whole = subject if wording.field == SUBJECT else text
    mark = _SUBJECT_MARK if wording.field == SUBJECT else ""
    placed = grams.places(whole)[wording.start : wording.start + grams.WINDOW]
    shares = _shares([mark + word for word, _ in placed], weights)
    return tuple(
        Evidence(
            wording.field,
            whole[span[0] : span[1]][: limits.snippet_chars],
            span,
            locate(message, wording.field, span),
        )
        for span in _strongest_runs(shares, [span for _, span in placed])
    )


def _shares(words: list[str], weights: Mapping[int, float]) -> list[float]:
    """What each word adds: its own weight and half of that of each pair it stands in."""
    data = [word.encode("utf-8", "replace") for word in words]
    shares = [weights.get(crc32(word), 0.0) for word in data]
    for place in range(len(data) - 1):
        half = weights.get(crc32(b"%b %b" % (data[place], data[place + 1])), 0.0) / 2
        shares[place] += half
        shares[place + 1] += half
    return shares


def _strongest_runs(shares: list[float], spans: list[Span]) -> list[Span]:
    """The heaviest runs of at most `_PHRASE_WORDS` words that do not overlap, the heaviest first."""
    runs = sorted(
        (
            (-sum(shares[low:high]), low, high)
            for low in range(len(shares))
            for high in range(low + 1, min(len(shares), low + _PHRASE_WORDS) + 1)
            if shares[low] > 0 and shares[high - 1] > 0
        ),
    )
    taken: list[tuple[int, int]] = []
    for negative, low, high in runs:
        if negative >= 0 or len(taken) == _PHRASES:
            break
        if all(high <= first or last <= low for first, last in taken):
            taken.append((low, high))
    return [(spans[low][0], spans[high - 1][1]) for low, high in taken]
