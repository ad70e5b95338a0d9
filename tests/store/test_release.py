from unhook.store import Delivery, Store, deeds, quarantine, release

from .conftest import NOW
from .mails import mail


def held(store: Store, place: str = "postfix:mx:4F2AB") -> int:
    recorded = store.record(mail(), None, Delivery("milter", recipients=("jo@example.org",)), keep_raw=True)
    with store.writing() as connection:
        quarantine.hold(connection, recorded.id, place=place, at=NOW, by="milter")
    return recorded.id


def test_a_place_says_on_what_its_deeds_are() -> None:
    assert release.target("store") == "store"
    assert release.target("postfix:mx.example.org:4F2AB") == "postfix:mx.example.org"
    assert release.target("imap:work:Quarantine:17:3") == "imap:work"


def test_of_all_who_ask_one_plans_the_release(store: Store) -> None:
    message = held(store)
    with store.writing() as connection:
        assert release.ask(connection, message, by="ann", at=NOW)
        assert not release.ask(connection, message, by="bob", at=NOW)
        (deed,) = deeds.take(connection, NOW, 9, kinds=release.KINDS, targets=["postfix:mx"])
        assert (deed.kind, deed.message, deed.detail) == ("release", message, {"place": "postfix:mx:4F2AB"})


def test_deeds_on_what_one_cannot_reach_are_left_to_others(store: Store) -> None:
    message = held(store)
    with store.writing() as connection:
        assert release.ask(connection, message, by="ann", at=NOW)
        assert deeds.take(connection, NOW, kinds=["claw-back"], targets=["postfix:mx"]) == ()
        assert deeds.take(connection, NOW, kinds=release.KINDS, targets=["store"]) == ()
        assert deeds.take(connection, NOW, kinds=release.KINDS, targets=()) == ()


def test_a_settled_release_is_over(store: Store) -> None:
    message = held(store)
    with store.writing() as connection:
        release.ask(connection, message, by="ann", at=NOW)
        (deed,) = deeds.take(connection, NOW)
        release.settle(connection, deed, by="milter", at=NOW)
        found = quarantine.get(connection, message)
        assert found is not None
        assert found.state == "released"
        assert not release.ask(connection, message, by="ann", at=NOW)


def test_a_release_that_failed_for_good_can_be_asked_for_again(store: Store) -> None:
    message = held(store)
    with store.writing() as connection:
        release.ask(connection, message, by="ann", at=NOW)
        (deed,) = deeds.take(connection, NOW)
        release.fail(connection, deed, "later", by="milter", at=NOW, again=True)
        found = quarantine.get(connection, message)
        assert found is not None
        assert found.state == "releasing"
        release.fail(connection, deed, "never", by="milter", at=NOW, again=False)
        found = quarantine.get(connection, message)
        assert found is not None
        assert found.state == "held"
        assert release.ask(connection, message, by="ann", at=NOW.replace(second=1))


def test_what_is_deleted_can_no_more_be_let_go(store: Store) -> None:
    message = held(store)
    with store.writing() as connection:
        assert release.delete(connection, message, by="ann", at=NOW)
        assert not release.delete(connection, message, by="ann", at=NOW)
        assert not release.ask(connection, message, by="ann", at=NOW)
        (deed,) = deeds.take(connection, NOW)
        assert deed.kind == "delete"
