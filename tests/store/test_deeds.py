from datetime import timedelta

from unhook.store import Store, audit, deeds

from .conftest import NOW
from .mails import mail


def test_a_deed_is_planned_performed_and_undone_once(store: Store) -> None:
    known = store.record(mail(), None)
    with store.writing() as connection:
        for wanted in (True, False):
            made = deeds.plan(
                connection,
                "k",
                kind="move",
                target="jo",
                by="ann",
                at=NOW,
                message=known.id,
                detail={"to": "Junk"},
            )
            assert made is wanted
        (taken,) = deeds.take(connection, NOW, limit=5)
        assert (taken.key, taken.detail, taken.attempts) == ("k", {"to": "Junk"}, 1)
        assert deeds.take(connection, NOW) == ()
        assert not deeds.undone(connection, "k", by="ann", at=NOW)
        assert [deeds.performed(connection, "k", by="w", at=NOW) for _ in range(2)] == [True, False]
        assert [deeds.undone(connection, "k", by="ann", at=NOW) for _ in range(2)] == [True, False]
        assert not deeds.plan(connection, "k", kind="move", target="jo", by="ann", at=NOW)
        assert [each.state for each in deeds.of_message(connection, known.id)] == ["undone"]
        assert [each.action for each in audit.entries(connection)] == ["undone", "performed", "plan-move"]


def test_a_deed_whose_taker_died_comes_again(store: Store) -> None:
    with store.writing() as connection:
        deeds.plan(connection, "k", kind="move", target="jo", by="ann", at=NOW)
        deeds.take(connection, NOW)
        later = NOW + deeds.LEASE + timedelta(seconds=1)
        (again,) = deeds.take(connection, later)
        assert (again.attempts, again.error) == (2, deeds.LOST)


def test_a_failure_is_kept_and_tried_again_where_that_helps(store: Store) -> None:
    with store.writing() as connection:
        deeds.plan(connection, "k", kind="move", target="jo", by="ann", at=NOW)
        deeds.take(connection, NOW)
        assert deeds.failed(connection, "k", "no route", by="w", at=NOW, again=True)
        (again,) = deeds.take(connection, NOW)
        assert (again.error, again.attempts) == ("no route", 2)
        assert deeds.failed(connection, "k", "no such folder", by="w", at=NOW, again=False)
        found = deeds.get(connection, "k")
        assert found is not None
        assert (found.state, found.error) == ("failed", "no such folder")
        assert deeds.take(connection, NOW) == ()
        assert deeds.get(connection, "other") is None
