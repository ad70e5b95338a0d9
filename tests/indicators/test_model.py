from datetime import UTC, datetime

from unhook.indicators.model import Indicator, merged

FIRST, LAST = (datetime(2026, 3, day, tzinfo=UTC) for day in (1, 2))


def test_a_thing_is_told_once_in_its_surest_role() -> None:
    found = merged(
        [
            Indicator("host", "a.example.net", "link", 50, first=LAST, last=LAST),
            Indicator("host", "a.example.net", "receiver", 95, "Acme", FIRST, FIRST),
            Indicator("email", "a@example.net", "sender", 30),
        ]
    )
    assert found == (
        Indicator("host", "a.example.net", "receiver", 95, "Acme", FIRST, LAST, 2),
        Indicator("email", "a@example.net", "sender", 30),
    )


def test_the_order_does_not_hang_on_the_order_of_finding() -> None:
    one, other = (
        Indicator("url", "http://a.example.net/x", "link", 50),
        Indicator("ip", "8.8.8.8", "link", 50),
    )
    assert merged([one, other]) == merged([other, one])
