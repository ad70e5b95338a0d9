"""Shares with their uncertainty."""

from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class Rate:
    """`hits` out of `total`."""

    hits: int
    total: int

    @property
    def value(self) -> float:
        """The plain proportion; 0 for nothing counted."""
        return self.hits / self.total if self.total else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Lower and upper bound of Wilson's 95 % score interval (Wilson 1927)."""
        return wilson(self.hits, self.total)

    def __str__(self) -> str:
        low, high = self.interval
        return f"{self.value:6.1%} ({low:.1%} to {high:.1%})"


def wilson(hits: int, total: int, confidence: float = CONFIDENCE) -> tuple[float, float]:
    """Wilson's score interval for a proportion; 0 to 1 where nothing was counted."""
    if not total:
        return 0.0, 1.0
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    p = hits / total
    centre = (p + z**2 / (2 * total)) / (1 + z**2 / total)
    half = z / (1 + z**2 / total) * sqrt(p * (1 - p) / total + z**2 / (4 * total * total))
    # Rounding must not put the proportion itself outside.
    return max(0.0, min(p, centre - half)), min(1.0, max(p, centre + half))
