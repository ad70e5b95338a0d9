from dataclasses import replace

from sqlalchemy import func, select

from unhook.store import Delivery, Keeping, Store, reading, schema

from .conftest import Opener
from .mails import mail, verdict


def rows(store: Store, table: str) -> int:
    with store.reading() as connection:
        found = connection.execute(select(func.count()).select_from(schema.metadata.tables[table])).scalar()
    return found or 0


def test_what_was_recorded_comes_out_again(store: Store) -> None:
    message, judged = mail(), verdict()
    recorded = store.record(message, judged, Delivery("milter", "bounce@shop.example.com", ("Jo@corp.test",)))
    with store.reading() as connection:
        (summary,) = reading.summaries(connection, [recorded.id])
        assert (summary.sender, summary.recipients, summary.subject) == (
            "ann@shop.example.com",
            ("jo@corp.test",),
            "Hello",
        )
        assert (summary.level, summary.date, summary.direction) == (
            "malicious",
            message.headers.date,
            "inbound",
        )
        assert reading.raw(connection, store.safe, recorded.id) == message.raw
        assert reading.judgements(connection, store.safe, recorded.id) == (judged,)
        model = reading.model(connection, store.safe, recorded.id)
        assert model is not None
        assert model["subject"]["subject"] == "Hello"
        assert reading.find(connection, recorded.key) == recorded.id


def test_the_same_delivery_is_recorded_once(store: Store) -> None:
    delivery = Delivery("milter", recipients=("jo@corp.test", "al@corp.test"))
    first = store.record(mail(), verdict(), delivery)
    again = store.record(
        mail(), verdict("clean"), replace(delivery, recipients=("AL@corp.test", "jo@corp.test"))
    )
    assert first.new
    assert (again.id, again.key, again.new) == (first.id, first.key, False)
    assert rows(store, "messages") == rows(store, "verdicts") == 1
    # The organisation, Jo and Al; each with the address and with its domain.
    assert rows(store, "contacts") == 6


def test_another_envelope_is_another_message_of_the_same_content(store: Store) -> None:
    first = store.record(mail(), verdict(), Delivery(recipients=("jo@corp.test",)))
    second = store.record(mail(), verdict(), Delivery(recipients=("al@corp.test",)))
    assert first.id != second.id
    assert (rows(store, "messages"), rows(store, "contents")) == (2, 1)


def test_raw_bytes_are_kept_as_the_policy_says(opener: Opener) -> None:
    store = opener(Keeping(raw="suspicious"))
    kept = [
        store.record(mail(id_=level or "none"), verdict(level) if level else None)
        for level in ("clean", "incomplete", "suspicious", "malicious", None)
    ]
    forced = store.record(mail(id_="held"), verdict("clean"), keep_raw=True)
    with store.reading() as connection:
        found = [reading.raw(connection, store.safe, each.id) is not None for each in (*kept, forced)]
    assert found == [False, True, True, True, False, True]


def test_raw_bytes_are_added_when_they_are_wanted_later(opener: Opener) -> None:
    store = opener(Keeping(raw="none"))
    recorded = store.record(mail(), verdict())
    store.record(mail(), verdict(), keep_raw=True)
    with store.reading() as connection:
        assert reading.raw(connection, store.safe, recorded.id) == mail().raw
        assert reading.model(connection, store.safe, recorded.id) is not None
