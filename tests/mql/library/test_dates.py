from datetime import UTC, date, datetime

import pytest

from unhook.mql.library.dates import local, mentioned, names

SENT = date(2026, 3, 2)


def mentions(text: str, sent: date, days: int) -> bool:
    return names(mentioned(text), sent, days)


@pytest.mark.parametrize(
    "text",
    [
        "until March 3, 2026",
        "by 3rd March",
        "by March 3rd.",
        "on 03/03/2026",
        "2026-03-03",
        "bis zum 3. März 2026",
        "bis 03.03.2026",
        "bis 3.3.26",
        "avant le 3 mars 2026",
        "até 3 de março de 2026",
        "antes del 3 de marzo de 2026",
        "vóór 3 maart",
        "entro il 3 marzo 2026",
        "3-Mar-2026",
    ],
)
def test_the_day_after_in_seven_languages(text: str) -> None:
    assert mentions(text, SENT, 1)
    assert not mentions(text, SENT, 2)


@pytest.mark.parametrize(
    "text", ["3/3", "13 March", "3 March 2025", "page 3", "version 3.3.2027", "33.03.2026", ""]
)
def test_other_days_and_numbers_are_not_it(text: str) -> None:
    assert not mentions(text, SENT, 1)


def test_american_order_counts_when_it_is_the_only_reading() -> None:
    assert mentions("before 12/31/2026", date(2026, 12, 30), 1)


def test_before_and_beyond_the_calendar() -> None:
    assert mentions("since 1 March", SENT, -1)
    assert not mentions("x", SENT, 10**9)


def test_the_senders_own_day() -> None:
    sent = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)
    assert local(sent, "+0200") == date(2026, 3, 2)
    assert local(sent, "-0500") == date(2026, 3, 1)
    assert local(sent, None) == date(2026, 3, 1)
    assert local(sent, "+9999") == date(2026, 3, 1)
