import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unhook.message import parse
from unhook.message.locate import locate
from unhook.message.model import Message

from .mails import attached, crlf, mail, multipart, part

HEAD = (
    "Received: from mail.example.net (mail.example.net [192.0.2.7]) by mx.corp.example; "
    "Mon, 2 Mar 2026 10:00:00 +0100\n"
    "Authentication-Results: mx.corp.example; spf=fail smtp.mailfrom=example.net\n"
    'From: "IT Desk" <help@desk.example.net>\nTo: Bob <bob@corp.example>, carol@corp.example\n'
    "Reply-To: other@example.org\nReturn-Path: <bounce@example.org>\n"
)


def raw_mail(
    subject: str = "Re: Mailbox full", body: str = "x", content_type: str = "text/plain", more: str = ""
) -> bytes:
    return (
        f"{HEAD}Subject: {subject}\nMIME-Version: 1.0\nContent-Type: {content_type}\n{more}\n{body}".encode()
    )


def held(message: Message, field: str, span: tuple[int, int] | None = None) -> bytes | None:
    place = locate(message, field, span)
    return message.raw[slice(*place)] if place else None


def text_span(message: Message, words: str) -> tuple[int, int]:
    at = message.body.current_thread.text.index(words)
    return at, at + len(words)


def test_a_place_behind_a_fold() -> None:
    """The blanks of a fold are one character of the value."""
    message = parse(raw_mail("Your mailbox\n \t is full"))
    assert message.subject.subject == "Your mailbox is full"
    assert held(message, "subject.subject", (13, 20)) == b"is full"


@pytest.mark.parametrize(
    ("field", "span", "expected"),
    [
        ("subject.subject", None, b"Re: Mailbox full"),
        ("subject.subject", (4, 11), b"Mailbox"),
        ("subject.base", None, b"Mailbox full"),
        ("subject.base", (8, 12), b"full"),
        ("sender.email.email", None, b"help@desk.example.net"),
        ("sender.email.domain.root_domain", None, b"example.net"),
        ("sender.display_name", None, b"IT Desk"),
        ("sender.display_name", (3, 7), b"Desk"),
        ("sender", None, b'"IT Desk" <help@desk.example.net>'),
        ("recipients.to[1].email.email", None, b"carol@corp.example"),
        ("headers.reply_to[0].email.email", None, b"other@example.org"),
        ("headers.return_path.email", None, b"bounce@example.org"),
        ("headers.return_path.domain.domain", (0, 7), b"example"),
        ("headers.fields[2].value", (1, 8), b"IT Desk"),
        ("headers.nothing_like_it", None, None),
        ("headers.hops[99].fields[0].value", None, None),
        ("attachments[9].file_name", None, None),
        ("type.inbound", None, None),
        ("", None, None),
    ],
)
@pytest.mark.parametrize("form", [bytes, crlf])
def test_header_paths(
    form: type[bytes], field: str, span: tuple[int, int] | None, expected: bytes | None
) -> None:
    assert held(parse(form(raw_mail())), field, span) == expected


def test_a_whole_hop() -> None:
    message = parse(raw_mail())
    assert (held(message, "headers.hops[0]") or b"").endswith(b"Content-Type: text/plain\n")


def test_an_empty_field_has_an_empty_place() -> None:
    message = parse(b"From: \n\nx")
    assert held(message, "sender.email.email") == b""


def test_hop_paths() -> None:
    message = parse(raw_mail())
    newest = len(message.headers.hops) - 1
    received = held(message, f"headers.hops[{newest}].received.source.raw")
    assert received == b"mail.example.net (mail.example.net [192.0.2.7])"
    names = [each.name for each in message.headers.hops[0].fields]
    at = names.index("Subject")
    assert held(message, f"headers.hops[0].fields[{at}].value", (4, 11)) == b"Mailbox"
    assert held(message, f"headers.hops[0].fields[{at}].name") == b"Subject"
    assert b"spf=fail" in (held(message, "headers.auth_summary.spf.pass") or b"")
    assert (
        held(message, f"headers.hops[{newest}].authentication_results.spf_details.designator")
        == b"example.net"
    )


def test_encoded_subject_gives_the_whole_word() -> None:
    message = parse(raw_mail("Re: =?utf-8?q?Postfach_gel=C3=B6scht?= now"))
    at = (message.subject.subject or "").index("Postfach")
    assert held(message, "subject.subject", (at, at + 8)) == b"=?utf-8?q?Postfach_gel=C3=B6scht?="
    assert held(message, "subject.subject", (0, 3)) == b"Re:"


def test_folded_and_raw_eight_bit_subjects_are_exact() -> None:
    message = parse(raw_mail("Gr\u00fc\u00dfe an\n alle hier"))
    assert message.subject.subject == "Grüße an alle hier"
    assert held(message, "subject.subject", (9, 13)) == b"alle"
    assert held(message, "subject.subject", (2, 5)) == "üße".encode()


@pytest.mark.parametrize(
    ("value", "span", "place"),
    [
        (b"Gr\xc3\xbc\xc3", (3, 50), b"\xc3"),
        (b"Gr\xc3\xbc\xc3", (2, 3), b"\xc3\xbc"),
        (b"=?utf-8?q?abc?=\r", (1, 50), b"=?utf-8?q?abc?="),
    ],
    ids=["cut-off", "before-it", "bare-return"],
)
def test_broken_ends_of_a_subject_have_a_place(value: bytes, span: tuple[int, int], place: bytes) -> None:
    """A text cut inside a character, and a stray carriage return, made `locate` raise."""
    message = parse(b"Subject: " + value + b"\r\n\r\nbody")
    found = locate(message, "subject.subject", span)
    assert found is not None
    assert message.raw[slice(*found)] == place


@pytest.mark.parametrize("form", [bytes, crlf])
@pytest.mark.parametrize("content_type", ["text/plain; charset=utf-8", "text/html; charset=utf-8"])
@pytest.mark.parametrize("encoding", ["8bit", "quoted-printable", "base64"])
def test_body_text_in_every_encoding(form: type[bytes], content_type: str, encoding: str) -> None:
    body = (
        "<p>Grüße, <b>bestätigen</b> within 24 hours</p>"
        if "html" in content_type
        else "Grüße, within 24 hours"
    )
    encoded = {
        "8bit": body,
        "quoted-printable": body.replace("ü", "=C3=BC").replace("ß", "=C3=9F=\n").replace("ä", "=C3=A4"),
        "base64": base64.encodebytes(body.encode()).decode(),
    }[encoding]
    message = parse(form(raw_mail("x", encoded, content_type, f"Content-Transfer-Encoding: {encoding}\n")))
    found = held(message, "body.current_thread.text", text_span(message, "24 hours"))
    assert found is not None
    if encoding == "base64":
        assert any(
            b"24 hours" in base64.b64decode(b"A" * lead + found + b"A" * (-(lead + len(found)) % 4))
            for lead in range(4)
        )
    else:
        assert found == b"24 hours"


def test_links() -> None:
    body = '<p>x <a href="https://login.example.net/?u=1">sign in here</a> <a href="https://b.example/">b</a></p>'
    message = parse(raw_mail("x", body, "text/html"))
    assert held(message, "body.links[0].display_text") == b"sign in here"
    assert held(message, "body.links[0].display_text", (0, 4)) == b"sign"
    assert b"login.example.net" in (held(message, "body.links[0].href_url.domain.domain") or b"")
    assert b"b.example" in (held(message, "body.html.links[1].href_url.url") or b"")
    assert b"login" in (held(message, "body.current_thread.links[0].href_url.url") or b"")
    assert held(message, "body.html.raw", (1, 2)) == b"p"
    assert held(message, "body.links[7].href_url.url") is None


def test_plain_links_stand_in_the_plain_part() -> None:
    message = parse(raw_mail("x", "go to https://login.example.net/ now"))
    assert held(message, "body.links[0].href_url.url") == b"https://login.example.net/"
    assert held(message, "body.plain.raw", (0, 2)) == b"go"


def test_hidden_text() -> None:
    message = parse(raw_mail("x", '<p>seen<span style="display:none">unseen</span></p>', "text/html"))
    assert b"unseen" in (held(message, "body.html.hidden_text[0]") or b"")


def test_attachments() -> None:
    message = parse(multipart("mixed", part("text/plain", "x"), attached("a.exe", b"MZ\x90")))
    assert held(message, "attachments[0].file_name") == b"a.exe"
    assert base64.b64decode(held(message, "attachments[0].file_type") or b"") == b"MZ\x90"


def test_text_of_a_bare_forward_stands_in_the_inner_mail() -> None:
    message = parse(multipart("mixed", part("message/rfc822", raw_mail("x", "inner words").decode())))
    assert held(message, "body.current_thread.text", text_span(message, "words")) == b"words"


PATHS = [
    *("subject.subject", "subject.base", "sender.display_name", "recipients.to[0].email.email"),
    *("headers.hops[0]", "headers.hops[1].fields[2].value", "headers.reply_to[0]"),
    *("body.current_thread.text", "body.html.display_text", "body.links[0].display_text"),
    *("body.previous_threads[0].text", "body.plain.raw", "attachments[0].file_name"),
]


@given(st.sampled_from(PATHS), st.integers(0, 10**9), st.integers(0, 10**9), st.booleans())
def test_any_range_stays_inside_the_message(path: str, start: int, length: int, rich: bool) -> None:
    body = "<div>Hello <a href='https://a.example/'>you</a></div>" if rich else "Hello https://a.example/ you"
    message = parse(mail(body, "text/html" if rich else "text/plain"))
    place = locate(message, path, (start, start + length))
    assert place is None or 0 <= place[0] <= place[1] <= len(message.raw)
