"""What people do about mail: in at most two clicks, once, and noted with their name."""

import re
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from unhook.console import acts, mail
from unhook.console.console import Console
from unhook.console.guard import FIELD
from unhook.store import Store, audit, blocks, cases, deeds, quarantine, reading

from .conftest import NOW, Browser, Keeper, Signer


def held_state(store: Store, id_: int) -> str | None:
    with store.reading() as connection:
        held = quarantine.get(connection, id_)
    return held.state if held else None


def trail(store: Store, subject: str) -> list[tuple[str, str]]:
    with store.reading() as connection:
        return [(each.actor, each.action) for each in reversed(audit.entries(connection, subject))]


def press(browser: Browser, page: str, action: str, **buttons: str) -> Any:
    """Press the button of the form that leads to `action`, as the page has it."""
    form = re.search(rf'<form method="post" action="{action}".*?</form>', browser.get(page).text, re.DOTALL)
    assert form is not None, action
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form[0]))
    for name, value in buttons.items():
        assert f'name="{name}" value="{value}"' in form[0]
    answer = browser.client.post(action, data=fields | buttons)
    assert answer.status_code == 303, answer.text
    return browser.get(answer.headers["location"])


def test_a_held_mail_is_released_with_one_click_in_the_queue(
    store: Store, keep: Keeper, sign: Signer
) -> None:
    id_, browser = keep(), sign("analyst", "ann")
    page = press(browser, "/queue", f"/messages/{id_}/release")
    assert "The mail will be delivered." in page.text
    assert held_state(store, id_) == "releasing"
    assert trail(store, f"message:{id_}") == [("milter", "hold"), ("ann", "release")]


@pytest.mark.parametrize(
    ("place", "target"),
    [
        ("store", "store"),
        ("postfix:mx.corp.test:3B2F1", "postfix:mx.corp.test"),
        ("imap:jo:Quarantine:7:12", "imap:jo"),
    ],
)
def test_a_release_is_planned_for_whoever_holds_the_mail(
    place: str, target: str, store: Store, keep: Keeper, sign: Signer
) -> None:
    id_ = keep(place=place)
    sign("analyst").post(f"/messages/{id_}/release")
    with store.reading() as connection:
        (deed,) = deeds.of_message(connection, id_)
    assert (deed.kind, deed.target, deed.state, deed.detail) == (
        "release",
        target,
        "planned",
        {"place": place},
    )


def test_of_many_who_release_at_once_one_does(console: Console, keep: Keeper) -> None:
    id_ = keep()

    def release(name: str) -> bool:
        with console.store.writing() as connection:
            found = mail.summary(connection, id_)
            assert found is not None
            return acts.release(connection, found, by=name, at=NOW)

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(release, map(str, range(16)))) == [False] * 15 + [True]
    with console.store.reading() as connection:
        assert [deed.kind for deed in deeds.of_message(connection, id_)] == ["release"]


def test_a_second_release_says_that_somebody_was_faster(keep: Keeper, sign: Signer) -> None:
    id_ = keep()
    assert sign("analyst", "ann").post(f"/messages/{id_}/release").headers["location"].endswith("released")
    assert sign("analyst", "bob").post(f"/messages/{id_}/release").headers["location"].endswith("not_held")


@pytest.mark.parametrize("act", ["release", "delete"])
def test_what_nobody_began_with_can_be_undone_and_done_again(
    act: str, store: Store, keep: Keeper, sign: Signer
) -> None:
    id_, browser = keep(), sign("analyst", "ann")
    page = f"/messages/{id_}"
    press(browser, page, f"{page}/{act}")
    assert f"Undo the {'release' if act == 'release' else 'deletion'}" in browser.get(page).text
    press(browser, page, f"{page}/undo")
    assert held_state(store, id_) == "held"
    press(browser, page, f"{page}/{act}")
    with store.reading() as connection:
        assert [each.state for each in deeds.of_message(connection, id_)] == ["undone", "planned"]


def test_what_somebody_took_cannot_be_undone(store: Store, keep: Keeper, sign: Signer) -> None:
    id_, browser = keep(), sign("analyst")
    browser.post(f"/messages/{id_}/release")
    with store.writing() as connection:
        assert len(deeds.take(connection, NOW)) == 1
    assert "Undo" not in browser.get(f"/messages/{id_}").text
    assert browser.post(f"/messages/{id_}/undo").headers["location"].endswith("too_late")
    assert held_state(store, id_) == "releasing"


def test_a_mail_is_taught_and_taken_back(store: Store, keep: Keeper, sign: Signer) -> None:
    id_, browser = keep(), sign("analyst", "ann")
    page = f"/messages/{id_}"
    for label in ("phish", "genuine", ""):
        press(browser, page, f"{page}/teach", label=label)
        with store.reading() as connection:
            assert reading.summaries(connection, [id_])[0].label == (label or None)
    assert trail(store, f"message:{id_}")[1:] == [("ann", "teach")] * 3
    assert browser.post(f"{page}/teach", {"label": "nonsense"}).status_code == 409


def test_a_sender_is_blocked_and_unblocked(store: Store, keep: Keeper, sign: Signer) -> None:
    id_, browser = keep(), sign("analyst", "ann")
    page = f"/messages/{id_}"
    press(browser, page, f"{page}/block")
    with store.reading() as connection:
        (block,) = blocks.in_force(connection)
    assert (block.sender, block.made_by) == ("mallory@evil.test", "ann")
    assert "mallory[@]evil[.]test" in browser.get("/exceptions").text
    press(browser, page, f"/blocks/{block.id}/revoke")
    with store.reading() as connection:
        assert blocks.in_force(connection) == ()
    assert trail(store, f"block:{block.id}") == [("ann", "block"), ("ann", "unblock")]


def test_a_report_is_opened_taken_and_closed(store: Store, keep: Keeper, sign: Signer) -> None:
    id_ = keep()
    reporter = sign("viewer", "jo", "jo@corp.test")
    reporter.post(f"/messages/{id_}/report", {"note": "is this real?"})
    analyst = sign("analyst", "ann")
    assert "is this real?" in analyst.get("/queue").text
    press(analyst, f"/messages/{id_}", "/cases/1/assign")
    press(analyst, "/queue", "/cases/1/close", outcome="phish")
    with store.reading() as connection:
        case = cases.get(connection, 1)
        assert reading.summaries(connection, [id_])[0].label == "phish"
        # Only who reported by mail is answered by mail.
        assert deeds.of_message(connection, id_) == ()
    assert case is not None
    assert (case.reporter, case.assignee, case.state, case.outcome) == (
        "jo@corp.test",
        "ann",
        "closed",
        "phish",
    )
    assert [each[1] for each in trail(store, "case:1")] == ["report", "assign", "close"]
    assert "phishing" in reporter.get("/mine").text
    assert analyst.post("/cases/1/close", {"outcome": "spam"}).status_code == 409


def test_who_reported_by_mail_is_told_in_their_language(store: Store, keep: Keeper, sign: Signer) -> None:
    id_ = keep()
    with store.writing() as connection:
        case = cases.open_(connection, id_, reporter="jo@corp.test", channel="mail", at=NOW, language="de")
    sign("analyst").post(f"/cases/{case.id}/close", {"outcome": "phish"})
    with store.reading() as connection:
        (deed,) = deeds.of_message(connection, id_)
    assert (deed.kind, deed.target, deed.detail["to"]) == ("mail", "smtp", "jo@corp.test")
    assert (deed.detail["language"], deed.detail["case"]) == ("de", case.id)


def test_a_recipient_releases_what_is_harmless_and_asks_for_the_rest(
    store: Store, keep: Keeper, sign: Signer
) -> None:
    dangerous = keep()
    harmless = keep(level="suspicious", attack="spam")
    browser = sign("viewer", "jo", "jo@corp.test")
    page = browser.get("/mine").text
    assert f"/messages/{dangerous}/request" in page
    assert f"/messages/{harmless}/release" in page
    assert browser.post(f"/messages/{dangerous}/release").status_code == 403
    press(browser, "/mine", f"/messages/{harmless}/release")
    press(browser, "/mine", f"/messages/{dangerous}/request")
    assert (held_state(store, dangerous), held_state(store, harmless)) == ("held", "releasing")
    assert "asks for release" in sign("analyst").get("/queue").text


def test_a_mail_is_dropped_judged_and_shown(sign: Signer) -> None:
    browser = sign("viewer", "jo")
    raw = (
        b"From: Mail Admin <admin@evil.test>\nTo: jo@corp.test\nSubject: Your mailbox is full\n\n"
        b"Your mailbox will be deleted in 24 hours. Sign in to confirm: https://login.evil.test/\n"
    )
    data = {FIELD: browser.token()}
    dropped = browser.client.post("/check", data=data, files={"file": ("mail.eml", raw)})
    pasted = browser.client.post("/check", data=data | {"source": raw.decode()}, files={"file": ("", b"")})
    assert dropped.status_code == 303
    assert dropped.headers["location"] == pasted.headers["location"]
    page = browser.get(dropped.headers["location"])
    assert "What to do" in page.text
    assert "hxxps://login[.]evil[.]test" in browser.get(f"{dropped.headers['location']}/mail").text
    assert sign("viewer", "other").get(dropped.headers["location"]).status_code == 404


def test_nothing_and_too_much_are_no_mail(console: Console, sign: Signer) -> None:
    browser = sign("viewer")
    data = {FIELD: browser.token()}
    assert browser.client.post("/check", data=data, files={"file": ("", b"")}).status_code == 400
    large = b"Subject: x\n\n" + b"x" * console.manner.upload_bytes
    assert browser.client.post("/check", data=data, files={"file": ("a.eml", large)}).status_code == 413
    assert (
        browser.client.post("/check", data=data, files={"file": ("a.eml", large + large)}).status_code == 413
    )
