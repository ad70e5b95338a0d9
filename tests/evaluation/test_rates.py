import pytest
from hypothesis import given
from hypothesis import strategies as st

from unhook.evaluation.rates import Rate, wilson

from .strategies import untimed


@untimed
@given(st.integers(0, 500), st.integers(0, 500))
def test_the_interval_holds_the_share_and_stays_within_0_and_1(first: int, second: int) -> None:
    rate = Rate(min(first, second), max(first, second))
    low, high = rate.interval
    assert 0 <= low <= high <= 1
    if rate.total:
        assert low <= rate.value <= high


@untimed
@given(st.integers(0, 50), st.integers(1, 50))
def test_more_mails_or_less_certainty_narrow_it(hits: int, total: int) -> None:
    hits = min(hits, total)

    def width(found: int, of: int, confidence: float = 0.95) -> float:
        low, high = wilson(found, of, confidence)
        return high - low

    assert width(hits * 10, total * 10) < width(hits, total)
    assert width(hits, total, 0.8) < width(hits, total)


@untimed
@given(st.integers(0, 50), st.integers(1, 50))
def test_hits_and_misses_mirror_each_other(hits: int, total: int) -> None:
    hits = min(hits, total)
    low, high = wilson(hits, total)
    assert wilson(total - hits, total) == pytest.approx((1 - high, 1 - low))


def test_published_values() -> None:
    # Newcombe 1998, table I: 81 of 263, 0 of 20, 1 of 29.
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert wilson(0, 20) == pytest.approx((0, 0.1611), abs=5e-5)
    assert wilson(1, 29) == pytest.approx((0.0061, 0.1718), abs=5e-5)


def test_nothing_counted_is_nothing_known() -> None:
    assert Rate(0, 0).interval == (0, 1)
    assert str(Rate(1, 4)) == " 25.0% (4.6% to 69.9%)"
