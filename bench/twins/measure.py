"""Verdicts on generated mail: who was accused, what was missed, and which rules did it."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import unhook
from bench.statistics import Rate
from bench.twins.generate import Twin
from unhook.rules import pack
from unhook.rules.pack import Pack


@dataclass(frozen=True, slots=True)
class Answer:
    """What Unhook said of one mail."""

    level: str
    score: float
    rules: tuple[str, ...]

    @property
    def flagged(self) -> bool:
        """Whether it was called suspicious or malicious."""
        return self.level in ("suspicious", "malicious")


Judged = list[tuple[Twin, Answer]]


def judge(twins: Sequence[Twin], rules: tuple[Path, ...] = ()) -> Judged:
    """Every mail checked without any context, over all cores, by these rules or the shipped pack.

    Raises `RuleError` when the rules are no valid pack.
    """
    _prepare(rules)
    with ProcessPoolExecutor(initializer=_prepare, initargs=(rules,)) as pool:
        return list(zip(twins, pool.map(_answer, (twin.raw for twin in twins), chunksize=50), strict=True))


_pack: Pack | None = None


def _prepare(rules: tuple[Path, ...]) -> None:
    global _pack  # noqa: PLW0603 - one process, one pack
    _pack = pack.load(rules) if rules else None


def _answer(raw: bytes) -> Answer:
    verdict = unhook.check(raw, pack=_pack).verdict
    rules = sorted((reason.finding.rule, reason.contribution) for reason in verdict.reasons)
    return Answer(verdict.level, verdict.score, tuple(rule for rule, share in rules if share > 0))


def table(judged: Judged) -> str:
    """Flagged and malicious shares with their intervals: in all, by kind, by language, by move."""
    lines = [f"{'':44}{'mails':>6}  {'flagged':28}malicious"]
    for label in ("genuine", "forged"):
        rows = [pair for pair in judged if pair[0].label == label]
        if not rows:
            continue
        lines += [_line(label.upper(), rows)]
        for title, names in _GROUPINGS:
            lines.append(f"{label} by {title}")
            lines += [_line("  " + name, group) for name, group in _grouped(rows, names)]
    return "\n".join(lines)


def accusers(judged: Judged) -> str:
    """Rules by the genuine mails they speak against: flagged ones, any; beside them forged ones."""
    counts = {
        "genuine flagged": _hits(a for t, a in judged if t.label == "genuine" and a.flagged),
        "genuine": _hits(a for t, a in judged if t.label == "genuine"),
        "forged": _hits(a for t, a in judged if t.label == "forged"),
    }
    lines = [f"{'rule':44}" + "".join(f"{title:>17}" for title in counts)]
    ranked = sorted(
        counts["genuine"], key=lambda rule: (-counts["genuine flagged"][rule], -counts["genuine"][rule])
    )
    lines += [f"{rule:44}" + "".join(f"{count[rule]:17}" for count in counts.values()) for rule in ranked]
    return "\n".join(lines)


def mistakes(judged: Judged) -> str:
    """One line for each genuine mail flagged and each forged one passed."""
    return "\n".join(
        f"{answer.level:10} {answer.score:.2f} {twin.name}: {', '.join(answer.rules)}"
        for twin, answer in sorted(judged, key=lambda pair: pair[0].name)
        if answer.flagged == (twin.label == "genuine")
    )


def _by_moves(twin: Twin) -> tuple[str, ...]:
    return twin.moves


_GROUPINGS: tuple[tuple[str, Callable[[Twin], tuple[str, ...]]], ...] = (
    ("kind", lambda twin: (twin.kind,)),
    ("language", lambda twin: (twin.language,)),
    ("move", _by_moves),
)


def _grouped(rows: Judged, names: Callable[[Twin], tuple[str, ...]]) -> list[tuple[str, Judged]]:
    groups: dict[str, Judged] = {}
    for pair in rows:
        for name in names(pair[0]):
            groups.setdefault(name, []).append(pair)
    return list(groups.items())


def _line(title: str, rows: Judged) -> str:
    flagged = Rate(sum(answer.flagged for _, answer in rows), len(rows))
    malicious = Rate(sum(answer.level == "malicious" for _, answer in rows), len(rows))
    return f"{title:44}{len(rows):6}  {flagged!s:28}{malicious}"


def _hits(answers: Iterable[Answer]) -> Counter[str]:
    return Counter(rule for answer in answers for rule in answer.rules)
