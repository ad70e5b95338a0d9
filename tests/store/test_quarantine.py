from unhook.store import Store, audit, quarantine

from .conftest import NOW
from .mails import mail, verdict


def test_a_message_is_held_and_released_once(store: Store) -> None:
    known = store.record(mail(), verdict(), keep_raw=True)
    with store.writing() as connection:
        held = [quarantine.hold(connection, known.id, place="store", at=NOW, by="m") for _ in range(2)]
        assert held == [True, False]
        assert [each.message for each in quarantine.listed(connection)] == [known.id]
        taken = [quarantine.take_up(connection, known.id, by="ann", at=NOW) for _ in range(2)]
        assert taken[0] is not None
        assert taken[0].place == "store"
        assert taken[1] is None
        assert quarantine.drop(connection, known.id, by="ann", at=NOW) is None
        assert quarantine.put_back(connection, known.id, by="ann", at=NOW, error="no route")
        assert quarantine.take_up(connection, known.id, by="bob", at=NOW) is not None
        assert [quarantine.done(connection, known.id, by="bob", at=NOW) for _ in range(2)] == [True, False]
        found = quarantine.get(connection, known.id)
        assert found is not None
        assert (found.state, found.ended_by) == ("released", "bob")
        assert quarantine.listed(connection) == ()
        assert not quarantine.hold(connection, known.id, place="store", at=NOW, by="m")
        actions = [each.action for each in audit.entries(connection)]
    assert actions == ["released", "release", "release-failed", "release", "hold"]


def test_what_is_deleted_stays_so(store: Store) -> None:
    known = store.record(mail(), verdict(), keep_raw=True)
    with store.writing() as connection:
        quarantine.hold(connection, known.id, place="store", at=NOW, by="m")
        assert quarantine.drop(connection, known.id, by="ann", at=NOW) is not None
        assert quarantine.take_up(connection, known.id, by="ann", at=NOW) is None
        assert quarantine.get(connection, 7) is None
