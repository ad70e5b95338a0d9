"""Intervals and operating points for measured rates."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

Z95 = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Rate:
    """`hits` out of `total` with Wilson's 95 % score interval (Wilson 1927)."""

    hits: int
    total: int

    @property
    def value(self) -> float:
        """The plain proportion; 0 for nothing counted."""
        return self.hits / self.total if self.total else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Lower and upper bound of the 95 % interval."""
        if not self.total:
            return 0.0, 1.0
        n, p = self.total, self.value
        centre = (p + Z95**2 / (2 * n)) / (1 + Z95**2 / n)
        half = Z95 / (1 + Z95**2 / n) * sqrt(p * (1 - p) / n + Z95**2 / (4 * n * n))
        return max(0.0, centre - half), min(1.0, centre + half)

    def __str__(self) -> str:
        low, high = self.interval
        return f"{self.value:6.1%} ({low:.1%} to {high:.1%})"


def threshold_at(negatives: Sequence[float], rate: float) -> float:
    """The smallest threshold that at most `rate` of the negative scores exceed."""
    ranked = sorted(negatives, reverse=True)
    allowed = int(rate * len(ranked))
    return ranked[allowed] if allowed < len(ranked) else float("-inf")


def recall_at(positives: Sequence[float], negatives: Sequence[float], rate: float) -> Rate:
    """Positives that score above the threshold at which `rate` of the negatives do."""
    bound = threshold_at(negatives, rate)
    return Rate(sum(score > bound for score in positives), len(positives))


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which `share` of the values lie (nearest rank)."""
    ranked = sorted(values)
    return ranked[min(len(ranked) - 1, int(share * len(ranked)))] if ranked else 0.0
