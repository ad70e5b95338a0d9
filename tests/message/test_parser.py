import pytest

from unhook.context import Context
from unhook.limits import Limits
from unhook.message import parse
from unhook.message.locate import locate

from .mails import attached, crlf, mail, multipart, part

SCAM = multipart(
    "alternative",
    part("text/plain; charset=utf-8", "Confirm within 24 hours: https://login.example.net/\n"),
    part(
        "text/html; charset=utf-8",
        '<p>Confirm within 24 hours: <a href="https://login.example.net/">sign in</a></p>',
    ),
)


def test_a_whole_message() -> None:
    message = parse(SCAM)
    assert message.sender.email.email == "alice@example.com"
    assert message.recipients.to[0].email.email == "bob@corp.example"
    assert message.body.current_thread.text.startswith("Confirm within 24 hours")
    assert [each.href_url.url for each in message.body.links if each.href_url] == [
        "https://login.example.net/"
    ]
    assert message.raw == SCAM
    assert message.structure is not None
    assert [each.content_type for each in message.structure.children] == ["text/plain", "text/html"]
    assert not message.defects
    assert not message.truncated


def test_crlf_and_lf_give_the_same_model() -> None:
    one, other = parse(SCAM), parse(crlf(SCAM))
    assert one.headers == other.headers
    assert one.body.links == other.body.links
    assert one.body.current_thread == other.body.current_thread


def test_the_context_decides_direction_and_mailbox() -> None:
    message = parse(
        SCAM, Context(org_domains=frozenset({"example.com", "corp.example"}), mailbox="bob@corp.example")
    )
    assert message.type.internal
    assert message.mailbox is not None
    assert message.mailbox.email.email == "bob@corp.example"


def test_message_bytes_limit() -> None:
    message = parse(mail("x" * 5000), Context(limits=Limits(message_bytes=1000)))
    assert len(message.raw) == 1000
    assert [each.limit for each in message.defects] == ["message_bytes"]
    assert message.truncated


def test_unreadable_outlook_message_is_a_defect() -> None:
    message = parse(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    assert "unreadable-outlook-message" in {each.code for each in message.defects}


@pytest.mark.parametrize(
    "raw", [b"", b"\n", b"\0", b"From: a@example.com", b"no header\n", b"\xef\xbb\xbf", b"\r"]
)
def test_scraps(raw: bytes) -> None:
    assert parse(raw).raw == raw


def test_same_bytes_same_message() -> None:
    raw = multipart("mixed", part("text/plain", "hi"), attached("a.zip", b"PK\x03\x04"))
    assert parse(raw) == parse(raw)


def test_regression_a_page_declared_as_plain_text_is_read_as_a_page() -> None:
    raw = (
        b"From: a@example.com\r\nContent-Type: text/plain\r\n\r\n"
        b"<html><p>Dear <b>customer</b></p><a href='https://collect.test/'>Sign in</a></html>\r\n"
    )
    message = parse(raw)
    assert message.body.html is not None
    assert message.body.current_thread.text.split() == ["Dear", "customer", "Sign", "in"]
    assert [link.display_text for link in message.body.links] == ["Sign in"]
    assert "html-declared-plain" in {defect.code for defect in message.defects}
    place = locate(message, "body.current_thread.text", (5, 13))
    assert place is not None
    assert raw[slice(*place)] == b"customer"


def test_a_text_about_html_stays_a_text() -> None:
    raw = b"From: a@example.com\r\n\r\n<a> and </a> are how a link is written, says Ann.\r\n"
    message = parse(raw)
    assert message.body.html is None
    assert "<a>" in message.body.current_thread.text
