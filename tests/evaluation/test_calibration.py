import random

import pytest
from hypothesis import given

from unhook.evaluation.calibration import BINS, calibrate, equal_mass, error

from .strategies import judged, untimed


@untimed
@given(judged)
def test_bins_hold_every_mail_once_and_equal_scores_together(mails: list[tuple[float, bool]]) -> None:
    bins = equal_mass(mails)
    assert 1 <= len(bins) <= BINS
    assert sum(each.mails for each in bins) == len(mails)
    assert sum(each.mails * each.phish for each in bins) == pytest.approx(sum(phish for _, phish in mails))
    assert [each.score for each in bins] == sorted(each.score for each in bins)
    # A bin that shared a score with the next one would make the order of equal mails matter.
    assert equal_mass(mails[::-1]) == bins


@untimed
@given(judged)
def test_the_error_and_its_bounds_are_shares(mails: list[tuple[float, bool]]) -> None:
    measured = calibrate(mails)
    assert measured is not None
    assert -1e-9 <= measured.low <= measured.high <= 1 + 1e-9
    assert 0 <= measured.error <= 1
    assert measured == calibrate(mails)


def test_different_scores_make_bins_of_equal_mass() -> None:
    assert [each.mails for each in equal_mass([(score / 95, False) for score in range(95)])] == [
        *[10] * 5,
        *[9] * 5,
    ]


def test_equal_scores_are_not_spread_over_bins() -> None:
    mails = [(0.1, False)] * 30 + [(0.1, True)] * 30 + [(0.9, True)] * 2
    assert [each.mails for each in equal_mass(mails)] == [60, 2]


def test_honest_scores_have_almost_no_error() -> None:
    draw = random.Random(3)
    scores = [draw.random() for _ in range(5000)]
    honest = calibrate([(score, draw.random() < score) for score in scores])
    boastful = calibrate([(score, draw.random() < score / 2) for score in scores])
    assert honest is not None
    assert boastful is not None
    assert honest.error < 0.03
    assert boastful.error == pytest.approx(0.25, abs=0.03)
    assert boastful.low < boastful.error < boastful.high
    assert honest.prior == pytest.approx(0.5, abs=0.02)
    assert boastful.prior == pytest.approx(0.25, abs=0.02)


def test_no_mails_no_calibration() -> None:
    assert calibrate([]) is None
    assert error(()) == 0
