from datetime import timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from unhook.errors import StoreError
from unhook.store import Keeping, Store, audit, cases, history, quarantine, reading, retention, schema

from .conftest import NOW, Opener
from .mails import mail, verdict

DAY = timedelta(days=1)
SENDERS = count()
KEEPING = Keeping(raw="all", raw_days=10, message_days=20, history_days=40)


def old(store: Store, days: int, **options: str) -> int:
    message = mail(id_=f"{days}{options}", date=NOW - days * DAY, **options)
    return store.record(message, verdict("malicious")).id


def test_raw_bytes_go_first_then_messages_then_history(opener: Opener) -> None:
    store = opener(KEEPING)
    ids = {days: old(store, days) for days in (5, 15, 25, 45)}
    assert retention.expire(store, by="cron") == retention.Expired(raws=3, messages=2, history=4)
    with store.reading() as connection:
        left = {each.id for each in reading.summaries(connection, ids.values())}
        assert left == {ids[5], ids[15]}
        assert reading.raw(connection, store.safe, ids[5]) is not None
        assert reading.raw(connection, store.safe, ids[15]) is None
        assert reading.model(connection, store.safe, ids[15]) is not None
        past = history.past(connection, "ann@shop.example.com", NOW)
        assert (past.recent, past.harmful) == (3, 3)
        for table in (schema.contents, schema.verdicts):
            assert connection.execute(select(func.count()).select_from(table)).scalar() == 2
        assert audit.entries(connection)[0].action == "expire"
    assert retention.expire(store, by="cron") == retention.Expired()


def test_a_mail_that_comes_again_after_it_went_is_counted_once(opener: Opener) -> None:
    """Its history outlives it, and stood in the way of the same number."""
    store = opener(KEEPING)
    first = old(store, 25)
    retention.expire(store, by="cron")
    assert old(store, 25) == first
    with store.reading() as connection:
        assert history.past(connection, "ann@shop.example.com", NOW).harmful == 1


def test_what_somebody_works_on_stays(opener: Opener) -> None:
    store = opener(KEEPING)
    held, reported, free = (old(store, 30, subject=each) for each in ("held", "reported", "free"))
    with store.writing() as connection:
        quarantine.hold(connection, held, place="store", at=NOW, by="m")
        case = cases.open_(connection, reported, reporter="jo", channel="mail", at=NOW)
    retention.expire(store, by="cron")
    with store.writing() as connection:
        left = [each.id for each in reading.summaries(connection, (held, reported, free))]
        assert left == [held, reported]
        assert reading.raw(connection, store.safe, held) is not None
        cases.close(connection, case.id, "phish", by="ann", at=NOW)
        quarantine.drop(connection, held, by="ann", at=NOW)
    retention.expire(store, by="cron")
    with store.reading() as connection:
        assert reading.summaries(connection, (held, reported)) == ()


def test_bytes_stay_as_long_as_one_message_needs_them(opener: Opener) -> None:
    from unhook.store import Delivery

    store = opener(KEEPING)
    message = mail(date=None)
    store.record(message, None, Delivery(recipients=("a@corp.test",), received=NOW - 15 * DAY))
    newer = store.record(message, None, Delivery(recipients=("b@corp.test",), received=NOW - 5 * DAY))
    assert retention.expire(store, by="cron").raws == 0
    with store.reading() as connection:
        assert reading.raw(connection, store.safe, newer.id) == message.raw


def test_a_clock_that_jumped_ahead_empties_nothing(opener: Opener) -> None:
    store = opener(KEEPING)
    old(store, 5)
    store.database.close()
    from dataclasses import replace

    ahead = replace(store, clock=lambda: NOW + 400 * DAY)
    with pytest.raises(StoreError, match="nothing was recorded for 400 days"):
        retention.expire(ahead, by="cron")
    assert retention.expire(ahead, by="cron", anyway=True).messages == 1


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(21, 30), st.integers(0, 23)), max_size=6), st.integers(18, 32))
def test_a_folded_history_is_the_same_from_day_to_day(
    store: Store, when: list[tuple[int, int]], asked: int
) -> None:
    from dataclasses import replace

    address = f"a@s{next(SENDERS)}.example"
    midnight = NOW.replace(hour=0)
    with store.writing() as connection:
        for place, (days, hour) in enumerate(when):
            date = midnight - days * DAY + timedelta(hours=hour)
            message = mail(address, id_=f"{place}{address}", date=date)
            store.record(message, verdict("malicious"), connection=connection)

    def past() -> list[history.Past]:
        with store.reading() as connection:
            return [
                history.past(connection, party, midnight - asked * DAY)
                for party in (address, f"@{address[2:]}")
            ]

    before = past()
    retention.expire(replace(store, keeping=KEEPING), by="cron")
    assert past() == before


def test_folding_does_not_shorten_how_far_the_history_reaches(opener: Opener) -> None:
    """The oldest row of a folded day stood at the day's last mail."""
    store = opener(KEEPING)
    midnight = NOW.replace(hour=0)
    for hour in (1, 23):
        date = midnight - 30 * DAY + timedelta(hours=hour)
        store.record(mail(id_=f"{hour}", date=date), verdict("malicious"))

    def reach() -> timedelta:
        with store.reading() as connection:
            return history.past(connection, "ann@shop.example.com", NOW).reach

    before = reach()
    assert retention.expire(store, by="cron").history == 4
    assert reach() == before
