"""The mails of a run with all that they are grouped by."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from bench import corpus
from bench.corpus import Sample
from bench.detection import CREDENTIAL_PHISH, MODERN_HAM
from bench.labels.read import Label
from bench.peer_scores import Lesson
from unhook import parse
from unhook.language.detect import detect

MIX = frozenset({"phishing_pot"})


@dataclass(frozen=True, slots=True)
class Mail:
    """A sample, the bytes that are judged, and what it is grouped by.

    `language` and `lure` are a reader's where the mail was labelled; else the language is detected, and
    the lure is the manifest's `mailbox_lure` or nothing. `later`: it is of the strict later test.
    """

    sample: Sample
    raw: bytes
    original: bytes
    language: str
    lure: str
    later: bool


def drawn(samples: Sequence[Sample], limit: int) -> list[Sample]:
    """At most `limit` of each source (0: all), the same ones every time."""
    by_source: dict[tuple[str, str], list[Sample]] = {}
    for sample in corpus.draw(list(samples), len(samples)):
        by_source.setdefault((sample.label, sample.source), []).append(sample)
    return [sample for group in by_source.values() for sample in group[: limit or None]]


def interleaved(samples: Iterable[Sample]) -> list[Sample]:
    """Every source's first mail, then every source's second: any beginning holds all sources alike."""
    ranks: Counter[tuple[str, str]] = Counter()
    placed = []
    for sample in samples:
        ranks[sample.label, sample.source] += 1
        placed.append((ranks[sample.label, sample.source], sample))
    return [sample for _, sample in sorted(placed, key=lambda pair: pair[0])]


def held_out(everything: Sequence[Sample], limit: int) -> list[Sample]:
    """What is measured on: at most `limit` a source of the held-out half, without spam that is no phish."""
    part = corpus.split(list(everything), "held-out")
    return drawn([sample for sample in part if sample.label != "spam"], limit)


def lesson(
    everything: Sequence[Sample], limit: int, unseen: frozenset[str], normalise: Callable[[bytes], bytes]
) -> Lesson:
    """What trained peers learn from: at most `limit` a source of the develop half, without spam that is no
    phish and without the `unseen` sources.
    """
    develop = corpus.split(list(everything), "develop")
    found = drawn([s for s in develop if s.label != "spam" and s.source not in unseen], limit)
    phish, ham = ([normalise(s.read()) for s in found if s.label == label] for label in ("phish", "ham"))
    most = f", at most {limit} a source" if limit else ""
    return Lesson(phish, ham, f"even groups{most}, without {', '.join(sorted(unseen))}")


def load(
    samples: Iterable[Sample],
    later: frozenset[str],
    labels: Mapping[str, Label],
    normalise: Callable[[bytes], bytes],
) -> list[Mail]:
    """The mails; `later` are the ids of the strict later test."""
    found = []
    for sample in samples:
        original = sample.read()
        label = labels.get(hashlib.sha256(original).hexdigest())
        raw = normalise(original)
        language = label.language if label else detect(parse(raw).body.current_thread.text)
        lure = label.lure if label else "mailbox lure (manifest)" if sample.mailbox_lure else ""
        found.append(
            Mail(sample, raw, original, NAMES.get(language or "", language or "?"), lure, sample.id in later)
        )
    return found


def groups(unseen: frozenset[str]) -> dict[str, Callable[[Mail], bool]]:
    """The groups that every summary shows; `unseen` are ham sources that nothing was trained on."""
    return {
        "credential phish": lambda mail: (
            mail.sample.label == "phish" and mail.sample.source in CREDENTIAL_PHISH
        ),
        "unwanted mix": lambda mail: mail.sample.label == "phish" and mail.sample.source in MIX,
        "modern genuine": lambda mail: mail.sample.label == "ham" and mail.sample.source in MODERN_HAM,
        "ham never trained on": lambda mail: mail.sample.label == "ham" and mail.sample.source in unseen,
        "all ham": lambda mail: mail.sample.label == "ham",
    }


NAMES = {
    "de": "german",
    "en": "english",
    "es": "spanish",
    "fr": "french",
    "it": "italian",
    "nl": "dutch",
    "pl": "polish",
    "pt": "portuguese",
    "ru": "russian",
    "tr": "turkish",
    "zh": "chinese",
    "ja": "japanese",
    "no": "norwegian",
}
"""Labels name languages by ISO 639-1, detection by English names."""
