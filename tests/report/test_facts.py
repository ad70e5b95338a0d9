import pytest
import turbohtml

from report.probes import page as opened
from unhook import message
from unhook.catalogue import Catalogue
from unhook.message.model import (
    AuthSummary,
    DmarcDetails,
    DmarcSummary,
    Headers,
    Hop,
    Message,
    Received,
    SpfDetails,
    SpfSummary,
)
from unhook.report import Judged, facts, places
from unhook.rules.finding import Findings
from unhook.verdict import decide

ENGLISH = Catalogue.load("en")


def shown(parsed: Message) -> str:
    judged = Judged("a.eml", parsed, decide(parsed, Findings()))
    page = "".join(facts.sections(judged, places.of(judged), ENGLISH))
    return " ".join(turbohtml.parse_fragment(page).text.translate({0x2068: None, 0x2069: None}).split())


@pytest.mark.parametrize(
    ("passed", "said"),
    [
        (True, "✓ SPF passed a@b[.]example"),
        (False, "✕ SPF not passed a@b[.]example"),
        (None, "? SPF “pass” is claimed, but not proven a@b[.]example"),
    ],
)
def test_a_result_counts_only_by_whom_it_was_given(passed: bool | None, said: str) -> None:
    details = SpfDetails(verdict="pass", designator="a@b.example")
    summary = AuthSummary(spf=SpfSummary(passed, details=details), server="mx.corp.example")
    page = shown(Message(headers=Headers(auth_summary=summary)))
    assert said.replace("a@b", "a[@]b") in page
    assert "Judged by mx[.]corp[.]example" in page


def test_silence_is_not_known() -> None:
    page = shown(Message())
    assert "? DMARC not known" in page
    assert "No trusted server's judgement was found." in page
    assert "No way is recorded." in page
    assert "Links" not in page
    assert "Attachments" not in page


def test_a_dmarc_result_names_the_domain() -> None:
    details = DmarcDetails(verdict="fail")
    assert "✕ DMARC not passed" in shown(
        Message(headers=Headers(auth_summary=AuthSummary(dmarc=DmarcSummary(False, details))))
    )


def test_links_beyond_the_limit_are_counted() -> None:
    links = "".join(
        f'<a href="https://host{number}.example/">x</a> ' for number in range(facts.ROWS_SHOWN + 7)
    )
    page = shown(message.parse(b"Content-Type: text/html\r\n\r\n" + links.encode()))
    assert "7 more links are not listed." in page
    assert f"host{facts.ROWS_SHOWN - 1}[.]example" in page
    assert f"host{facts.ROWS_SHOWN}[.]example" not in page


def test_a_hop_that_cannot_be_read_is_shown_as_it_stands() -> None:
    hops = (Hop(0), Hop(1, received=Received("somehow via http://x.example")))
    assert "somehow via hxxp://x[.]example" in shown(Message(headers=Headers(hops=hops)))


def test_a_page_behind_links_is_told_once_with_its_picture() -> None:
    raw = b"Content-Type: text/html\r\n\r\n<a href='https://update.victim-site.test/mail/'>x</a>"
    parsed = message.parse(raw + b"<a href='https://other.test/'>y</a>")
    page = opened()
    judged = Judged("a.eml", parsed, decide(parsed, Findings()), pages={0: page, 1: page})
    tree = turbohtml.parse_fragment("".join(facts.sections(judged, places.of(judged), ENGLISH)))
    told = [
        text for each in tree.select("li") if "This page is a trap" in (text := " ".join(each.text.split()))
    ]
    assert len(told) == 1
    assert "hxxps://" in told[0]
    assert [each.attr("alt") for each in tree.select("img")] == [
        "What the page shows: nobody; name shown: no known name"
    ]
