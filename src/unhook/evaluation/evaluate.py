"""Judgements to an `Evaluation`: every figure that the reports show, worked out once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from unhook.evaluation import calibration, operating, ranking
from unhook.evaluation.calibration import Calibration
from unhook.evaluation.judgement import Judgement
from unhook.evaluation.operating import Operating
from unhook.evaluation.rates import Rate

FALSE_POSITIVES = (0.01, 0.001, 0.0001)
WORST_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Counts:
    """Mails of one class by the state of their analysis."""

    complete: int
    incomplete: int
    failed: int

    @property
    def total(self) -> int:
        """All of them: none is dropped."""
        return self.complete + self.incomplete + self.failed


@dataclass(frozen=True, slots=True)
class PolicyResult:
    """What one policy did: shares of each class called suspicious or malicious, and malicious alone."""

    policy: str
    phish_flagged: Rate
    phish_malicious: Rate
    ham_flagged: Rate
    ham_malicious: Rate


@dataclass(frozen=True, slots=True)
class LanguageResult:
    """Shares flagged among the mails of one language (None: the text does not tell)."""

    language: str | None
    phish: Rate
    ham: Rate


@dataclass(frozen=True, slots=True)
class Evaluation:
    """How good the verdicts are. `policy` is the one that `score`, languages and `worst` are about.

    `false_alarms` and `misses` are the worst first, at most `WORST_SHOWN` of `false_alarm_count` and
    `miss_count`. `auc` and `calibration` are None where a class, or every answer, is missing.
    """

    policy: str
    phish: Counts
    ham: Counts
    policies: tuple[PolicyResult, ...]
    operating: tuple[Operating, ...]
    auc: float | None
    roc: tuple[ranking.Point, ...]
    calibration: Calibration | None
    languages: tuple[LanguageResult, ...]
    false_alarms: tuple[Judgement, ...]
    false_alarm_count: int
    misses: tuple[Judgement, ...]
    miss_count: int


def evaluate(judgements: Iterable[Judgement], policies: Sequence[str], policy: str) -> Evaluation:
    """The evaluation under `policy`, with the shares of all `policies` beside it."""
    judged = sorted(judgements, key=lambda each: each.path)
    phish = [each for each in judged if each.phish]
    ham = [each for each in judged if not each.phish]
    scores = [each.score for each in phish], [each.score for each in ham]
    # A mail that failed claims no probability; everywhere else it counts as not warned of.
    claimed = [(each.score, each.phish) for each in judged if each.state != "failed"]
    alarms = sorted((each for each in ham if each.flagged(policy)), key=lambda each: -each.score)
    misses = sorted((each for each in phish if not each.flagged(policy)), key=lambda each: each.score)
    return Evaluation(
        policy=policy,
        phish=_counts(phish),
        ham=_counts(ham),
        policies=tuple(_policy(name, phish, ham) for name in policies),
        operating=tuple(operating.at(*scores, rate) for rate in FALSE_POSITIVES),
        auc=ranking.auc(*scores),
        roc=ranking.thinned(ranking.roc(*scores)),
        calibration=calibration.calibrate(claimed) if phish and ham else None,
        languages=_languages(judged, policy),
        false_alarms=tuple(alarms[:WORST_SHOWN]),
        false_alarm_count=len(alarms),
        misses=tuple(misses[:WORST_SHOWN]),
        miss_count=len(misses),
    )


def _counts(judged: Sequence[Judgement]) -> Counts:
    states = [each.state for each in judged]
    return Counts(states.count("complete"), states.count("incomplete"), states.count("failed"))


def _policy(name: str, phish: Sequence[Judgement], ham: Sequence[Judgement]) -> PolicyResult:
    def malicious(judged: Sequence[Judgement]) -> Rate:
        return Rate(sum(each.levels.get(name) == "malicious" for each in judged), len(judged))

    return PolicyResult(name, _flagged(phish, name), malicious(phish), _flagged(ham, name), malicious(ham))


def _flagged(judged: Sequence[Judgement], policy: str) -> Rate:
    return Rate(sum(each.flagged(policy) for each in judged), len(judged))


def _languages(judged: Sequence[Judgement], policy: str) -> tuple[LanguageResult, ...]:
    by_language: dict[str | None, list[Judgement]] = {}
    for each in judged:
        by_language.setdefault(each.language, []).append(each)
    order = sorted(by_language, key=lambda name: (-len(by_language[name]), name or ""))
    return tuple(
        LanguageResult(
            name,
            _flagged([each for each in by_language[name] if each.phish], policy),
            _flagged([each for each in by_language[name] if not each.phish], policy),
        )
        for name in order
    )
