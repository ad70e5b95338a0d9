from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from unhook.store import number

moments = st.datetimes(datetime(1970, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC))


@given(moments, st.integers(0, 0xFFFFF))
def test_a_number_begins_with_its_date(moment: datetime, key: int) -> None:
    made = number.of(moment, f"{key:05x}")
    assert number.first(moment) <= made < number.first(moment + timedelta(milliseconds=1))
    assert timedelta() <= moment - number.date(made) < timedelta(milliseconds=1)


def test_dates_that_no_number_has_give_the_nearest() -> None:
    assert number.first(datetime(1900, 1, 1)) == 0
    assert number.first(datetime(9999, 12, 31, tzinfo=UTC)) < number.HIGHEST


def test_the_key_minds_content_and_people_alone() -> None:
    assert number.key("a", ["x@y", "Z@y"]) == number.key("a", ["z@y ", "x@y", "x@y"])
    assert len({number.key("a", []), number.key("b", []), number.key("a", ["x@y"])}) == 3
