"""The API for programs."""

from typing import Any

import pytest
from litestar.testing import TestClient

from unhook.console.console import Console
from unhook.store import tokens

from .conftest import NOW, Keeper, Signer, person


class Program:
    """A program with a token of an admin's."""

    def __init__(self, client: TestClient[Any], console: Console, *scopes: str) -> None:
        user = person(console.store, "ada", "admin")
        with console.store.writing() as connection:
            secret = tokens.make(
                connection, user, "t", scopes, by="ada", at=NOW, expires=NOW.replace(year=2027)
            )
        self.client, self.headers = client, {"Authorization": f"Bearer {secret}"}

    def __call__(self, method: str, path: str, **options: Any) -> Any:
        return self.client.request(method, f"/api/v1{path}", headers=self.headers, **options)


def test_every_route_of_the_api_is_described(sign: Signer, stranger: TestClient[Any]) -> None:
    paths = sign("viewer").get("/api/v1/schema/openapi.json").json()["paths"]
    assert {"/api/v1/check", "/api/v1/messages", "/api/v1/messages/{id_}/actions"} <= paths.keys()
    assert not any(path.startswith("/messages") for path in paths)
    assert stranger.get("/api/v1/schema/openapi.json").status_code == 401


def test_a_mail_is_checked_and_found_again(console: Console, stranger: TestClient[Any]) -> None:
    program = Program(stranger, console, "check", "read")
    raw = b"From: a@evil.test\nSubject: hello\n\nYour mailbox is full, sign in: https://x.evil.test/\n"
    told = program("POST", "/check", content=raw).json()
    assert isinstance(told["id"], str)
    assert told["report"]["verdict"] == told["verdict"]
    found = program("GET", "/messages?q=hello").json()
    assert ([each["id"] for each in found["messages"]], found["older"]) == ([told["id"]], None)
    assert program("GET", f"/messages/{told['id']}").json()["subject"] == "hello"
    assert program("GET", f"/messages/{told['id']}/model").json()["subject"]["subject"] == "hello"
    assert program("POST", "/check", content=b" ").status_code == 400


def test_pages_of_messages_follow_one_another(
    console: Console, stranger: TestClient[Any], keep: Keeper
) -> None:
    ids = [str(keep(subject=f"mail {n}")) for n in range(5)]
    program, seen = Program(stranger, console, "read"), []
    older: str | None = ""
    while older is not None:
        page = program("GET", f"/messages?q=mail&limit=2{older}").json()
        seen += [each["id"] for each in page["messages"]]
        older = f"&older={page['older']}" if page["older"] else None
    assert seen == ids


def test_actions_tell_whether_they_changed_anything(
    console: Console, stranger: TestClient[Any], keep: Keeper
) -> None:
    path, program = f"/messages/{keep()}/actions", Program(stranger, console, "act")
    done = [
        program("POST", path, json={"action": action}).json()["done"]
        for action in ("release", "release", "undo", "delete", "delete", "undo", "undo", "block", "report")
    ]
    assert done == [True, False, True, True, False, True, False, True, True]
    assert program("POST", path, json={"action": "teach", "label": "spam"}).json() == {"done": True}
    (case,) = program("GET", "/cases").json()
    assert program("POST", f"/cases/{case['id']}/close", json={"outcome": "phish"}).status_code == 200
    assert program("POST", f"/cases/{case['id']}/close", json={"outcome": "phish"}).status_code == 409
    assert len(program("GET", "/quarantine").json()) == 1


@pytest.mark.parametrize(
    ("method", "path", "status", "body"),
    [
        ("GET", "/messages?q=colour:red", 400, None),
        ("GET", "/messages?limit=0", 400, None),
        ("GET", "/messages?older=x", 400, None),
        ("GET", "/messages/7", 404, None),
        ("GET", "/messages/x", 404, None),
        ("POST", "/messages/7/actions", 404, {"action": "release"}),
        ("POST", "/messages/7/actions", 400, {"action": "explode"}),
        ("POST", "/cases/7/close", 409, {"outcome": "phish"}),
        ("POST", "/exceptions", 400, {"kind": "sender", "value": "a", "reason": "b", "until": "never"}),
        ("POST", "/exceptions", 409, {"kind": "sender", "value": "a", "reason": "", "until": "2030-01-01"}),
        ("GET", "/audit", 403, None),
    ],
)
def test_what_cannot_be_is_told_as_json(
    method: str, path: str, status: int, body: Any, console: Console, stranger: TestClient[Any]
) -> None:
    answer = Program(stranger, console, "act")(method, path, json=body)
    assert answer.status_code == status
    assert answer.json().keys() == {"error"}


def test_an_exception_is_made_listed_and_ended(console: Console, stranger: TestClient[Any]) -> None:
    program = Program(stranger, console, "act", "audit")
    wanted = {"kind": "domain", "value": "partner.test", "reason": "ours", "until": "2026-04-01"}
    made = program("POST", "/exceptions", json=wanted).json()
    assert made["expires"] == "2026-04-02T00:00:00+00:00"
    assert program("GET", "/exceptions").json() == [made]
    assert program("DELETE", f"/exceptions/{made['id']}").json() == {"done": True}
    assert program("GET", "/exceptions").json() == []
    assert [each["action"] for each in program("GET", "/audit?limit=2").json()] == ["revoke", "except"]
