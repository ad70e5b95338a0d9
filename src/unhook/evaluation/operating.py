"""Recall at a false-positive rate, and how far the ham at hand can carry such a figure."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, exp, lgamma, log, log1p

from unhook.evaluation.rates import CONFIDENCE, Rate, wilson

RULE_OF_THREE = 3
"""No event in n trials leaves 3/n as the 95 % upper bound of its rate (Hanley, Lippman-Hand 1983)."""


@dataclass(frozen=True, slots=True)
class Operating:
    """Recall where at most `false_positives` (a rate) of the ham score above `threshold`.

    `allowed` of the `ham` mails may do so. `low` and `high` bound the recall at 95 % for both
    uncertainties together: which ham was met, so where the threshold belongs, and which phish.
    `low` is 0 where the ham cannot say that a threshold is high enough.
    """

    false_positives: float
    threshold: float
    allowed: int
    ham: int
    recall: Rate
    low: float
    high: float

    @property
    def needed(self) -> int:
        """The least ham with which zero false alarms would prove the rate (rule of three)."""
        return ceil(RULE_OF_THREE / self.false_positives - 1e-9)

    @property
    def supported(self) -> bool:
        """Whether there is enough ham to speak of this rate."""
        return self.ham >= self.needed


def at(phish: Sequence[float], ham: Sequence[float], rate: float) -> Operating:
    """The operating point at a false-positive rate; ties with the threshold are not flagged.

    :raises ValueError: for a rate that is not between 0 and 1, both excluded.
    """
    if not 0 < rate < 1:
        raise ValueError(f"no false-positive rate between 0 and 1: {rate}")
    ranked = sorted(ham, reverse=True)
    allowed = int(rate * len(ranked) + 1e-9)
    threshold = _above(ranked, allowed)
    recall = _recall(phish, threshold)
    # Half of the doubt for either source of it (Bonferroni).
    share = (1 + CONFIDENCE) / 2
    fewest, most = _binomial_range(len(ranked), rate, share)
    low = 0.0
    if fewest:
        strict = _recall(phish, _above(ranked, fewest - 1))
        low = wilson(strict.hits, strict.total, share)[0]
    loose = _recall(phish, _above(ranked, most))
    return Operating(
        rate,
        threshold,
        allowed,
        len(ranked),
        recall,
        min(low, recall.value),
        max(wilson(loose.hits, loose.total, share)[1], recall.value),
    )


def threshold_at(ham: Sequence[float], rate: float) -> float:
    """The smallest threshold that at most `rate` of the ham scores exceed."""
    return _above(sorted(ham, reverse=True), int(rate * len(ham) + 1e-9))


def _above(ranked: Sequence[float], allowed: int) -> float:
    """The smallest threshold that at most `allowed` of the scores, ranked downwards, exceed."""
    return ranked[allowed] if allowed < len(ranked) else float("-inf")


def _recall(phish: Sequence[float], threshold: float) -> Rate:
    return Rate(sum(score > threshold for score in phish), len(phish))


def _binomial_range(trials: int, chance: float, share: float) -> tuple[int, int]:
    """How many of `trials` events of that chance occur, with at least `share` certainty.

    Either end leaves at most half of what is not certain outside.
    """
    tail = (1 - share) / 2
    below = 0.0
    fewest = None
    for count in range(trials + 1):
        log_mass = lgamma(trials + 1) - lgamma(count + 1) - lgamma(trials - count + 1)
        below += exp(log_mass + count * log(chance) + (trials - count) * log1p(-chance))
        if fewest is None and below > tail:
            fewest = count
        if below >= 1 - tail:
            return fewest or 0, count
    return fewest or 0, trials
