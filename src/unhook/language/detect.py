"""The language of a text, by its script and its function words.

Small, exact and without a model: mail that matters to a rule has sentences, and a few
sentences hold enough function words. It says nothing where it cannot know.
"""

import re
from collections import Counter, defaultdict
from functools import lru_cache

from unhook.language.profiles import CYRILLIC, SCRIPTS, WEIGHTS

SAMPLE_CHARS = 3_000
"""How much of the text is read; more does not change the answer."""

MIN_EVIDENCE = 3.0
"""Function words (weighted) needed at least, and the lead over the next language as a factor."""
MIN_LEAD = 1.25
MIN_SHARE = 0.08
"""The least share of function words among all words: lists of names and code stay undecided."""

_RUN = re.compile(r"[\W_]*([^\W\d_]+(?:['’-][^\W\d_]+)*)\W*")
_OTHER_SCRIPT = re.compile(f"[\u0400-\u04ff{''.join(f'{low}-{high}' for _, low, high in SCRIPTS)}]")
_NO_WORDS = ("://", "@", "www.")
_RUNS_KEPT = 8_192


def detect(text: str) -> str | None:
    """The language as an English lower-case name (`german`), or None when the text does not tell.

    Reads the first `SAMPLE_CHARS` characters. Only words that stand alone count, so that addresses,
    links, paths and names in code are passed over.
    """
    sample = text[:SAMPLE_CHARS]
    return _by_script(sample) or _by_words(sample)


def _by_script(sample: str) -> str | None:
    if sample.isascii() or not _OTHER_SCRIPT.search(sample):
        return None
    runs = (run for run in sample.split() if not any(mark in run for mark in _NO_WORDS))
    letters = [letter for run in runs for letter in run if letter.isalpha()]
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
    found: defaultdict[str, float] = defaultdict(float)
    letters: defaultdict[str, float] = defaultdict(float)
    known = total = 0
    for run, times in Counter(sample.lower().split()).items():
        words = _words(run)
        total += times * len(words)
        for word in words:
            votes = WEIGHTS.get(word)
            if votes:
                known += times
                scored = letters if len(word) == 1 else found
                for language, weight in votes:
                    scored[language] += times * weight
    if known < MIN_SHARE * total or not found:
        return None
    # Single letters are words of some languages and the names of things in code.
    scores = {language: score + min(score, letters[language]) for language, score in found.items()}
    (best, first), *rest = sorted(scores.items(), key=lambda item: -item[1])
    second = rest[0][1] if rest else 0.0
    return best if first >= MIN_EVIDENCE and first >= MIN_LEAD * second else None


# Mails share most of their words.
@lru_cache(maxsize=_RUNS_KEPT)
def _words(run: str) -> tuple[str, ...]:
    """The words of a run of non-blank characters; none where letters stand among marks and digits."""
    word = _RUN.fullmatch(run)
    return tuple(word[1].replace("’", "'").split("-")) if word else ()
