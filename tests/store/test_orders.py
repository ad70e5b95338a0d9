from datetime import timedelta

from unhook.store import Store, cases, deeds, orders, points, quarantine, release
from unhook.store.model import Delivery

from .conftest import NOW
from .mails import mail


def watched(store: Store, *accounts: str) -> None:
    with store.writing() as connection:
        for account in accounts:
            points.keep(connection, account, "INBOX", "1", at=NOW)


def held(store: Store, place: str) -> int:
    known = store.record(mail(), None, Delivery("watch", mailbox="ann@corp.example"))
    with store.writing() as connection:
        quarantine.hold(connection, known.id, place=place, at=NOW, by="watch")
    return known.id


def test_a_release_goes_to_where_the_mail_is_and_is_ordered_once(store: Store) -> None:
    message = held(store, "imap:ann:Quar:antine:7:9")
    with store.writing() as connection:
        assert [release.ask(connection, message, by="ann", at=NOW) for _ in range(2)] == [True, False]
        assert deeds.take(connection, NOW, 5, targets=("imap:bob",)) == ()
        assert deeds.take(connection, NOW, 5, kinds=("flag",)) == ()
        (deed,) = deeds.take(connection, NOW, 5, kinds=("release",), targets=("imap:ann",))
        assert deed.detail == {"place": "imap:ann:Quar:antine:7:9"}
        deeds.failed(connection, deed.key, "gone", by="watch", at=NOW, again=False)
        quarantine.put_back(connection, message, by="watch", at=NOW, error="gone")
        assert release.ask(connection, message, by="ann", at=NOW + timedelta(seconds=1))
        assert deeds.waiting(connection, NOW) == {"imap:ann"}


def test_a_claw_back_goes_to_every_account_and_is_undone_where_it_was_done(store: Store) -> None:
    watched(store, "ann", "bob")
    known = store.record(mail(), None, keep_raw=True)
    with store.writing() as connection:
        first = orders.claw_back(connection, store.safe, known.id, by="ann", at=NOW)
        assert orders.claw_back(connection, store.safe, known.id, by="ann", at=NOW) == first
        assert orders.undo_claw_back(connection, known.id, by="ann", at=NOW) == ()
        deeds.performed(connection, first[0], by="watch", at=NOW)
        assert len(orders.undo_claw_back(connection, known.id, by="ann", at=NOW)) == 1
        assert orders.undo_claw_back(connection, known.id, by="ann", at=NOW) == ()
        deeds.undone(connection, first[0], by="watch", at=NOW)
        again = orders.claw_back(connection, store.safe, known.id, by="ann", at=NOW)
        assert [one == other for one, other in zip(first, again, strict=True)] == [False, True]


def test_a_claw_back_without_the_bytes_goes_by_message_id_and_sender(store: Store) -> None:
    watched(store, "ann")
    known = store.record(mail(), None)
    store_detail = None
    with store.writing() as connection:
        (key,) = orders.claw_back(connection, store.safe, known.id, by="ann", at=NOW)
        deed = deeds.get(connection, key)
        assert deed is not None
        store_detail = deed.detail
    assert store_detail["sender"]
    assert store_detail["first"] < store_detail["last"]


def test_copies_have_the_message_id_and_the_sender(store: Store) -> None:
    made = [
        store.record(mail(), None, Delivery("watch", mailbox=f"{user}@corp.example")).id
        for user in ("ann", "bob")
    ]
    with store.reading() as connection:
        assert sorted(orders.copies(connection, made[0])) == sorted(made)
        assert orders.copies(connection, 1) == ()


def test_an_outcome_is_told_once_to_who_reported_by_mail(store: Store) -> None:
    known = store.record(mail(), None)
    with store.writing() as connection:
        for channel, wanted in (("mail", [True, False]), ("console", [False, False])):
            case = cases.open_(
                connection, known.id, reporter=f"{channel}@corp.example", channel=channel, at=NOW
            )
            assert not orders.tell_outcome(connection, case, by="ann", at=NOW)
            closed = cases.close(connection, case.id, "phish", by="ann", at=NOW)
            told = [orders.tell_outcome(connection, closed, by="ann", at=NOW) for _ in range(2)]
            assert told == wanted
        (deed,) = deeds.take(connection, NOW, 5, targets=("smtp",))
        assert (deed.kind, deed.detail["to"], deed.detail["about"]) == (
            "mail",
            "mail@corp.example",
            "outcome",
        )
