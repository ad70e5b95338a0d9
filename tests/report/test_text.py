import re

import pytest

from unhook.catalogue import LANGUAGES, Catalogue
from unhook.message.model import Message
from unhook.report import Judged
from unhook.report.columns import columns
from unhook.report.text import Style, line, render
from unhook.rules.finding import Evidence, Finding, Findings
from unhook.verdict import Reason, Verdict, decide

ESCAPE = re.compile("\x1b\\[[0-9;]*m")


def test_the_verdict_stands_first(judged: Judged, english: Catalogue) -> None:
    first = render(judged, english).splitlines()[0]
    assert first == " DANGEROUS  This mail is phishing: it wants you to give away a password."


def test_each_flag_says_what_and_where(judged: Judged, english: Catalogue) -> None:
    shown = " ".join(render(judged, english, Style(width=100)).split())
    assert "Red flags: 5" in shown
    assert (
        "1 [critical] The button leads to hxxps://sign-in[.]elsewhere[.]test/?u=jo[@]corp.example, which"
        in shown
    )
    assert (
        "The mail threatens to remove the mailbox: removed within 24 hours & all mail. └ in the text" in shown
    )
    assert "in the text: “Dear user”" in shown
    assert "The file invoice.pdf.exe hides that it is a program. └ in an attachment" in shown


def test_what_to_do_and_what_if_it_already_happened(judged: Judged, english: Catalogue) -> None:
    shown = render(judged, english)
    order = [
        "Red flags",
        "What speaks for the mail",
        "What to do now",
        "What not to do",
        "If it already happened",
    ]
    assert [shown.index(heading) for heading in order] == sorted(shown.index(heading) for heading in order)
    assert "End all sessions" in shown


def test_nothing_in_the_mail_reaches_the_terminal_alive(judged: Judged, english: Catalogue) -> None:
    shown = render(judged, english)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", shown)
    assert "Update <U+202E>on the network <U+001B>[31m" in shown
    assert "http" not in shown


def test_colours_only_where_wanted(judged: Judged, english: Catalogue) -> None:
    coloured = render(judged, english, Style(80, colour=True))
    assert ESCAPE.search(coloured)
    assert ESCAPE.sub("", coloured) == render(judged, english, Style(80))


@pytest.mark.parametrize("width", [24, 40, 80, 200])
@pytest.mark.parametrize("tag", LANGUAGES)
def test_no_line_is_wider_than_the_terminal(judged: Judged, width: int, tag: str) -> None:
    shown = render(judged, Catalogue.load(tag), Style(width))
    assert max(columns(part) for part in shown.splitlines()) <= width


def test_a_clean_mail_is_short_and_promises_nothing(english: Catalogue) -> None:
    parsed = Message()
    shown = render(Judged("a.eml", parsed, decide(parsed, Findings())), english)
    assert "not a guarantee" in shown
    assert "Red flags" not in shown
    assert "If it already happened" not in shown


def test_one_line_for_a_list(judged: Judged, english: Catalogue) -> None:
    shown = line(judged, english)
    assert shown.startswith("dangerous ")
    assert "inbox/scam #1.eml  link-leaves-sender, mailbox-removal, double-extension\n" in shown


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_a_line_fits_the_terminal_and_keeps_the_file_name(
    judged: Judged, english: Catalogue, width: int
) -> None:
    long = Judged(
        "/a/very/long/way/to/the/folder/of/the/mails/" + "x" * 30 + "/1.eml", judged.message, judged.verdict
    )
    shown = line(long, english, Style(width))
    assert columns(shown.rstrip("\n")) <= width
    assert "/1.eml" in shown


def test_a_file_name_cannot_control_the_terminal(judged: Judged, english: Catalogue) -> None:
    hostile = Judged("a\x1b[2Jb\nc.eml", judged.message, judged.verdict)
    assert line(hostile, english).count("\n") == 1
    assert "\x1b" not in line(hostile, english) + render(hostile, english)


def test_evidence_that_reads_the_same_is_shown_once(judged: Judged, english: Catalogue) -> None:
    same = tuple(Evidence(f"body.links[{index}].href_url.domain.domain", "a.example") for index in range(9))
    reason = Reason(Finding("r", "Many links", "low", "r", same, weight=5.0), 5.0)
    shown = render(Judged("a.eml", judged.message, Verdict("suspicious", 0.7, reasons=(reason,))), english)
    assert shown.count("in a link: “a[.]example”") == 1
    assert "more" not in shown
