from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unhook.message.header.dates import parse


@pytest.mark.parametrize(
    ("text", "expected", "offset"),
    [
        ("Mon, 21 Oct 2019 14:23:24 -0400", datetime(2019, 10, 21, 18, 23, 24, tzinfo=UTC), "-4"),
        ("Mon, 21 Oct 2019 14:23:24 +0530 (IST)", datetime(2019, 10, 21, 8, 53, 24, tzinfo=UTC), "5:30"),
        ("21 Oct 19 14:23 GMT", datetime(2019, 10, 21, 14, 23, tzinfo=UTC), "0"),
        ("Thu, 08 Apr 99 22:23:31 EST", datetime(1999, 4, 9, 3, 23, 31, tzinfo=UTC), "-5"),
        ("Mon Oct 21 14:23:24 2019", datetime(2019, 10, 21, 14, 23, 24, tzinfo=UTC), None),
        ("Mon Oct 21 14:23:24 PDT 2019", datetime(2019, 10, 21, 21, 23, 24, tzinfo=UTC), "-7"),
        ("2019-10-21T14:23:24Z", datetime(2019, 10, 21, 14, 23, 24, tzinfo=UTC), "0"),
        (
            "2019-10-21 14:23:24.123456789 +0000 UTC m=+13",
            datetime(2019, 10, 21, 14, 23, 24, tzinfo=UTC),
            "0",
        ),
        ("Mon, 21-Oct-2019 02:23:24 PM +0100", datetime(2019, 10, 21, 13, 23, 24, tzinfo=UTC), "1"),
        ("Mon, 21 October 2019 14:23:60 UTC+0200", datetime(2019, 10, 21, 12, 23, 59, tzinfo=UTC), "2"),
        ("Mon, 21 Oct 2019 14:23:24 -9999", datetime(2019, 10, 21, 14, 23, 24, tzinfo=UTC), None),
        ("Mon, 21 Oct 2019 14:23:24 Mars", datetime(2019, 10, 21, 14, 23, 24, tzinfo=UTC), None),
    ],
)
def test_forms_in_use(text: str, expected: datetime, offset: str | None) -> None:
    assert parse(text) == (expected, offset)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "31 Feb 2020 10:00:00",
        "1 Foo 2020 10:00:00",
        "1 Jan 2020 25:00",
        "1 Jan 0001 00:00 +1200",
    ],
)
def test_the_impossible_is_none(text: str) -> None:
    assert parse(text) == (None, None)


@given(
    st.datetimes(min_value=datetime(1980, 1, 1), max_value=datetime(2100, 1, 1)),
    st.integers(-12 * 60, 14 * 60),
)
def test_what_rfc_5322_writes_is_read_back(moment: datetime, minutes: int) -> None:
    moment = moment.replace(microsecond=0, tzinfo=timezone(timedelta(minutes=minutes)))
    found, _ = parse(moment.strftime("%a, %d %b %Y %H:%M:%S %z"))
    assert found == moment


@given(st.text(max_size=300))
def test_any_text_is_survived(text: str) -> None:
    moment, offset = parse(text)
    assert moment is not None or offset is None
