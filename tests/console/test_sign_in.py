"""Signing in, staying signed in, and signing out."""

import re
from typing import Any

import pytest
from litestar.testing import TestClient

from unhook.console import attempts
from unhook.console.application import application
from unhook.console.console import Console, Manner
from unhook.console.guard import FIELD
from unhook.console.judging import Here
from unhook.store import Store, audit, users
from unhook.store.schema import sessions, tokens

from .conftest import CONTEXT, NOW, PASSWORD, Clock, Signer, person


def sign_in(client: TestClient[Any], name: str, password: str = PASSWORD, **more: str) -> Any:
    page = client.get("/sign-in").text
    token = re.search(rf'name="{FIELD}" value="([0-9a-f]+)"', page)
    assert token is not None
    return client.post("/sign-in", data={FIELD: token[1], "name": name, "password": password, **more})


def test_a_user_signs_in_and_out(console: Console, stranger: TestClient[Any]) -> None:
    person(console.store, "ann", "analyst")
    assert stranger.get("/queue").headers["location"] == "/sign-in?next=%2Fqueue"
    answer = sign_in(stranger, "ann", next="/queue")
    assert (answer.status_code, answer.headers["location"]) == (303, "/queue")
    assert stranger.get("/queue").status_code == 200
    token = re.search(rf'name="{FIELD}" value="([0-9a-f]+)"', stranger.get("/account").text)
    assert token is not None
    secret = stranger.cookies["unhook"]
    assert stranger.post("/sign-out", data={FIELD: token[1]}).status_code == 303
    stranger.cookies.set("unhook", secret, domain="testserver.local")
    assert stranger.get("/queue").status_code == 303


@pytest.mark.parametrize(("name", "password"), [("ann", "wrong"), ("nobody", PASSWORD), ("gone", PASSWORD)])
def test_who_may_not_in_is_not_told_why(
    name: str, password: str, console: Console, stranger: TestClient[Any]
) -> None:
    person(console.store, "ann", "analyst")
    gone = person(console.store, "gone", "analyst")
    with console.store.writing() as connection:
        users.disable(connection, gone.id, by="test", at=NOW)
    answer = sign_in(stranger, name, password)
    assert answer.status_code == 403
    assert "unhook" not in answer.cookies
    assert "tried too often" in answer.text


def test_a_password_is_not_tried_for_ever(console: Console, stranger: TestClient[Any], clock: Clock) -> None:
    person(console.store, "ann", "analyst")
    for _ in range(attempts.OF_BOTH):
        assert sign_in(stranger, "ann", "wrong").status_code == 403
    assert sign_in(stranger, "ann").status_code == 403
    clock.later(minutes=11)
    assert sign_in(stranger, "ann").status_code == 303


def test_a_planted_session_is_worth_nothing(console: Console, stranger: TestClient[Any]) -> None:
    person(console.store, "ann", "analyst")
    stranger.cookies.set("unhook", "planted", domain="testserver.local")
    sign_in(stranger, "ann")
    assert stranger.cookies["unhook"] != "planted"
    stranger.cookies.clear()
    stranger.cookies.set("unhook", "planted", domain="testserver.local")
    assert stranger.get("/queue").status_code == 303


def test_each_sign_in_has_a_session_of_its_own_and_the_store_knows_no_secret(
    console: Console, stranger: TestClient[Any]
) -> None:
    person(console.store, "ann", "analyst")
    secrets = set()
    for _ in range(2):
        stranger.cookies.clear()
        sign_in(stranger, "ann")
        secrets.add(stranger.cookies["unhook"])
    assert len(secrets) == 2
    with console.store.reading() as connection:
        kept = [row.hash for row in connection.execute(sessions.select())]
    assert len(kept) == 2
    assert not secrets & set(kept)


def test_a_session_ends_when_nobody_uses_it_and_after_its_time(sign: Signer, clock: Clock) -> None:
    idle = sign("analyst", "idle")
    busy = sign("analyst", "busy")
    for _ in range(23):
        clock.later(minutes=31)
        assert busy.get("/queue").status_code == 200
    assert idle.get("/queue").status_code == 303
    clock.later(minutes=31)
    assert busy.get("/queue").status_code == 303


def test_the_cookie_is_for_this_site_alone(store: Store) -> None:
    person(store, "ann", "analyst")
    for secure, name in ((False, "unhook="), (True, "__Host-unhook=")):
        console = Console(store, Here(store, CONTEXT), Manner(secure=secure, hosts=("testserver.local",)))
        base = "https://testserver.local" if secure else "http://testserver.local"
        with TestClient(application(console), base_url=base) as client:
            client.follow_redirects = False
            cookies = sign_in(client, "ann").headers.get_list("set-cookie")
        kept = next(each for each in cookies if each.startswith(name)).lower()
        assert "httponly" in kept
        assert "samesite=strict" in kept
        assert "path=/" in kept
        assert ("secure" in kept) is secure
        assert "domain" not in kept


@pytest.mark.parametrize("path", ["https://evil.test/", "//evil.test/", "/\\evil.test", "evil", "/\r\nX: y"])
def test_signing_in_leads_nowhere_else(path: str, console: Console, stranger: TestClient[Any]) -> None:
    person(console.store, "ann", "analyst")
    assert sign_in(stranger, "ann", next=path).headers["location"] == "/"


def test_a_link_signs_in_once(console: Console, stranger: TestClient[Any], clock: Clock) -> None:
    user = person(console.store, "ann", "analyst")
    late = console.invitations.make(user.id)
    clock.later(hours=2)
    word = console.invitations.make(user.id)

    def use(word: str) -> int:
        stranger.cookies.clear()
        token = re.search(rf'name="{FIELD}" value="([0-9a-f]+)"', stranger.get(f"/once/{word}").text)
        assert token is not None
        status: int = stranger.post("/once", data={FIELD: token[1], "word": word}).status_code
        return status

    assert [use(word), use(word), use(late), use("guess")] == [303, 403, 403, 403]


def test_another_password_ends_all_other_sessions(sign: Signer) -> None:
    here, there = sign("analyst"), sign("analyst")
    new = "another good password"
    assert here.post("/account/password", {"old": "wrong", "new": new}).status_code == 400
    assert here.post("/account/password", {"old": PASSWORD, "new": "short"}).status_code == 400
    assert there.get("/queue").status_code == 200
    assert here.post("/account/password", {"old": PASSWORD, "new": new}).status_code == 303
    assert here.get("/queue").status_code == 200
    assert there.get("/queue").status_code == 303


def test_who_is_shut_out_is_out_at_once(console: Console, sign: Signer) -> None:
    admin, other = sign("admin"), sign("analyst", "ann")
    with console.store.reading() as connection:
        user = users.named(connection, "ann")
    assert user is not None
    assert admin.post(f"/people/{user.id}/disable").status_code == 303
    assert other.get("/queue").status_code == 303


def test_an_admin_cannot_shut_out_or_demote_themselves(console: Console, sign: Signer) -> None:
    admin = sign("admin", "ada")
    with console.store.reading() as connection:
        user = users.named(connection, "ada")
    assert user is not None
    assert admin.post(f"/people/{user.id}/disable").status_code == 403
    assert admin.post(f"/people/{user.id}", {"role": "viewer"}).status_code == 403
    assert admin.get("/people").status_code == 200


def test_a_token_is_shown_once_and_kept_as_a_hash(console: Console, sign: Signer) -> None:
    browser = sign("analyst")
    page = browser.post("/account/tokens", {"name": "script", "scopes": ["read", "audit"], "days": "7"}).text
    secret = re.search(r"unhook_[\w-]{43}", page)
    assert secret is not None
    assert secret[0] not in browser.get("/account").text
    with console.store.reading() as connection:
        (row,) = connection.execute(tokens.select())
    assert secret[0] not in str(row)
    # An analyst may not read the audit trail, and so no token of theirs.
    assert row.scopes == "read"


def test_signing_in_is_noted(console: Console, stranger: TestClient[Any]) -> None:
    person(console.store, "ann", "analyst")
    sign_in(stranger, "ann")
    with console.store.reading() as connection:
        (entry,) = audit.entries(connection, limit=1)
    assert (entry.actor, entry.action) == ("ann", "sign-in")
