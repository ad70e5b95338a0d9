"""Pages in every language, and what is answered when something fails."""

import re
from typing import Any

import pytest
from litestar.testing import TestClient

from unhook.console import words
from unhook.console.console import Console
from unhook.errors import StoreError
from unhook.store import Store, cases

from .conftest import NOW, Keeper, Signer

PAGES = ("/", "/queue", "/mine", "/search?q=x", "/exceptions", "/audit", "/people", "/account", "/health")


@pytest.mark.parametrize("tag", words.LANGUAGES)
def test_every_page_speaks_the_language_that_was_chosen(
    tag: str, store: Store, keep: Keeper, sign: Signer
) -> None:
    id_ = keep()
    with store.writing() as connection:
        cases.open_(connection, id_, reporter="jo@corp.test", channel="mail", at=NOW)
    browser = sign("admin")
    browser.post("/account/language", {"language": tag})
    direction = "rtl" if tag == "ar" else "ltr"
    english, own = words.own("en"), words.own(tag)
    for path in (*PAGES, f"/messages/{id_}"):
        page = browser.get(path, headers={"Accept-Language": "en"}).text
        assert f'<html lang="{tag}" dir="{direction}">' in page, path
        shown = {each.strip() for each in re.findall(r">([^<>]+)<", page)}
        foreign = {text for key, text in english.items() if text != own[key] and text.count(" ") > 1}
        assert not shown & foreign, path


def test_the_language_is_the_browsers_until_one_is_chosen(sign: Signer) -> None:
    browser = sign("viewer")
    assert 'lang="fr"' in browser.get("/", headers={"Accept-Language": "fr-CA"}).text
    browser.post("/account/language", {"language": "es"})
    assert 'lang="es"' in browser.get("/", headers={"Accept-Language": "fr-CA"}).text
    browser.post("/account/language", {"language": ""})
    assert 'lang="fr"' in browser.get("/", headers={"Accept-Language": "fr-CA"}).text


def test_a_store_that_is_locked_is_told_and_loses_nothing(
    console: Console, keep: Keeper, sign: Signer, monkeypatch: pytest.MonkeyPatch
) -> None:
    id_, browser = keep(), sign("analyst")
    token = browser.token()

    def locked(*_: Any, **__: Any) -> Any:
        raise StoreError("the store failed: database is locked", temporary=True)

    monkeypatch.setattr("unhook.console.acts.quarantine.take_up", locked)
    answer = browser.client.post(f"/messages/{id_}/release", data={"_csrf": token})
    assert answer.status_code == 503
    assert "nothing was lost" in answer.text
    assert "database is locked" not in answer.text


def test_a_mistake_of_ours_tells_nothing_of_what_is_inside(
    sign: Signer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: Any, **__: Any) -> Any:
        raise RuntimeError("secret path /var/lib")

    monkeypatch.setattr("unhook.console.routes.health.figures", fails)
    browser = sign("analyst")
    for path in ("/health", "/api/v1/health"):
        answer = browser.get(path)
        assert answer.status_code == 500
        assert "secret" not in answer.text
        assert "Traceback" not in answer.text


def test_a_page_that_is_not_there_is_told(sign: Signer, stranger: TestClient[Any]) -> None:
    assert sign("viewer").get("/nothing").status_code == 404
    assert stranger.get("/nothing").status_code == 404
    assert stranger.get("/static/../application.py").status_code == 404


def test_a_mail_whose_bytes_are_gone_is_still_told(store: Store, keep: Keeper, sign: Signer) -> None:
    from unhook.store.schema import contents

    id_ = keep(held=False)
    with store.writing() as connection:
        connection.execute(contents.update().values(raw=None))
    browser = sign("analyst")
    page = browser.get(f"/messages/{id_}")
    assert page.status_code == 200
    assert "are not kept" in page.text
    assert "<iframe" not in page.text
    assert browser.get(f"/messages/{id_}/mail").status_code == 404
    assert browser.get(f"/messages/{id_}/raw").status_code == 404


def test_of_a_forward_the_mail_that_was_judged_is_marked(store: Store, sign: Signer) -> None:
    browser = sign("viewer", "jo")
    inner = (
        "From: Mail Admin <admin@evil.test>\nTo: jo@corp.test\nSubject: Your mailbox is full\n\n"
        "Your mailbox will be deleted in 24 hours. Sign in to confirm: https://login.evil.test/\n"
    )
    outer = (
        "From: jo@corp.test\nTo: report@corp.test\nSubject: Fwd: odd\nMIME-Version: 1.0\n"
        'Content-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: text/plain\n\n\n'
        f"--b\nContent-Type: message/rfc822\n\n{inner}\n--b--\n"
    )
    data = {"_csrf": browser.token()}
    dropped = browser.client.post("/check", data=data, files={"file": ("a.eml", outer.encode())})
    assert "<mark" in browser.get(f"{dropped.headers['location']}/mail").text
