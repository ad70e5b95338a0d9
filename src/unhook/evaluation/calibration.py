"""Whether a score of 0.8 means that eight of ten such mails are phish."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

BINS = 10
RESAMPLES = 200
_SEED = 1

Judged = tuple[float, bool]
"""A score (0 to 1) and whether the mail is phish."""


@dataclass(frozen=True, slots=True)
class Bin:
    """Mails of neighbouring scores: how many, their mean score, the share of phish among them."""

    mails: int
    score: float
    phish: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """Expected calibration error: the mean gap between score and share of phish over the `bins`.

    `low` and `high` are its 95 % bootstrap bounds (percentiles, seeded). `prior` is the share of phish
    at which all of it holds: that of the mails given, not that of anybody's mailbox. The error of
    few mails is too large by chance, never too small.
    """

    prior: float
    bins: tuple[Bin, ...]
    error: float
    low: float
    high: float


def calibrate(judged: Sequence[Judged]) -> Calibration | None:
    """The calibration of scores; None without mails."""
    if not judged:
        return None
    bins = equal_mass(judged)
    draw = random.Random(_SEED)
    errors = sorted(error(equal_mass(draw.choices(judged, k=len(judged)))) for _ in range(RESAMPLES))
    prior = sum(phish for _, phish in judged) / len(judged)
    return Calibration(
        prior, bins, error(bins), errors[round(0.025 * RESAMPLES)], errors[round(0.975 * RESAMPLES) - 1]
    )


def equal_mass(judged: Sequence[Judged], count: int = BINS) -> tuple[Bin, ...]:
    """At most `count` bins of about as many mails each, lowest scores first; equal scores stay together."""
    ranked = sorted(judged)
    bins: list[Bin] = []
    start = 0
    while start < len(ranked):
        end = min(len(ranked), start + max(1, -(-(len(ranked) - start) // (count - len(bins)))))
        while end < len(ranked) and ranked[end][0] == ranked[end - 1][0]:
            end += 1
        part = ranked[start:end]
        mails = len(part)
        bins.append(
            Bin(mails, sum(score for score, _ in part) / mails, sum(phish for _, phish in part) / mails)
        )
        start = end
    return tuple(bins)


def error(bins: Sequence[Bin]) -> float:
    """The expected calibration error, 0 (exact) to 1; each bin counts by its mails."""
    mails = sum(each.mails for each in bins)
    return sum(each.mails * abs(each.score - each.phish) for each in bins) / mails if mails else 0.0
