"""Messages made to exhaust a parser: the limit is reached, named, and what comes out is small."""

import pytest

from unhook.limits import DEFAULT
from unhook.message import parse
from unhook.message.model import Message
from unhook.message.part import Part

HEAD = b"From: a@example.com\nTo: b@corp.example\nSubject: x\nMIME-Version: 1.0\n"


def nested(depth: int) -> bytes:
    lines = [b"Content-Type: multipart/mixed; boundary=0\n\n"]
    lines += [
        b"--%d\nContent-Type: multipart/mixed; boundary=%d\n\n" % (level, level + 1) for level in range(depth)
    ]
    return HEAD + b"".join(lines) + b"text\n"


def embedded(depth: int) -> bytes:
    return HEAD + b"Content-Type: message/rfc822\n\n" * depth + b"Subject: innermost\n\ntext"


def parts(count: int) -> bytes:
    return HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\n" * count + b"--b--\n"


def field(name: bytes, value: bytes) -> bytes:
    return name + b": " + value + b"\n" + HEAD + b"\nbody\n"


def html(source: bytes) -> bytes:
    return HEAD + b"Content-Type: text/html; charset=utf-8\n\n" + source


def reached(message: Message) -> set[str]:
    return {each.limit for each in message.defects if each.limit}


def depth_of(part: Part) -> int:
    return 1 + max((depth_of(child) for child in part.children), default=0)


def count_of(part: Part) -> int:
    return 1 + sum(map(count_of, part.children))


def test_ten_thousand_levels() -> None:
    message = parse(nested(10_000))
    assert "mime_depth" in reached(message)
    assert message.structure is not None
    assert depth_of(message.structure) <= DEFAULT.mime_depth + 1
    assert message.truncated


def test_a_million_empty_parts() -> None:
    message = parse(parts(1_000_000))
    assert "mime_parts" in reached(message)
    assert message.structure is not None
    assert count_of(message.structure) <= DEFAULT.mime_parts + 1


def test_mails_in_mails() -> None:
    message = parse(embedded(5_000))
    assert len(message.envelope) == DEFAULT.embedded_depth
    assert "embedded_depth" in reached(message)


@pytest.mark.parametrize(
    "header",
    [b"X-Pad: " + b"y" * 70 + b"\n", b" folded\n", b"a:\n", b"X: =?utf-8?q?a?=\n"],
    ids=["fields", "folding", "tiny", "words"],
)
def test_a_ten_megabyte_header(header: bytes) -> None:
    message = parse(HEAD + b"X: y\n" + header * (10_000_000 // len(header)) + b"\nbody after all\n")
    assert reached(message) & {"header_bytes", "header_fields", "field_bytes"}
    assert len(message.headers.fields) <= DEFAULT.header_fields
    assert message.body.current_thread.text.strip() == "body after all"


@pytest.mark.parametrize("name", [b"To", b"From", b"Reply-To", b"Cc"])
def test_a_million_addresses(name: bytes) -> None:
    message = parse(field(name, b"a@example.com, " * 1_000_000))
    assert reached(message) & {"field_bytes", "header_bytes", "addresses"}
    boxes = (*message.recipients.to, *message.recipients.cc, *message.headers.reply_to)
    assert len(boxes) <= 2 * DEFAULT.addresses + 1


@pytest.mark.parametrize(
    "unit",
    [
        b"=?utf-8?q?a?= ",
        b"=?utf-8?b?",
        b"=?",
        b"?=",
        b"=?utf-8?q?\xff",
        b'"',
        b"(",
        b"<",
        b"\\",
        b"[",
        b"\0",
        b"\xff",
    ],
)
@pytest.mark.parametrize(
    "name", [b"Subject", b"From", b"Received", b"Authentication-Results", b"DKIM-Signature", b"Date"]
)
def test_one_huge_field(name: bytes, unit: bytes) -> None:
    message = parse(field(name, unit * (600_000 // len(unit))))
    assert "field_bytes" in reached(message)
    assert message.body.current_thread.text.strip() == "body"


def test_a_huge_boundary_and_huge_parameters() -> None:
    message = parse(
        HEAD
        + b"Content-Type: multipart/mixed; boundary="
        + b"b" * 60_000
        + b"\n\n--"
        + b"b" * 60_000
        + b"\n\nx"
    )
    assert "no-boundary" in {each.code for each in message.defects}
    assert parse(field(b"Content-Type", b'text/plain; a="\\' * 20_000)).structure is not None
    assert parse(field(b"Content-Disposition", b"attachment; filename*0*=x;" * 20_000)).structure is not None


def test_lines_that_look_like_boundaries() -> None:
    raw = HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n--b\n\n" + b"--bb\n" * 1_000_000 + b"--b--\n"
    message = parse(raw)
    assert message.structure is not None
    assert count_of(message.structure) == 2


@pytest.mark.parametrize(
    ("source", "limit"),
    [
        (b"<p>" + b"x" * 5_000_000, "html_bytes"),
        (b"<a href=https://a.example/>x</a>" * 20_000, "links"),
    ],
    ids=["size", "links"],
)
def test_html_limits(source: bytes, limit: str) -> None:
    message = parse(html(source))
    assert limit in reached(message)
    assert len(message.body.links) <= DEFAULT.links
    assert len(message.body.text) <= DEFAULT.html_bytes


@pytest.mark.parametrize(
    "source",
    [
        b"<div>" * 50_000 + b"deep",
        b"<" * 1_000_000,
        b"<a " + b"b=c " * 50_000 + b">x</a>",
        b"<!--" * 200_000,
        "\u200b".encode() * 300_000,
        b"&" * 500_000,
        b"&#x" * 200_000,
        b"<style>" + b".a{" * 100_000,
        b"<blockquote>" * 20_000 + b"On Mon, Alice wrote:<br>" * 20_000,
    ],
    ids=[
        "nested",
        "open",
        "attributes",
        "comments",
        "zero-width",
        "ampersands",
        "references",
        "styles",
        "quotes",
    ],
)
def test_hostile_html_ends(source: bytes) -> None:
    assert parse(html(source)).body.html is not None


@pytest.mark.parametrize(
    "unit", [b"http://", b"www.a", b"a.b.", b"> ", b"On Mon wrote:\n", b"@", b"From: x\n", b"\x1b$"]
)
def test_hostile_plain_text_ends(unit: bytes) -> None:
    message = parse(HEAD + b"\n" + unit * (1_000_000 // len(unit)))
    assert message.body.plain is not None
    assert len(message.body.links) <= DEFAULT.links


@pytest.mark.parametrize("encoding", [b"base64", b"quoted-printable", b"x-uuencode"])
@pytest.mark.parametrize("unit", [b"=", b"A=", b"==\n", b"=\r", b"= \n", b"begin 644 a\n", b"\n", b"M"])
def test_hostile_encodings_end(encoding: bytes, unit: bytes) -> None:
    raw = HEAD + b"Content-Transfer-Encoding: " + encoding + b"\n\n" + unit * (1_000_000 // len(unit))
    message = parse(raw)
    assert message.body.text_map is not None
    low, high = message.body.text_map.raw(0, max(1, len(message.body.text) // 2))
    assert 0 <= low <= high <= len(raw)
