from itertools import pairwise

import pytest
from hypothesis import given

from unhook.evaluation.operating import at
from unhook.evaluation.ranking import auc, recall_within, roc, thinned

from .strategies import scores, untimed


@untimed
@given(scores, scores)
def test_the_area_is_the_statistic_of_mann_and_whitney(phish: list[float], ham: list[float]) -> None:
    wins = sum((first > second) + (first == second) / 2 for first in phish for second in ham)
    assert auc(phish, ham) == pytest.approx(wins / len(phish) / len(ham))


@untimed
@given(scores, scores)
def test_the_curve_climbs_from_corner_to_corner(phish: list[float], ham: list[float]) -> None:
    points = roc(phish, ham)
    assert (points[0], points[-1]) == ((0, 0), (1, 1))
    for (x0, y0), (x1, y1) in pairwise(points):
        assert x0 <= x1
        assert y0 <= y1
        assert (x0, y0) != (x1, y1)


@untimed
@given(scores, scores)
def test_the_curve_agrees_with_the_operating_point(phish: list[float], ham: list[float]) -> None:
    assert recall_within(roc(phish, ham), 0.1 + 1e-9) == pytest.approx(at(phish, ham, 0.1).recall.value)


@untimed
@given(scores, scores)
def test_fewer_points_never_make_a_better_curve(phish: list[float], ham: list[float]) -> None:
    points = roc(phish, ham)
    kept = thinned(points, 5)
    assert set(kept) <= set(points)
    assert (kept[0], kept[-1]) == ((0, 0), (1, 1))
    assert kept == tuple(sorted(kept))
    for rate in (0, 0.001, 0.03, 0.2, 0.7):
        assert recall_within(kept, rate) <= recall_within(points, rate)
    assert recall_within(kept, 0) == recall_within(points, 0)


def test_many_points_become_few() -> None:
    points = roc([score / 3000 for score in range(1, 3000)], [score / 3000 + 1e-5 for score in range(3000)])
    assert len(points) > 5000
    assert len(thinned(points)) < 210


def test_a_class_without_mails_has_no_curve() -> None:
    assert roc([], [0.1]) == ()
    assert auc([0.1], []) is None
    assert thinned(()) == ()
