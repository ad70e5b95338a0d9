"""The language of a text, by its script and its function words.

Small, exact and without a model: mail that matters to a rule has sentences, and a few
sentences hold enough function words. It says nothing where it cannot know.
"""

import re
from collections import defaultdict

from unhook.language.profiles import CYRILLIC, SCRIPTS, WEIGHTS

SAMPLE_CHARS = 3_000
"""How much of the text is read; more does not change the answer."""

MIN_EVIDENCE = 3.0
"""Function words (weighted) needed at least, and the lead over the next language as a factor."""
MIN_LEAD = 1.25
MIN_SHARE = 0.08
"""The least share of function words among all words: lists of names and code stay undecided."""

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_NO_WORDS = ("://", "@", "www.")


def detect(text: str) -> str | None:
    """The language as an English lower-case name (`german`), or None when the text does not tell.

    Reads the first `SAMPLE_CHARS` characters; addresses and links in them are passed over.
    """
    sample = text[:SAMPLE_CHARS]
    for mark in _NO_WORDS:
        if mark in sample:
            sample = " ".join(token for token in sample.split() if mark not in token)
    return _by_script(sample) or _by_words(sample)


def _by_script(sample: str) -> str | None:
    if sample.isascii():
        return None
    letters = [letter for letter in sample if letter.isalpha()]
    counts = {name: sum(low <= letter <= high for letter in letters) for name, low, high in SCRIPTS}
    if counts["japanese"] and counts["japanese"] * 10 >= counts["chinese"]:
        counts["japanese"] += counts.pop("chinese")
    cyrillic = sum("\u0400" <= letter <= "\u04ff" for letter in letters)
    name, most = max(counts.items(), key=lambda item: item[1])
    if max(most, cyrillic) * 2 <= len(letters):
        return None
    return name if most >= cyrillic else _cyrillic(sample.lower())


def _cyrillic(sample: str) -> str:
    for name, marks in CYRILLIC:
        # Ъ is rare in Russian and frequent in Bulgarian; the other letters settle it at once.
        if sum(map(sample.count, marks)) * 100 >= len(sample):
            return name
    return "russian"


def _by_words(sample: str) -> str | None:
    scores: defaultdict[str, float] = defaultdict(float)
    words = _WORD.findall(sample.lower().replace("’", "'"))
    known = 0
    for word in words:
        weights = WEIGHTS.get(word)
        if weights:
            known += 1
            for language, weight in weights:
                scores[language] += weight
    if known < MIN_SHARE * len(words) or not scores:
        return None
    (best, first), *rest = sorted(scores.items(), key=lambda item: -item[1])
    second = rest[0][1] if rest else 0.0
    return best if first >= MIN_EVIDENCE and first >= MIN_LEAD * second else None
