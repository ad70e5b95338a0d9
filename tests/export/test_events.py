from datetime import timedelta

from campaigns.stored import lured
from store.conftest import NOW
from unhook.export.events import SETTLED, Event, since
from unhook.store import Store, cases, quarantine


def _since(store: Store, at: timedelta = timedelta(0)) -> tuple[Event, ...]:
    with store.writing() as connection:
        return since(connection, "x", NOW + at)


def test_who_is_new_begins_now(store: Store) -> None:
    lured(store, 1)
    assert _since(store) == ()
    lured(store, 2)
    assert [each.name for each in _since(store)] == ["mail.malicious"]


def test_a_verdict_is_told_until_it_has_settled(store: Store) -> None:
    """Of two processes that record at once, the one with the later number may be seen first."""
    _since(store)
    id_ = lured(store, 1)
    lured(store, 2, level="clean")
    first, again = _since(store), _since(store)
    assert first == again
    (event,) = first
    assert (event.message, event.detail["from"]) == (id_, "help@mail.example.org")
    assert "corp.example" not in repr(event)
    assert _since(store, SETTLED) == first
    assert _since(store, SETTLED) == ()


def test_what_people_do_is_told_once(store: Store) -> None:
    _since(store)
    id_ = lured(store, 1, level="clean")
    with store.writing() as connection:
        case = cases.open_(connection, id_, reporter="jo@corp.example", channel="mail", at=NOW)
        cases.close(connection, case.id, "phish", by="ann", at=NOW)
        quarantine.hold(connection, id_, place="store", by="ann", at=NOW)
        quarantine.drop(connection, id_, by="ann", at=NOW)
    found = _since(store)
    assert [each.name for each in found] == [
        "case.opened", "case.closed", "quarantine.held", "quarantine.deleted",
    ]  # fmt: skip
    assert found[1].detail["outcome"] == "phish"
    assert {each.message for each in found} == {id_}
    assert _since(store) == ()
