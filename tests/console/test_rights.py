"""Every route names a right, and each role gets exactly what the table says."""

import re
from typing import Any

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from unhook.console.application import application
from unhook.console.console import Console
from unhook.console.rights import RIGHTS, SCOPES, Asker, Right
from unhook.store import tokens
from unhook.store.users import ROLES, Role

from .conftest import NOW, Keeper, Signer, person

ROLES_AND_NOBODY: tuple[Role | None, ...] = (None, *ROLES)


def routes(app: Litestar) -> list[tuple[str, str, Any]]:
    """Method, path with numbers filled in, and right of every route."""
    return [
        (method, re.sub(r"\{\w+:int\}", "1", re.sub(r"\{\w+:(str|path)\}", "word", route.path)), each)
        for route in app.routes
        for handler in getattr(route, "route_handlers", [getattr(route, "route_handler", None)])
        for method in sorted(getattr(handler, "http_methods", {"GET"}))
        if method != "OPTIONS"
        for each in [handler.opt.get("right")]
    ]


def test_every_route_names_a_right(console: Console) -> None:
    found = routes(application(console))
    assert len(found) > 50
    assert [each for each in found if not isinstance(each[2], Right)] == []


def test_only_signing_in_and_the_looks_are_for_anybody(console: Console) -> None:
    anybody = {path for _, path, right in routes(application(console)) if right is Right.ANYBODY}
    assert anybody == {"/sign-in", "/sign-in/passkey", "/once", "/once/word", "/static/word"}


@pytest.mark.parametrize("role", ROLES_AND_NOBODY)
def test_every_route_lets_in_whom_the_table_names(
    role: Role | None, console: Console, sign: Signer, stranger: TestClient[Any]
) -> None:
    client = sign(role).client if role else stranger
    allowed = RIGHTS[role] if role else frozenset({Right.ANYBODY})
    for method, path, right in routes(application(console)):
        if path in ("/sign-out", "/static/word"):
            continue
        # What changes something is asked without a form's token: a right that is there meets that refusal.
        answer = client.request(method, path)
        refused = answer.status_code in (303, 401) or "you may not do that" in answer.text
        refused = refused or "You may not do that" in answer.text
        assert refused is (right not in allowed), (method, path, right, answer.status_code)


def test_a_route_without_a_right_is_shut(console: Console, sign: Signer) -> None:
    from litestar import get

    @get("/forgotten", sync_to_thread=False)
    def forgotten() -> str:
        return "secret"

    browser = sign("admin")
    browser.client.app.register(forgotten)
    answer = browser.get("/forgotten")
    assert answer.status_code == 403
    assert "secret" not in answer.text


def test_each_role_may_what_the_one_below_it_may() -> None:
    assert RIGHTS["viewer"] < RIGHTS["analyst"] < RIGHTS["admin"] == frozenset(Right)


def test_a_viewer_cannot_act(keep: Keeper, sign: Signer) -> None:
    id_ = keep()
    browser = sign("viewer", address="jo@corp.test")
    for act in ("release", "teach", "block", "delete", "undo"):
        assert browser.post(f"/messages/{id_}/{act}", {"label": "genuine"}).status_code == 403, act
    page = browser.get(f"/messages/{id_}").text
    assert f"/messages/{id_}/delete" not in page
    assert f"/messages/{id_}/request" in page


def test_a_viewer_sees_no_mail_of_others(keep: Keeper, sign: Signer) -> None:
    id_ = keep(to="ann@corp.test")
    browser = sign("viewer", address="jo@corp.test")
    for path in (f"/messages/{id_}", f"/messages/{id_}/mail", f"/api/v1/messages/{id_}"):
        assert browser.get(path).status_code == 404, path
    assert browser.post(f"/messages/{id_}/report").status_code == 404


def test_a_token_may_no_more_than_its_scopes_and_its_owner(console: Console) -> None:
    viewer = person(console.store, "vera", "viewer")
    admin = person(console.store, "ada", "admin")
    assert Asker.by_token(viewer, frozenset({"act", "read"})).rights == {Right.READ_OWN}
    assert Asker.by_token(admin, frozenset({"check"})).rights == {Right.CHECK}
    assert Asker.by_token(admin, frozenset({"act"})).rights == {Right.ACT, Right.READ, Right.READ_OWN}
    assert Asker.by_token(admin, frozenset({"people", "self"})).rights == frozenset()
    assert Right.PEOPLE not in SCOPES


def test_a_token_that_is_over_or_revoked_signs_nobody_in(console: Console, clock: Any) -> None:
    user = person(console.store, "ada", "admin")
    with console.store.writing() as connection:
        made = [
            tokens.make(connection, user, "t", ["read"], by="ada", at=NOW, expires=NOW.replace(day=11))
            for _ in range(2)
        ]
        tokens.revoke(connection, 1, by="ada", at=NOW)
    with TestClient(application(console)) as client:

        def status(secret: str) -> int:
            return client.get("/api/v1/health", headers={"Authorization": f"Bearer {secret}"}).status_code

        assert [status(secret) for secret in made] == [401, 200]
        clock.later(days=1)
        assert status(made[1]) == 401
