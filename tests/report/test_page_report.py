import os
from dataclasses import replace
from pathlib import Path

import pytest
import turbohtml

from report.probes import START, page
from unhook.catalogue import LANGUAGES, Catalogue
from unhook.pages.looked import Looked
from unhook.pages.saved.model import Saved
from unhook.pages.source.look import look
from unhook.report.page import CSP
from unhook.report.page_report import render
from unhook.report.page_views import PICTURE_BYTES

ENGLISH = Catalogue.load("en")
GOLDEN = Path(__file__).with_name("golden") / "page.html"
NASTY = "</code></title><script>alert(1)</script><img src=x onerror=alert(2)>\" ' onload=x \x1b[2J\u202e https://live.test"


@pytest.fixture(scope="module")
def tree() -> turbohtml.Document:
    return turbohtml.parse(render([page()], ENGLISH))


def words(tree: turbohtml.Document, selector: str) -> list[str]:
    return [" ".join(each.text.split()) for each in tree.select(selector)]


def test_the_report_is_the_golden_one() -> None:
    """UNHOOK_GOLDEN=write makes it anew; look at the difference then."""
    written = render([page()], ENGLISH)
    if os.environ.get("UNHOOK_GOLDEN") == "write":
        GOLDEN.write_text(written, encoding="utf-8")
    assert written == GOLDEN.read_text(encoding="utf-8")


def test_the_verdict_is_the_heading(tree: turbohtml.Document) -> None:
    assert words(tree, "h1") == ["This page is a trap: what is typed into it goes to swindlers."]


def test_each_visitor_has_a_picture_and_its_name_is_told_beside_it(tree: turbohtml.Document) -> None:
    assert words(tree, "figure h3") == [
        "nobody",
        "somebody at Gmail",
        "somebody at Outlook",
        "somebody at a firm",
        "somebody at Gmail, once more",
    ]
    alts = [each.attr("alt") for each in tree.select("figure img")]
    assert alts[1] == "What the page shows: somebody at Gmail; name shown: Provider A"
    assert alts[2] == "What the page shows: somebody at Outlook; name shown: Provider B"


def test_what_differs_is_said_in_words_and_chance_is_told_apart(tree: turbohtml.Document) -> None:
    rows = [words(tree, f"tbody tr:nth-child({number}) td")[0] for number in (1, 2, 3, 4)]
    assert rows == [
        "yes: 100 % between visitors, 0 % at the repeat",
        "yes: 80 % between visitors, 0 % at the repeat",
        "only by chance: 20 % between visitors, 25 % at the repeat",
        "no: 0 % between visitors, 0 % at the repeat",
    ]


def test_what_each_visitor_saw_is_told_in_words(tree: turbohtml.Document) -> None:
    cells = words(tree, "tbody tr:nth-child(1) td")[1:]
    assert cells == ["–", "the visitor's own, Provider A", "Provider B", "the visitor's own", "–"]


def test_where_the_password_would_have_gone(tree: turbohtml.Document) -> None:
    told = " ".join(words(tree, ".links"))
    assert "fetch POST" in told
    assert "collect[.]example[.]net" in told
    assert "password (secret), written as base64" in told


def test_every_request_says_who_answered(tree: turbohtml.Document) -> None:
    assert words(tree, "details:nth-of-type(2) .answer") == [
        "answered by the page's side (broker)",
        "answered here in the service's place (oracle)",
        "held back: it carried the visitor's address (broker)",
        "typed words, after the network was gone",
    ]


def test_the_page_loads_sends_and_runs_nothing(tree: turbohtml.Document) -> None:
    for node in tree.descendants:
        if isinstance(node, turbohtml.Element):
            assert node.tag not in {"script", "iframe", "form", "input", "link", "object", "base", "svg", "a"}
            assert not any(name.startswith("on") or name in {"action", "href"} for name in node.attrs)
            assert (node.attr("src") or "data:image/png;base64,").startswith("data:image/png;base64,")
    assert tree.select_one(f'meta[http-equiv="Content-Security-Policy"][content="{CSP}"]') is not None


@pytest.mark.parametrize("tag", LANGUAGES)
def test_nothing_that_a_page_says_comes_alive(tag: str) -> None:
    written = render([page(NASTY)], Catalogue.load(tag))
    tree = turbohtml.parse(written)
    tags = {node.tag for node in tree.descendants if isinstance(node, turbohtml.Element)}
    assert tags.isdisjoint({"script", "iframe", "svg", "a"})
    assert all("onerror" not in each.attrs and each.attr("src") != "x" for each in tree.select("img"))
    assert "\x1b" not in written
    assert "\u202e" not in written
    assert "https://" not in tree.text
    assert "{" not in " ".join(words(tree, "body"))


def test_what_is_inconclusive_is_said_and_not_cleared() -> None:
    tree = turbohtml.parse(render([page(verdict="inconclusive")], ENGLISH))
    assert words(tree, "h1") == [
        "Even opened as several people, it cannot be told what this page is. Treat it as unchecked."
    ]
    assert words(tree, ".level") == ["inconclusive"]


def test_a_page_that_nobody_opened_says_so() -> None:
    opened = page()
    tree = turbohtml.parse(render([Looked(opened.page)], ENGLISH))
    assert words(tree, ".chips li") == ["Read, not opened"]
    assert tree.select("figure") == []


def test_the_graver_of_both_verdicts_counts() -> None:
    accused = look(Saved(b"<title>Sign in to Microsoft</title><form><input type=password></form>", url=START))
    assert accused.verdict == "malicious"
    opened = page(verdict="inconclusive").probe
    assert Looked(accused, opened).verdict == "malicious"
    assert Looked(page().page, opened).verdict == "inconclusive"


def test_what_is_no_picture_is_not_written_as_one() -> None:
    probe = page().probe
    assert probe is not None
    for data in (b"<svg onload=x>", probe.views[0].screenshot + bytes(PICTURE_BYTES)):
        views = tuple(replace(view, screenshot=data) for view in probe.views)
        tree = turbohtml.parse(render([Looked(page().page, replace(probe, views=views))], ENGLISH))
        assert tree.select("img") == []
        assert words(tree, ".shot")[0] == "There is no picture of it."


def test_several_pages_stand_one_below_the_other_under_the_gravest() -> None:
    written = render([page(verdict="inconclusive"), page()], ENGLISH)
    tree = turbohtml.parse(written)
    assert words(tree, "title")[0].startswith("malicious: ")
    assert len(tree.select("article")) == 2


def test_a_limit_that_was_reached_is_told() -> None:
    probe = page().probe
    assert probe is not None
    tree = turbohtml.parse(render([Looked(page().page, replace(probe, reached=("seconds",)))], ENGLISH))
    assert words(tree, ".why > li")[-1] == "The page was not read wholly: seconds."
