"""How well texts are understood: on the labelled mails, on texts kept apart, and how long it takes."""

import hashlib
import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench import corpus
from bench.labels import read as labels
from bench.language import apart, texts
from unhook import app
from unhook.evaluation.rates import Rate
from unhook.language.intents import understand
from unhook.language.labels import INTENTS
from unhook.language.understanding import Label, Understanding

LEVELS = ("low", "medium", "high")
TONGUES = {"en": "English", "": "all others"}


@dataclass(frozen=True, slots=True)
class Judged:
    """One text: what a reader says and what was understood."""

    language: str
    intents: frozenset[str]
    topics: frozenset[str]
    flags: frozenset[str]
    understood: Understanding


def labelled(folder: Path) -> list[Judged]:
    """The readable mails of `bench/labels`, understood."""
    known = labels.load()
    found = []
    for sample in corpus.split(corpus.samples(folder), "held-out"):
        raw = sample.read()
        label = known.get(hashlib.sha256(raw).hexdigest())
        if label is None or label.unreadable:
            continue
        message = app.parse(raw)
        flags = frozenset(flag for flag in ("request", "urgency", "financial") if getattr(label, flag))
        understood = understand(message.body.current_thread.text, message.subject.subject)
        found.append(
            Judged(label.language, frozenset(label.intents), frozenset(label.topics), flags, understood)
        )
    return found


def kept_apart() -> list[Judged]:
    """The texts of rare scams and of honest mail beside them that are for measuring alone."""
    return [_judged(text.language, text.intent, text.text) for text in apart.texts()]


def generated() -> list[Judged]:
    """Generated mail that was not trained on; what may or may not ask to sign in is left out."""
    return [
        _judged(example.language or "", intent, example.text, example.subject)
        for example in (*texts.twins("held-out"), *texts.relatives("test"))
        for intent in INTENTS
        if example.known.get(intent)
    ]


def _judged(language: str, intent: str, text: str, subject: str = "") -> Judged:
    return Judged(language, frozenset({intent}), frozenset(), frozenset(), understand(text, subject or None))


def tables(judged: Sequence[Judged], apart: Sequence[Judged], made: Sequence[Judged]) -> str:
    """All tables as text."""
    lines = ["== labelled mails, intents: precision and recall with 95 % intervals, F1"]
    for name in INTENTS:
        lines += _at_levels(judged, name, lambda each: each.understood.intents, lambda each: each.intents)
    for tag, title in TONGUES.items():
        some = [each for each in judged if (each.language == tag if tag else each.language != "en")]
        lines.append(f"== the same in {title}, {len(some)} mails, at low")
        lines += [
            _line(some, name, "low", lambda each: each.understood.intents, lambda each: each.intents)
            for name in INTENTS
        ]
    lines.append("== labelled mails, entities: any of the kind found")
    for flag in ("request", "urgency", "financial"):
        hits = [
            (flag in {entity.name for entity in each.understood.entities}, flag in each.flags)
            for each in judged
        ]
        lines.append(_rates(flag, hits))
    lines.append("== labelled mails, topics with five mails or more")
    topics = sorted({topic for each in judged for topic in each.topics})
    for topic in topics:
        if sum(topic in each.topics for each in judged) >= 5:
            lines += _at_levels(judged, topic, lambda each: each.understood.topics, lambda each: each.topics)
    for title, those in (("written texts kept apart", apart), ("generated mail kept apart", made)):
        lines.append(f"== {title}, {len(those)}, intents")
        lines += _intents(those)
    return "\n".join(lines)


def _intents(judged: Sequence[Judged]) -> Iterable[str]:
    """Each intent at each confidence, then by language at `low`."""
    there = sorted({name for each in judged for name in each.intents}, key=INTENTS.index)
    said = {label.name for each in judged for label in each.understood.intents}
    for name in (name for name in INTENTS if name in said.union(there)):
        yield from _at_levels(judged, name, lambda each: each.understood.intents, lambda each: each.intents)
    for language in sorted({each.language for each in judged}):
        some = [each for each in judged if each.language == language]
        right = sum({i.name for i in each.understood.intents} == each.intents for each in some)
        yield f"{language}: the right intent and no other {Rate(right, len(some))}"
        for name in there:
            yield _line(some, name, "low", lambda each: each.understood.intents, lambda each: each.intents)


def speed(folder: Path, count: int = 300) -> str:
    """Median and 95th percentile of milliseconds of processor time a mail."""
    mails = [app.parse(sample.read()) for sample in corpus.draw(corpus.samples(folder), count)]
    times = []
    for message in mails:
        start = time.process_time()
        understand(message.body.current_thread.text, message.subject.subject)
        times.append((time.process_time() - start) * 1000)
    times.sort()
    return f"median {statistics.median(times):.2f} ms, 95th percentile {times[int(0.95 * len(times))]:.2f} ms"


def _at_levels(
    judged: Sequence[Judged],
    name: str,
    said: Callable[[Judged], tuple[Label, ...]],
    right: Callable[[Judged], frozenset[str]],
) -> Iterable[str]:
    return [_line(judged, name, level, said, right) for level in LEVELS]


def _line(
    judged: Sequence[Judged],
    name: str,
    level: str,
    said: Callable[[Judged], tuple[Label, ...]],
    right: Callable[[Judged], frozenset[str]],
) -> str:
    enough = LEVELS[LEVELS.index(level) :]
    hits = [
        (any(label.name == name and label.confidence in enough for label in said(each)), name in right(each))
        for each in judged
    ]
    return _rates(f"{name} >= {level}", hits)


def _rates(title: str, hits: Sequence[tuple[bool, bool]]) -> str:
    both = sum(said and right for said, right in hits)
    precision = Rate(both, sum(said for said, _ in hits))
    recall = Rate(both, sum(right for _, right in hits))
    f1 = 2 * both / max(1, precision.total + recall.total)
    shares = f"P {both:3}/{precision.total:<3} {precision}  R {both:3}/{recall.total:<3} {recall}"
    return f"{title:46} {shares}  F1 {f1:.2f}"
