import pytest
from hypothesis import given
from hypothesis import strategies as st

from unhook.evaluation.operating import _binomial_range, at, threshold_at

from .strategies import scores, untimed

rates = st.sampled_from([0.5, 0.1, 0.01, 0.001])


@untimed
@given(scores, scores, rates)
def test_no_more_ham_is_above_the_threshold_than_allowed(
    phish: list[float], ham: list[float], rate: float
) -> None:
    point = at(phish, ham, rate)
    assert sum(score > point.threshold for score in ham) <= point.allowed <= rate * len(ham)
    assert point.recall.hits == sum(score > point.threshold for score in phish)
    assert point.threshold == threshold_at(ham, rate)


@untimed
@given(scores, scores, rates)
def test_a_lower_threshold_would_accuse_too_much(phish: list[float], ham: list[float], rate: float) -> None:
    point = at(phish, ham, rate)
    if point.threshold > min(ham):
        below = max(score for score in ham if score < point.threshold)
        assert sum(score > below for score in ham) > point.allowed


@untimed
@given(scores, scores, rates)
def test_the_bounds_hold_the_recall(phish: list[float], ham: list[float], rate: float) -> None:
    point = at(phish, ham, rate)
    assert 0 <= point.low <= point.recall.value <= point.high <= 1


@untimed
@given(scores, rates)
def test_phish_that_tie_with_the_threshold_are_not_found(ham: list[float], rate: float) -> None:
    threshold = threshold_at(ham, rate)
    assert at([threshold] * 3, ham, rate).recall.hits == 0


def test_ties_across_the_threshold_count_as_ham() -> None:
    # Three mails may be accused, but the four at 0.9 cannot be told apart.
    ham = [0.9] * 4 + [0.1] * 296
    point = at([0.9, 0.95], ham, 0.01)
    assert (point.allowed, point.threshold, point.recall.hits) == (3, 0.9, 1)


def test_a_rate_of_29_of_100_allows_29_although_floats_say_28() -> None:
    assert int(0.29 * 100) == 28
    assert at([1.0], [score / 100 for score in range(100)], 0.29).allowed == 29


@pytest.mark.parametrize(("rate", "needed"), [(0.01, 300), (0.001, 3000), (0.0001, 30_000)])
def test_the_rule_of_three_says_how_much_ham_it_takes(rate: float, needed: int) -> None:
    assert at([1.0], [0.0] * (needed - 1), rate).needed == needed
    assert not at([1.0], [0.0] * (needed - 1), rate).supported
    assert at([1.0], [0.0] * needed, rate).supported


def test_with_too_little_ham_nothing_bounds_the_recall_from_below() -> None:
    phish = [0.99] * 200
    assert at(phish, [0.1] * 100, 0.001).low == 0
    assert at(phish, [0.1] * 10_000, 0.001).low > 0.97


def test_a_loose_handful_of_ham_widens_the_bounds() -> None:
    phish = [score / 100 for score in range(100)]
    ham = [score / 1000 for score in range(1000)]
    point = at(phish, ham, 0.1)
    assert point.recall.hits == 10
    low, high = point.recall.interval
    assert point.low < low < high < point.high


@pytest.mark.parametrize("rate", [0, 1, -0.1, 1.5])
def test_a_rate_must_be_between_0_and_1(rate: float) -> None:
    with pytest.raises(ValueError, match="false-positive rate"):
        at([1.0], [0.0], rate)


def test_without_ham_everything_is_above() -> None:
    point = at([0.2], [], 0.01)
    assert (point.threshold, point.recall.hits, point.low, point.high) == (float("-inf"), 1, 0, 1)


def test_the_range_of_a_binomial() -> None:
    # By the exact distribution of 10 trials at one half: P(X <= 1) = 0.0107, P(X <= 2) = 0.0547.
    assert _binomial_range(10, 0.5, 0.95) == (2, 8)
    assert _binomial_range(0, 0.5, 0.95) == (0, 0)
    low, high = _binomial_range(100_000, 0.01, 0.975)
    assert 920 < low < 940 < 1060 < high < 1080
