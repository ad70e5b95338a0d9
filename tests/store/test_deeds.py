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


def test_who_is_alone_on_a_target_need_not_wait_for_the_dead(store: Store) -> None:
    with store.writing() as connection:
        deeds.plan(connection, "k", kind="move", target="jo", by="ann", at=NOW)
        deeds.take(connection, NOW)
        assert deeds.take(connection, NOW, targets=("jo",)) == ()
        assert len(deeds.take(connection, NOW, targets=("jo",), lease=timedelta(0))) == 1


def test_what_was_found_out_is_kept_beside_what_was_planned(store: Store) -> None:
    with store.writing() as connection:
        deeds.plan(connection, "k", kind="move", target="jo", by="ann", at=NOW, detail={"to": "x"})
        deeds.detailed(connection, "k", {"found": [1]})
        found = deeds.get(connection, "k")
    assert found is not None
    assert found.detail == {"to": "x", "found": [1]}


def test_deeds_are_counted_by_the_beginning_of_their_key(store: Store) -> None:
    with store.writing() as connection:
        for key in ("answer:a@x:1", "answer:a@x:2", "answer:a@xy:1"):
            deeds.plan(connection, key, kind="mail", target="smtp", by="ann", at=NOW)
        assert deeds.planned_since(connection, "answer:a@x:", NOW - timedelta(hours=1)) == 2
        assert deeds.planned_since(connection, "answer:a@x:", NOW + timedelta(hours=1)) == 0
