import pytest

from message.mails import attached, mail, multipart, part
from unhook.context import Context
from unhook.limits import Limits
from unhook.message import parse

from . import outlook_file

INNER = mail("confirm at https://example.com/login\n").replace(b"Hello there", b"Inner subject")
EMBEDDED = part("message/rfc822", INNER.decode())


def test_an_abuse_report_is_opened() -> None:
    feedback = part("message/feedback-report", "Feedback-Type: abuse\nVersion: 1\n")
    raw = multipart(
        'report; report-type="feedback-report"', part("text/plain", "long words " * 100), feedback, EMBEDDED
    )
    message = parse(raw)
    assert message.envelope == ("message/feedback-report",)
    assert message.subject.subject == "Inner subject"
    assert message.raw == INNER


def test_an_x_arf_report_is_opened() -> None:
    parts = part("text/plain", "long words " * 100), part("text/plain; name=report.txt", "---\n"), EMBEDDED
    message = parse(multipart("mixed", *parts, extra="X-XARF: PLAIN\n"))
    assert message.envelope == ("x-arf",)
    assert message.subject.subject == "Inner subject"


@pytest.mark.parametrize(
    "embedded",
    [
        EMBEDDED,
        attached("suspicious.eml", INNER),
        attached("suspicious.eml", INNER, "message/rfc822"),
        attached("suspicious.msg", outlook_file.outlook({outlook_file.SUBJECT: "Inner subject"})),
    ],
)
def test_a_bare_forward_is_opened(embedded: str) -> None:
    message = parse(multipart("mixed", part("text/plain", "Is this real?"), embedded))
    assert message.envelope == ("message/rfc822",)
    assert message.subject.subject == "Inner subject"


def test_a_forward_with_html_cover_and_a_logo_is_opened() -> None:
    cover = part(
        "text/html", "<html><head><style>" + "p {} " * 200 + "</style></head><body><p>Is this real?</body>"
    )
    logo = part("image/png", "x", "Content-ID: <l@example.com>")
    assert parse(multipart("mixed", cover, logo, EMBEDDED)).subject.subject == "Inner subject"


@pytest.mark.parametrize(
    "parts",
    [
        (part("text/plain", "words " * 200), EMBEDDED),
        (part("text/plain", "see https://example.net/"), EMBEDDED),
        (part("text/html", "<a href='https://example.net/'>here</a>"), EMBEDDED),
        (part("text/plain", "two"), EMBEDDED, EMBEDDED),
        (part("text/plain", "files"), EMBEDDED, attached("a.pdf", b"%PDF-")),
        (part("text/plain", "no mail in it"), attached("a.eml", b"%PDF-1.7")),
    ],
)
def test_a_mail_with_words_links_or_files_of_its_own_is_judged_itself(parts: tuple[str, ...]) -> None:
    message = parse(multipart("mixed", *parts))
    assert message.envelope == ()
    assert message.subject.subject == "Hello there"


def test_a_bounce_is_judged_itself() -> None:
    raw = multipart(
        "report; report-type=delivery-status",
        part("text/plain", "failed"),
        part("message/delivery-status", "Status: 5.0.0\n"),
        EMBEDDED,
    )
    assert parse(raw).envelope == ()


def test_the_mail_that_arrived_is_kept_beside_the_one_inside() -> None:
    raw = multipart("mixed", part("text/plain", "Pay the invoice today."), EMBEDDED)
    carrier = parse(raw).carrier
    assert carrier is not None
    assert carrier.raw == raw
    assert carrier.body.current_thread.text.strip() == "Pay the invoice today."
    assert carrier.carrier is None
    assert parse(INNER).carrier is None


def test_nested_forwards_are_opened_to_the_limit() -> None:
    raw = INNER
    for level in range(6):
        raw = multipart("mixed", part("message/rfc822", raw.decode()), boundary=f"n{level}")
    assert parse(raw).envelope == ("message/rfc822",) * 6
    message = parse(raw, Context(limits=Limits(embedded_depth=2)))
    assert len(message.envelope) == 2
    assert [defect.limit for defect in message.defects if defect.limit] == ["embedded_depth"]
