"""Search, its pages, what is kept of it, and what leaves as a file."""

import csv
import io
import json
import re
from dataclasses import replace
from typing import Any

import pytest

from unhook.console import export
from unhook.console.routes import search
from unhook.store import Store, audit

from .conftest import Browser, Keeper, Signer
from .test_release import MAIL


def subjects(page: str) -> list[str]:
    return re.findall(r'class="subject"[^>]*><bdi>([^<]*)</bdi>', page)


def test_pages_follow_one_another_without_gap_or_repeat(
    keep: Keeper, sign: Signer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "SHOWN", 3)
    for n in range(8):
        keep(subject=f"mail {n}", held=False)
    browser, seen, path = sign("analyst"), [], "/search?q=mail"
    while path:
        page = browser.get(path).text
        seen += subjects(page)
        older = re.search(r'rel="next" href="([^"]+)"', page)
        path = older[1].replace("&amp;", "&") if older else ""
    assert seen == [f"mail {n}" for n in range(8)]


def test_a_query_finds_and_excludes(keep: Keeper, sign: Signer) -> None:
    keep(subject="one", held=False)
    keep(subject="two", level="clean", held=False)
    browser = sign("analyst")
    assert subjects(browser.get("/search?q=verdict:malicious").text) == ["one"]
    assert subjects(browser.get("/search?q=-verdict:malicious").text) == ["two"]
    assert subjects(browser.get("/search?q=from:evil.test").text) == ["one", "two"]


@pytest.mark.parametrize("query", ["colour:red", 'subject:"open', "after:never", "verdict:worse"])
def test_a_query_that_is_wrong_says_why(query: str, sign: Signer) -> None:
    answer = sign("analyst").get("/search", params={"q": query})
    assert answer.status_code == 400
    assert 'role="alert"' in answer.text


def test_a_page_number_that_is_none_is_refused(sign: Signer) -> None:
    browser = sign("admin")
    assert browser.get("/search?q=x&older=1%20or%201").status_code == 400
    assert browser.get("/queue?held=x").status_code == 400
    assert browser.get("/audit?before=-1").status_code == 400


def test_a_search_is_kept_for_its_owner_alone(sign: Signer) -> None:
    ann, bob = sign("analyst", "ann"), sign("analyst", "bob")
    ann.post("/searches", {"name": "mine", "query": "verdict:malicious"})
    assert "/search?q=verdict%3Amalicious" in ann.get("/search").text
    assert "verdict%3Amalicious" not in bob.get("/search").text
    bob.post("/searches/1/drop")
    assert "verdict%3Amalicious" in ann.get("/search").text
    ann.post("/searches/1/drop")
    assert "verdict%3Amalicious" not in ann.get("/search").text


def exported(browser: Browser, kind: str) -> Any:
    answer = browser.get(f"/search.{kind}?q=verdict:malicious")
    assert answer.headers["content-disposition"].startswith("attachment")
    return answer.text


def test_what_is_found_leaves_as_a_file_and_that_is_noted(store: Store, keep: Keeper, sign: Signer) -> None:
    id_ = keep(subject='=HYPERLINK("https://evil.test/","x")')
    browser = sign("analyst", "ann")
    (row,) = csv.DictReader(io.StringIO(exported(browser, "csv")))
    assert row["subject"] == '\'=HYPERLINK("https://evil.test/","x")'
    (found,) = json.loads(exported(browser, "json"))
    assert (found["id"], found["subject"]) == (str(id_), '=HYPERLINK("https://evil.test/","x")')
    with store.reading() as connection:
        entries = audit.entries(connection, "messages")
    assert [(each.actor, each.detail["as"], each.detail["count"]) for each in entries] == [
        ("ann", "json", 1),
        ("ann", "csv", 1),
    ]


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", "|calc", "%x", "\n=1"]
)
def test_no_cell_is_a_formula(text: str) -> None:
    (_, row) = csv.reader(io.StringIO(export.csv([replace(MAIL, subject=text, sender_name=text)])))
    assert row[export.COLUMNS.index("subject")] == f"'{text}"
    assert row[export.COLUMNS.index("sender_name")] == f"'{text}"


def test_an_honest_cell_stays_as_it_is() -> None:
    (_, row) = csv.reader(io.StringIO(export.csv([replace(MAIL, subject='Hello, "Jo" = fine')])))
    assert row[export.COLUMNS.index("subject")] == 'Hello, "Jo" = fine'
