from unhook.message.model import Body, Html, Link, Message, Thread
from unhook.report import Judged, places
from unhook.report.places import Mark
from unhook.rules.finding import Evidence, Finding
from unhook.verdict.model import Reason, Verdict

TEXT = "Please sign in here. On Monday Jo wrote: pay now"
LINKS = (Link(text_span=(7, 14)), Link(text_span=None), Link(text_span=(15, 19)))
BODY = Body(
    html=Html("", links=LINKS),
    current_thread=Thread(TEXT[:20], links=LINKS[:1], text_span=(0, 20)),
    previous_threads=(Thread("pay now", links=LINKS[2:], text_span=(41, 48)),),
    links=LINKS,
    text=TEXT,
)


def found(*evidence: Evidence) -> places.Places:
    finding = Finding("r", "r", "high", "r", evidence=evidence, weight=1.0)
    verdict = Verdict("malicious", 0.9, reasons=(Reason(finding, 1.0),))
    return places.of(Judged("a.eml", Message(body=BODY), verdict))


def test_text_of_a_thread_is_placed_in_the_body() -> None:
    here = found(
        Evidence("body.previous_threads[0].text", "pay", (0, 3)),
        Evidence("body.current_thread.text", "sign in", (7, 14)),
    )
    assert here.body == (Mark(1, (7, 14)), Mark(1, (41, 44)))


def test_a_link_is_marked_in_the_text_and_in_the_table() -> None:
    here = found(Evidence("body.previous_threads[0].links[0].href_url.domain.domain", "x"))
    assert (here.body, here.rows) == ((Mark(1, (15, 19)),), {"link 2": (1,)})


def test_a_link_without_text_stands_in_the_table_only() -> None:
    here = found(Evidence("body.html.links[1].href_url.url", "x"))
    assert (here.body, here.rows) == ((), {"link 1": (1,)})


def test_header_fields_and_attachments_are_rows() -> None:
    here = found(
        Evidence("sender.email.domain.domain", "x"),
        Evidence("headers.reply_to[0].email.email", "x"),
        Evidence("attachments[3].file_name", "x"),
        Evidence("headers.auth_summary.dmarc.pass", "x"),
    )
    assert set(here.rows) == {"sender", "reply_to", "attachment 3", "authentication"}
    assert here.row("sender") == (1,)
    assert here.row("subject") == ()


def test_white_space_around_the_words_is_not_marked() -> None:
    here = found(
        Evidence("body.current_thread.text", " sign in ", (6, 15)),
        Evidence("body.current_thread.text", " ", (6, 7)),
    )
    assert here.body == (Mark(1, (7, 14)),)
    assert not here.only_in_rows(1)


def test_evidence_that_points_nowhere_is_left_out() -> None:
    here = found(
        Evidence("body.links[99].href_url.url", "x"),
        Evidence("body.previous_threads[7].text", "x", (0, 1)),
        Evidence("body.current_thread.text", "x", (900, 905)),
        Evidence("body.current_thread.text", "x"),
        Evidence("no.such.field", "x"),
    )
    assert (here.body, here.rows) == ((), {})


def test_signs_of_honesty_are_not_marked() -> None:
    finding = Finding("r", "r", "low", "r", (Evidence("subject.subject", "x"),), weight=-1.0)
    verdict = Verdict("clean", 0.1, reasons=(Reason(finding, -1.0),))
    assert places.of(Judged("a.eml", Message(), verdict)).rows == {}
