"""Requests that nobody meant are refused."""

from typing import Any

import pytest
from litestar.testing import TestClient

from unhook.console.console import Console
from unhook.console.guard import FIELD, csrf_token
from unhook.store import tokens

from .conftest import NOW, Keeper, Signer, person


def test_a_form_without_its_token_is_refused(keep: Keeper, sign: Signer) -> None:
    browser, id_ = sign("analyst"), keep()
    path = f"/messages/{id_}/release"
    for data in ({}, {FIELD: ""}, {FIELD: "0" * 64}, {FIELD: csrf_token("another session")}):
        assert browser.client.post(path, data=data).status_code == 403, data
    assert browser.post(path).status_code == 303


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.test"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_a_form_from_another_site_is_refused_even_with_its_token(
    headers: dict[str, str], keep: Keeper, sign: Signer
) -> None:
    answer = sign("analyst").post(f"/messages/{keep()}/release", headers=headers)
    assert answer.status_code == 403


def test_a_form_from_our_own_page_is_taken(keep: Keeper, sign: Signer) -> None:
    headers = {"Origin": "http://testserver.local", "Sec-Fetch-Site": "same-origin"}
    assert sign("analyst").post(f"/messages/{keep()}/release", headers=headers).status_code == 303


def test_a_session_needs_the_header_to_change_something_by_the_api(keep: Keeper, sign: Signer) -> None:
    browser, path = sign("analyst"), f"/api/v1/messages/{keep()}/actions"
    asked: dict[str, Any] = {"json": {"action": "release"}}
    assert browser.client.post(path, **asked).status_code == 403
    headers = {"X-CSRF-Token": browser.token()}
    assert browser.client.post(path, headers=headers, **asked).json() == {"done": True}


def test_a_wrong_token_does_not_fall_back_to_the_session(sign: Signer) -> None:
    answer = sign("admin").get("/api/v1/health", headers={"Authorization": "Bearer unhook_wrong"})
    assert answer.status_code == 401


def test_a_request_for_another_host_is_refused(sign: Signer) -> None:
    browser = sign("admin")
    for host, status in (
        ("testserver.local:8895", 200),
        ("evil.test", 403),
        ("testserver.local.evil.test", 403),
    ):
        assert browser.get("/health", headers={"Host": host}).status_code == status, host


def test_what_a_bearer_sends_needs_no_form(console: Console, stranger: TestClient[Any], keep: Keeper) -> None:
    user = person(console.store, "ann", "analyst")
    with console.store.writing() as connection:
        secret = tokens.make(connection, user, "t", ["act"], by="ann", at=NOW, expires=NOW.replace(day=20))
    path, headers = f"/api/v1/messages/{keep()}/actions", {"Authorization": f"Bearer {secret}"}
    assert stranger.post(path, headers=headers, json={"action": "delete"}).json() == {"done": True}


def test_every_answer_has_the_safe_headers(sign: Signer, keep: Keeper, stranger: TestClient[Any]) -> None:
    browser, id_ = sign("admin"), keep()
    answers = [
        *(browser.get(path) for path in ("/", f"/messages/{id_}", "/nothing", "/static/console.css")),
        stranger.get("/queue"),
        stranger.get("/api/v1/messages"),
    ]
    for answer in answers:
        policy = answer.headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self';"), answer.url
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
    framed = browser.get(f"/messages/{id_}/mail").headers["content-security-policy"]
    assert "script-src" not in framed
    assert framed.endswith("sandbox allow-same-origin")


def test_no_page_has_a_script_or_a_style_of_its_own(sign: Signer, keep: Keeper) -> None:
    browser, id_ = sign("admin"), keep()
    for path in (
        "/",
        "/queue",
        "/search",
        f"/messages/{id_}",
        "/exceptions",
        "/audit",
        "/people",
        "/account",
    ):
        page = browser.get(path).text.lower()
        assert page.count("<script") == page.count('<script src="/static/') > 0, path
        assert "<style" not in page, path
        assert " style=" not in page, path
        assert " onclick=" not in page, path
