"""How much each example counts, and which fold it belongs to."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from math import sqrt
from zlib import crc32

from unhook.training.example import Example

FOLDS = 4


def weights(examples: Sequence[Example], languages: bool = False) -> list[float]:
    """A weight each: a source counts with the square root of its size, times its examples' factor; both
    labels count alike. With `languages`, so they do within each language that both have, English apart,
    which has genuine mail enough: else a language itself would speak against a mail.
    """
    sizes = Counter((example.phish, example.source) for example in examples)
    counts = [example.factor / sqrt(sizes[example.phish, example.source]) for example in examples]
    counts = _alike(examples, counts)
    if languages:
        sums: defaultdict[tuple[str | None, bool], float] = defaultdict(float)
        for example, count in zip(examples, counts, strict=True):
            sums[example.language, example.phish] += count
        for place, example in enumerate(examples):
            phish, genuine = sums[example.language, True], sums[example.language, False]
            if not example.phish and example.language != "english" and phish > genuine > 0:
                counts[place] *= phish / genuine
        counts = _alike(examples, counts)
    return counts


def _alike(examples: Sequence[Example], counts: list[float]) -> list[float]:
    sums: defaultdict[bool, float] = defaultdict(float)
    for example, count in zip(examples, counts, strict=True):
        sums[example.phish] += count
    half = len(examples) / 2
    return [count * half / sums[example.phish] for example, count in zip(examples, counts, strict=True)]


def fold(example: Example) -> int:
    """The fold of an example's group: mails of one campaign or template stay together."""
    return crc32(example.group.encode()) % FOLDS
