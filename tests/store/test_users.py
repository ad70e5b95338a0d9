from datetime import timedelta

import pytest

from unhook.errors import StoreError
from unhook.store import Store, audit, blocks, deeds, quarantine, searches, sessions, tokens, users

from .conftest import NOW
from .mails import mail, verdict

IDLE, ABSOLUTE = timedelta(hours=1), timedelta(hours=12)


def test_a_user_is_added_once_and_changed(store: Store) -> None:
    with store.writing() as connection:
        ann = users.add(connection, " Ann  Lee ", "viewer", by="me", at=NOW, address=" Ann@Corp.test ")
        assert (ann.name, ann.address, ann.box) == ("Ann Lee", "ann@corp.test", "ann@corp.test")
        with pytest.raises(StoreError, match="already"):
            users.add(connection, "Ann Lee", "admin", by="me", at=NOW)
        changed = users.change(connection, ann.id, by="me", at=NOW, role="analyst", password="hash")
        assert (changed.role, changed.password) == ("analyst", "hash")
        assert users.listed(connection) == (changed,)
        entries = audit.entries(connection, f"user:{ann.id}")
    assert [each.action for each in entries] == ["change-user", "add-user"]
    assert entries[0].detail == {"role": "analyst", "password": "changed"}


@pytest.mark.parametrize(("name", "role"), [("", "viewer"), ("x" * 101, "viewer"), ("ann", "root")])
def test_a_user_without_a_name_or_role_is_refused(name: str, role: users.Role, store: Store) -> None:
    with store.writing() as connection, pytest.raises(StoreError):
        users.add(connection, name, role, by="me", at=NOW)


def test_a_session_is_its_users_until_it_is_over(store: Store) -> None:
    with store.writing() as connection:
        ann = users.add(connection, "ann", "viewer", by="me", at=NOW)
        secret = sessions.begin(connection, ann, at=NOW, how="password")

        def whose(minutes: float, word: str = secret) -> tuple[users.User, bool] | None:
            at = NOW + timedelta(minutes=minutes)
            return sessions.whose(connection, word, at=at, idle=IDLE, absolute=ABSOLUTE)

        assert whose(0) == (ann, False)
        assert whose(5) == (ann, True)
        assert whose(61) is None
        assert whose(0, "guess") is None
        sessions.seen(connection, secret, at=NOW + timedelta(minutes=60))
        assert whose(61) is not None
        sessions.seen(connection, secret, at=NOW + timedelta(hours=12))
        assert whose(12 * 60 + 1) is None
        sessions.end(connection, secret, ann, at=NOW)
        assert whose(0) is None


def test_who_is_disabled_has_no_session_and_no_token(store: Store) -> None:
    with store.writing() as connection:
        ann = users.add(connection, "ann", "admin", by="me", at=NOW)
        session = sessions.begin(connection, ann, at=NOW, how="password")
        token = tokens.make(connection, ann, "t", ["read"], by="ann", at=NOW, expires=NOW + timedelta(days=1))
        assert tokens.whose(connection, token, at=NOW) == (ann, frozenset({"read"}))
        assert users.disable(connection, ann.id, by="me", at=NOW)
        assert not users.disable(connection, ann.id, by="me", at=NOW)
        assert sessions.whose(connection, session, at=NOW, idle=IDLE, absolute=ABSOLUTE) is None
        assert tokens.whose(connection, token, at=NOW) is None
        assert users.enable(connection, ann.id, by="me", at=NOW)
        assert tokens.whose(connection, token, at=NOW) is not None


def test_a_token_ends_and_is_revoked_by_its_owner(store: Store) -> None:
    with store.writing() as connection:
        ann = users.add(connection, "ann", "admin", by="me", at=NOW)
        token = tokens.make(connection, ann, "t", ["read"], by="ann", at=NOW, expires=NOW + timedelta(days=1))
        assert tokens.whose(connection, token, at=NOW + timedelta(days=1)) is None
        (listed,) = tokens.listed(connection)
        assert not tokens.revoke(connection, listed.id, by="bob", at=NOW, owner=ann.id + 1)
        assert tokens.revoke(connection, listed.id, by="ann", at=NOW, owner=ann.id)
        assert tokens.whose(connection, token, at=NOW) is None
        with pytest.raises(StoreError):
            tokens.make(connection, ann, "t", [], by="ann", at=NOW, expires=NOW + timedelta(days=1))


def test_a_search_of_the_same_name_gives_way(store: Store) -> None:
    with store.writing() as connection:
        ann = users.add(connection, "ann", "analyst", by="me", at=NOW)
        for query in ("a", "b"):
            searches.save(connection, ann.id, "mine", query, at=NOW)
        (kept,) = searches.of(connection, ann.id)
        assert kept.query == "b"
        assert not searches.drop(connection, ann.id + 1, kept.id)
        assert searches.drop(connection, ann.id, kept.id)
        assert searches.of(connection, ann.id) == ()


def test_a_sender_is_blocked_once_until_somebody_revokes_it(store: Store) -> None:
    with store.writing() as connection:
        first = blocks.make(connection, " A@Evil.test ", reason="x", by="ann", at=NOW)
        assert blocks.make(connection, "a@evil.test", reason="y", by="bob", at=NOW) == first
        assert blocks.in_force(connection) == (first,)
        assert blocks.revoke(connection, first.id, by="ann", at=NOW)
        assert not blocks.revoke(connection, first.id, by="ann", at=NOW)
        assert blocks.in_force(connection) == ()
        with pytest.raises(StoreError):
            blocks.make(connection, "a@evil.test", reason=" ", by="ann", at=NOW)


def test_a_deed_is_withdrawn_only_before_somebody_takes_it(store: Store) -> None:
    with store.writing() as connection:
        for key in ("early", "late"):
            deeds.plan(connection, key, kind="release", target="store", by="ann", at=NOW)
        assert deeds.withdrawn(connection, "early", by="ann", at=NOW)
        assert [deed.key for deed in deeds.take(connection, NOW, 5)] == ["late"]
        assert not deeds.withdrawn(connection, "late", by="ann", at=NOW + timedelta(days=1))
        assert not deeds.withdrawn(connection, "none", by="ann", at=NOW)


def test_a_deleted_mail_is_restored_and_ones_own_held_mail_is_listed(store: Store) -> None:
    recorded = store.record(mail(to="jo@corp.test"), verdict())
    with store.writing() as connection:
        quarantine.hold(connection, recorded.id, place="store", at=NOW, by="milter")
        assert not quarantine.restore(connection, recorded.id, by="ann", at=NOW)
        assert len(quarantine.listed(connection, to="Jo@corp.test")) == 1
        assert quarantine.listed(connection, to="ann@corp.test") == ()
        assert quarantine.drop(connection, recorded.id, by="ann", at=NOW) is not None
        assert quarantine.restore(connection, recorded.id, by="ann", at=NOW)
        held = quarantine.get(connection, recorded.id)
    assert held is not None
    assert (held.state, held.ended) == ("held", None)
