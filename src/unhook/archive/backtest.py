"""A back-test: rules run over stored mail, and what each of them would have done."""

import time
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import combinations
from pathlib import Path

from unhook import message as messages
from unhook import mql
from unhook.context import Context
from unhook.errors import RuleError
from unhook.feeds import installed
from unhook.rules import pack
from unhook.rules.pack import Pack
from unhook.rules.rule_file import Rule

FEED = "feed:"
"""What stands before a feed's name where rules are named by their paths."""


@dataclass(frozen=True, slots=True)
class Tried:
    """One mail's answers: places of rules in the pack that hit, that stayed open (place, facts
    needed), and each rule's microseconds.
    """

    path: str
    hits: tuple[int, ...] = ()
    open: tuple[tuple[int, tuple[str, ...]], ...] = ()
    micros: "array[float]" = field(default_factory=lambda: array("f"))
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Backtest:
    """Which rules to try: paths of rule files and folders, and `feed:NAME`; and in which context."""

    rules: tuple[str, ...]
    context: Context = field(default_factory=Context)

    def prepare(self) -> tuple[Rule, ...]:
        """Compile the rules. Raises `RuleError` with all that is wrong with them."""
        return _pack(self.rules).rules

    def look(self, path: str, raw: bytes) -> Tried:
        """The rules' answers about a mail's bytes.

        What several rules share is paid by the first of them that asks for it.
        """
        tested = _pack(self.rules)
        run = mql.Run(messages.parse(raw, self.context), self.context, lists=tested.lists)
        hits, open_, micros = [], [], array("f")
        for place, rule in enumerate(tested.rules):
            program = tested.programs[rule.id]
            start = time.perf_counter()
            outcome = program.evaluate(run)
            micros.append((time.perf_counter() - start) * 1e6)
            if outcome.value:
                hits.append(place)
            elif outcome.missing:
                open_.append((place, tuple(sorted(outcome.missing))))
        return Tried(path, tuple(hits), tuple(open_), micros)


@cache
def _pack(names: tuple[str, ...]) -> Pack:
    feeds = [name.removeprefix(FEED) for name in names if name.startswith(FEED)]
    paths = [Path(name) for name in names if not name.startswith(FEED)]
    if not feeds:
        return pack.load(paths, lists=installed.lists())
    if paths or len(feeds) > 1:
        raise RuleError("test rule files and a feed one after the other, and one feed at a time")
    (tested,) = installed.packs(tuple(feeds))
    return tested


@dataclass(frozen=True, slots=True)
class RuleResult:
    """What one rule did: on how many mails it hit, on how many it alone did, on how many it stayed open
    and for want of what, its mean and worst microseconds a mail, and some of the mails it hit.
    """

    rule: Rule
    hits: int
    alone: int
    open: int
    needs: tuple[str, ...]
    mean_micros: float
    max_micros: float
    samples: tuple[str, ...]


class Tally:
    """Adds up what was tried over all mails."""

    def __init__(self, rules: Sequence[Rule], samples: int = 3) -> None:
        self.rules = rules
        self.mails = self.failed = self.hit_mails = 0
        self._samples = samples
        self._hits: Counter[int] = Counter()
        self._alone: Counter[int] = Counter()
        self._open: Counter[int] = Counter()
        self._needs: dict[int, set[str]] = {}
        self._pairs: Counter[tuple[int, int]] = Counter()
        self._paths: dict[int, list[str]] = {}
        self._total = [0.0] * len(rules)
        self._worst = [0.0] * len(rules)

    def add(self, tried: Tried) -> None:
        """Take one mail into account."""
        self.mails += 1
        if tried.error is not None:
            self.failed += 1
            return
        self.hit_mails += bool(tried.hits)
        self._hits.update(tried.hits)
        self._pairs.update(combinations(tried.hits, 2))
        if len(tried.hits) == 1:
            self._alone.update(tried.hits)
        for place in tried.hits:
            paths = self._paths.setdefault(place, [])
            if len(paths) < self._samples:
                paths.append(tried.path)
        for place, needs in tried.open:
            self._open[place] += 1
            self._needs.setdefault(place, set()).update(needs)
        for place, micros in enumerate(tried.micros):
            self._total[place] += micros
            self._worst[place] = max(self._worst[place], micros)

    def results(self) -> Iterator[RuleResult]:
        """Every rule's result, most hits first."""
        seen = max(1, self.mails - self.failed)
        order = sorted(range(len(self.rules)), key=lambda place: (-self._hits[place], self.rules[place].id))
        for place in order:
            yield RuleResult(
                self.rules[place],
                self._hits[place],
                self._alone[place],
                self._open[place],
                tuple(sorted(self._needs.get(place, ()))),
                self._total[place] / seen,
                self._worst[place],
                tuple(self._paths.get(place, ())),
            )

    def together(self) -> Iterator[tuple[Rule, Rule, int]]:
        """Pairs of rules that hit the same mails, and how many those are; most first."""
        for (first, second), count in self._pairs.most_common():
            yield self.rules[first], self.rules[second], count
