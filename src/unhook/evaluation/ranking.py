"""How well scores rank phish above ham: the ROC curve and the area under it."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import log10

Point = tuple[float, float]
"""False-positive rate and recall, each 0 to 1."""

POINTS_KEPT = 200


def roc(phish: Sequence[float], ham: Sequence[float]) -> tuple[Point, ...]:
    """The curve's corners from (0, 0) to (1, 1), one for each threshold between different scores.

    Empty where either class is.
    """
    if not phish or not ham:
        return ()
    points = [(0.0, 0.0)]
    found = alarms = 0
    scores = sorted([*((score, True) for score in phish), *((score, False) for score in ham)], reverse=True)
    for place, (score, is_phish) in enumerate(scores):
        found += is_phish
        alarms += not is_phish
        if place + 1 == len(scores) or scores[place + 1][0] != score:
            points.append((alarms / len(ham), found / len(phish)))
    return tuple(points)


def auc(phish: Sequence[float], ham: Sequence[float]) -> float | None:
    """The chance that a phish scores above a ham, ties counted half (Mann and Whitney 1947).

    None where either class is empty.
    """
    points = roc(phish, ham)
    if not points:
        return None
    return sum((x1 - x0) * (y0 + y1) / 2 for (x0, y0), (x1, y1) in pairwise(points))


def thinned(points: Iterable[Point], keep: int = POINTS_KEPT) -> tuple[Point, ...]:
    """About `keep` of the curve's points, spread as a logarithmic axis shows them; never a better curve.

    Of the points in one column of the axis the first one stays, so that no recall is shown too far left.
    """
    kept: dict[int, Point] = {}
    ends: list[Point] = []
    for point in points:
        ends = [*ends[:1], point]
        column = -1 if not point[0] else round((log10(point[0]) + 6) / 6 * keep)
        if column < 0:
            kept[column] = point
        else:
            kept.setdefault(column, point)
    return tuple(dict.fromkeys([*ends[:1], *kept.values(), *ends[1:]]))


def recall_within(points: Sequence[Point], rate: float) -> float:
    """The best recall of the curve at no more than that false-positive rate."""
    return max((recall for alarms, recall in points if alarms <= rate), default=0.0)
