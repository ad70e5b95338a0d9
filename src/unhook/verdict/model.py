"""The verdict: one word, a score, reasons in order of weight, and what to do."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from unhook.rules.finding import Finding, NotEvaluated

Level = Literal["malicious", "suspicious", "clean", "incomplete"]
AttackType = Literal[
    "credential_phishing", "malware", "bec_fraud", "callback", "extortion", "advance_fee", "spam"
]


@dataclass(frozen=True, slots=True)
class Reason:
    """A finding and its share of the score (log-odds; positive speaks for an attack)."""

    finding: Finding
    contribution: float


@dataclass(frozen=True, slots=True)
class Advice:
    """What to do, as catalogue keys: `do` and `avoid` now, `verify` by another way, `tell`
    whom; `after` maps what already happened (`clicked`, `typed_password`, `opened_file`,
    `paid`) to the steps, in order.
    """

    do: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    verify: tuple[str, ...] = ()
    tell: tuple[str, ...] = ()
    after: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """`clean` means "nothing found by a complete analysis". `incomplete` names why in
    `incomplete` (limit names, defects); an incomplete analysis that already found enough
    is still `suspicious` or `malicious`, with `incomplete` filled. `bias` and the reasons'
    contributions add up to the log-odds of `score`. `excluded` names the exclusions for which
    a feed's hits were dropped.
    """

    level: Level
    score: float
    attack_types: tuple[AttackType, ...] = ()
    reasons: tuple[Reason, ...] = ()
    advice: Advice = Advice()
    incomplete: tuple[str, ...] = ()
    not_evaluated: Sequence[NotEvaluated] = ()
    bias: float = 0.0
    excluded: tuple[str, ...] = ()
