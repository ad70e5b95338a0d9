import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unhook.errors import InputError
from unhook.limits import Limits
from unhook.message import parse
from unhook.message.container.outlook import rebuild

from . import outlook_file as o


def simple() -> o.Properties:
    return {
        o.SUBJECT: "Prüfung",
        o.SENDER_NAME: "Alice Ä",
        o.SENDER_ADDRESS: "alice@example.com",
        o.BODY: "plain wörds",
        o.SENT: 133_500_000_000_000_000,
        o.MESSAGE_ID: "<1@example.com>",
    }


def test_a_message_without_transport_header() -> None:
    recipients: list[o.Properties] = [
        {o.NAME: "Bob", o.ADDRESS: "bob@corp.example", o.TYPE: 1},
        {o.NAME: "Carol", o.ADDRESS: "carol@corp.example", o.TYPE: 2},
    ]
    parsed = parse(o.outlook(simple(), recipients))
    assert parsed.subject.subject == "Prüfung"
    assert (parsed.sender.display_name, parsed.sender.email.email) == ("Alice Ä", "alice@example.com")
    assert [each.email.email for each in parsed.recipients.to] == ["bob@corp.example"]
    assert [each.email.email for each in parsed.recipients.cc] == ["carol@corp.example"]
    assert parsed.headers.message_id == "<1@example.com>"
    assert parsed.headers.date is not None
    assert parsed.headers.date.year == 2024
    assert parsed.body.plain is not None
    assert parsed.body.plain.raw.strip() == "plain wörds"


@pytest.mark.parametrize("preface", ["", "Microsoft Mail Internet Headers Version 2.0\r\n"])
def test_the_transport_header_is_kept_but_for_its_mime_fields(preface: str) -> None:
    header = preface + (
        "Received: from a.example by b.example; Mon, 2 Mar 2026 10:00:00 +0100\r\nFrom: real@example.com\r\n"
        'Content-Type: multipart/mixed;\r\n boundary="gone"\r\nSubject: From the wire\r\n\r\n'
    )
    parsed = parse(o.outlook({**simple(), o.HEADERS: header}))
    assert parsed.sender.email.email == "real@example.com"
    assert parsed.subject.subject == "From the wire"
    assert len(parsed.headers.hops) >= 1
    assert b"gone" not in parsed.raw


def test_html_in_its_own_code_page_beside_plain_text() -> None:
    properties = {**simple(), o.HTML: "<p>grüß".encode("cp1252"), o.CODEPAGE: 1252}
    parsed = parse(o.outlook(properties))
    assert parsed.body.html is not None
    assert parsed.body.html.raw.strip() == "<p>grüß"
    assert parsed.body.plain is not None
    assert not parsed.attachments


def test_rtf_only_body() -> None:
    rtf = rb"{\rtf1\ansi\fromhtml1 {\*\htmltag84 <p>}\htmlrtf\par\htmlrtf0 hello{\*\htmltag92 </p>}}"
    packed = len(rtf).to_bytes(4, "little") * 2 + b"MELA" + bytes(4) + rtf
    properties: o.Properties = {o.SUBJECT: "x", o.RTF: packed}
    parsed = parse(o.outlook(properties))
    assert parsed.body.html is not None
    assert parsed.body.html.raw.strip() == "<p>hello</p>"


def test_attachments() -> None:
    files = [
        o.attachment(
            {o.LONG_NAME: "Rechnung Ü.pdf", o.DATA: b"%PDF-1.7" + bytes(5000), o.MIME: "application/pdf"}
        ),
        o.attachment({o.LONG_NAME: "logo.png", o.DATA: b"\x89PNG\r\n\x1a\n", o.CONTENT_ID: "logo@example"}),
    ]
    parsed = parse(o.outlook(simple(), attachments=files))
    first, second = parsed.attachments
    assert (first.file_name, first.file_extension, first.file_type) == ("Rechnung Ü.pdf", "pdf", "pdf")
    assert first.size == 5008
    assert not first.inline
    assert (second.content_id, second.inline) == ("logo@example", True)


def test_embedded_message() -> None:
    inner = o.message(
        {o.SUBJECT: "inner", o.BODY: "look at https://example.com/", o.SENDER_ADDRESS: "x@example.com"}
    )
    outer = o.outlook({o.SUBJECT: "FW", o.BODY: "long cover " * 50}, attachments=[o.attachment({}, inner)])
    (attached,) = parse(outer).attachments
    assert attached.content_type == "message/rfc822"
    assert parse(attached.raw).subject.subject == "inner"


def test_embedding_is_bounded() -> None:
    tree = o.message({o.SUBJECT: "0"})
    for level in range(10):
        tree = o.message({o.SUBJECT: str(level), o.BODY: "x"}, attachments=[o.attachment({}, tree)])
    outer = o.outlook({o.SUBJECT: "outer"}, attachments=[o.attachment({}, tree)])
    assert rebuild(outer, Limits(embedded_depth=3)).count(b"message/rfc822") == 4


def test_the_same_bytes_are_rebuilt_alike() -> None:
    data = o.outlook({**simple(), o.HTML: b"<p>x"})
    assert rebuild(data) == rebuild(data)


def test_header_values_cannot_break_out_of_their_line() -> None:
    forged: o.Properties = {
        o.SUBJECT: "x\r\nBcc: all@example.com",
        o.SENDER_ADDRESS: "a@example.com\r\nX-Evil: 1",
    }
    parsed = parse(o.outlook(forged))
    names = {each.name for each in parsed.headers.fields}
    assert not names & {"Bcc", "X-Evil"}


@pytest.mark.parametrize(
    "data", [b"", b"junk", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 200]
)
def test_what_is_no_outlook_message_is_an_input_error(data: bytes) -> None:
    with pytest.raises(InputError):
        rebuild(data)


GOOD = o.outlook(simple(), [{o.NAME: "Bob", o.ADDRESS: "bob@corp.example", o.TYPE: 1}])


@given(st.integers(0, len(GOOD) - 1), st.binary(min_size=1, max_size=8))
def test_damaged_files_raise_nothing_else(at: int, damage: bytes) -> None:
    with contextlib.suppress(InputError):
        rebuild(GOOD[:at] + damage + GOOD[at + len(damage) :])
