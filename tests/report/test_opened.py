from dataclasses import replace

from pages.made import brands, form, page, saved
from pages.probe.views import HOST, seen
from unhook.catalogue import LANGUAGES, Catalogue
from unhook.pages.looked import Looked
from unhook.pages.probe import differences, verdict
from unhook.pages.probe.model import Posting, ProbeReport, Went
from unhook.pages.source.look import look
from unhook.report import opened

ENGLISH = Catalogue.load("en")
SOURCE = look(saved(page("Garden club", form("next.php")), HOST), brands())


def report(*named: str | None) -> ProbeReport:
    views = seen(*named)
    hostile = replace(views[1], title="A\x1b[2J https://b.test/")
    sent = Posting("fetch", "POST", "https://c.test/p", "c.test", "/p", (Went("password", "base64", "p"),))
    views = (replace(views[0], postings=(sent,)), hostile, *views[2:])
    found, score = differences.of(views)
    return ProbeReport(HOST, "local", views, *verdict.decide(views, brands())[:3], None, (), found, score)


ADAPTING = report(None, "Provider A", "Provider B", "Provider C", "Provider A")


def test_every_view_is_told_and_nothing_reaches_the_screen_live() -> None:
    text = "\n".join(opened.lines(Looked(SOURCE, ADAPTING), ENGLISH, 110))
    assert "The page shows each visitor another provider (Provider A, Provider B, Provider C)" in text
    assert 'as somebody at Outlook: "Provider B"; shows Provider B; asks for password' in text
    assert "would have sent: fetch hxxps://c[.]test/p: password (base64)" in text
    assert "\x1b" not in text
    assert "https://" not in text


def test_why_it_was_not_opened() -> None:
    text = "\n".join(opened.lines(Looked(SOURCE, unopened="no \x1bnamespaces"), ENGLISH, 110))
    assert "not opened: no" in text
    assert "From its source alone" in text
    assert "not opened" not in "\n".join(opened.lines(Looked(SOURCE), ENGLISH, 110))


def test_what_even_opening_did_not_tell() -> None:
    nothing = ProbeReport(HOST, "local", seen(*[None] * 5), "inconclusive", "low", ())
    text = "\n".join(opened.lines(Looked(SOURCE, nothing), ENGLISH, 110))
    assert "Even opened as several people" in text


def test_every_language_tells_it() -> None:
    for tag in LANGUAGES:
        assert not any(
            "{" in line for line in opened.lines(Looked(SOURCE, ADAPTING), Catalogue.load(tag), 80)
        )


def test_json_has_views_and_both_verdicts() -> None:
    document = opened.as_dict(Looked(SOURCE, ADAPTING), ENGLISH)
    assert (document["verdict"], document["source_verdict"]) == ("malicious", "inconclusive")
    assert [each["identity"] for each in document["probe"]["views"]] == ["N", "G", "O", "C", "G2"]
    assert document["probe"]["views"][0]["postings"][0]["went"][0]["encoding"] == "base64"
    assert document["probe"]["differences"][0]["feature"] == "brands"
    alone = opened.as_dict(Looked(SOURCE, unopened="why"), ENGLISH)
    assert (alone["probe"], alone["unopened"], alone["source_verdict"]) == (None, "why", "inconclusive")
