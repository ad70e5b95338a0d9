"""Labels by phrases: what a text wants and speaks of, as far as single phrases tell.

`data/phrases/LANGUAGE.yml` maps section (`intents`, `topics`, `tags`) to label to patterns: one of
`sure` or two of `hints` make a label. The patterns stand for whole words of `grams.words` joined by
blanks. They are the teachers of the linear model and too coarse to be shipped themselves.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import re2
import yaml

LANGUAGES = {
    "english": "en",
    "german": "de",
    "portuguese": "pt",
    "french": "fr",
    "spanish": "es",
    "dutch": "nl",
    "italian": "it",
}
"""The languages with phrases, as `detect` names them."""

WORDS_READ = 500


@dataclass(frozen=True, slots=True)
class Vote:
    """How many different patterns of each kind a text holds."""

    sure: int = 0
    hints: int = 0

    @property
    def points(self) -> int:
        """Two for a sure pattern, one for a hint; two points make the label."""
        return 2 * self.sure + self.hints


def votes(words: Sequence[str], language: str | None) -> dict[str, Vote]:
    """The votes of the labels that have any on the first `WORDS_READ` words; English phrases where the
    language has none.
    """
    phrases = _phrases(LANGUAGES.get(language or "", "en"))
    found = phrases.all.Match(f" {' '.join(words[:WORDS_READ])} ") or ()
    counts = Counter(phrases.owners[number] for number in found)
    return {name: Vote(counts[name, "sure"], counts[name, "hints"]) for name, _ in counts}


@dataclass(frozen=True, slots=True)
class _Phrases:
    """All patterns of a language as one automaton, and whose each is: label and kind."""

    all: Any
    owners: tuple[tuple[str, str], ...]


@cache
def _phrases(tag: str) -> _Phrases:

    options = re2.Options()
    options.max_mem = 1 << 29
    patterns = re2.Set.SearchSet(options)
    owners = []
    rows = yaml.safe_load(files("unhook.training").joinpath(f"data/phrases/{tag}.yml").read_text("utf-8"))
    for section in rows.values():
        for name, kinds in section.items():
            for kind, sources in kinds.items():
                for source in sources:
                    patterns.Add(f" (?:{source}) ")
                    owners.append((name, kind))
    patterns.Compile()
    return _Phrases(patterns, tuple(owners))
