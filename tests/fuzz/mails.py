"""Strategies for messages: well formed, half formed, and mutated."""

import base64
import quopri

from hypothesis import strategies as st

WORDS = st.sampled_from(
    [
        "confirm",
        "within 24 hours",
        "Grüße",
        "日本語",
        "=?utf-8?q?x?=",
        "=?utf-8?b?",
        "https://login.example.net/?u=1",
        "bob@corp.example",
        "<",
        ">",
        '"',
        "(",
        ")",
        ";",
        ":",
        ",",
        "\0",
        "\u200b",
        "&amp;",
        "-- ",
        "> quoted",
        "From ",
        "On Mon, Alice wrote:",
        "-----Original Message-----",
        "\t",
        "a" * 200,
    ]
)
TEXT = st.lists(WORDS, max_size=12).map(" ".join)
MARKUP = st.lists(
    st.sampled_from(
        [
            "<p>",
            "</p>",
            "<a href='https://a.example/'>",
            "</a>",
            "<div style='display:none'>",
            "</div>",
            "<table><tr><td>",
            "<style>.x{display:none}</style>",
            "<!--",
            "-->",
            "<script>",
            "<form action=x><input type=password>",
            "&#x68;",
            "<base href=//b.example>",
            "<img src=cid:1>",
            "<",
            "<a ",
            "words",
            "Grüße",
            "<blockquote type=cite>",
            "\n",
        ]
    ),
    max_size=25,
).map("".join)
NAMES = st.sampled_from(
    [
        "From",
        "To",
        "Cc",
        "Subject",
        "Date",
        "Message-ID",
        "Received",
        "Reply-To",
        "Return-Path",
        "References",
        "Authentication-Results",
        "DKIM-Signature",
        "Received-SPF",
        "ARC-Seal",
        "X-Mailer",
        "Content-Type",
        "Content-Transfer-Encoding",
        "Content-Disposition",
        "MIME-Version",
        "Delivered-To",
        "X-Originating-IP",
        "X",
    ]
)
VALUES = st.one_of(
    TEXT,
    st.sampled_from(
        [
            '"Alice" <alice@example.com>',
            "<>",
            "undisclosed-recipients:;",
            "a@b@c",
            "Group: a@example.com, b@example.com;",
            "Mon, 02 Mar 2026 10:00:00 +0100",
            "from a.example ([192.0.2.1]) by b.example with ESMTP id 1; Mon, 2 Mar 2026",
            "mx.example; spf=pass smtp.mailfrom=example.com; dkim=fail; dmarc=none",
            "i=1; a=rsa-sha256; d=example.com; s=x",
            "text/html; charset=utf-8",
            "multipart/mixed; boundary=b1",
            "multipart/alternative; boundary",
            "base64",
            "quoted-printable",
            "attachment; filename*0*=utf-8''%41; filename*1=.exe",
            "Re: AW: Fwd: [x] =?utf-8?q?=F0=9F?=",
        ]
    ),
)


@st.composite
def headers(draw: st.DrawFn) -> str:
    fields = draw(st.lists(st.tuples(NAMES, VALUES), max_size=12))
    return "".join(f"{name}: {value}\n" for name, value in fields)


@st.composite
def leaves(draw: st.DrawFn) -> bytes:
    html = draw(st.booleans())
    body = draw(MARKUP if html else TEXT).encode()
    encoding = draw(st.sampled_from(["8bit", "base64", "quoted-printable", "x-uuencode", "odd"]))
    encoded = {"base64": base64.encodebytes, "quoted-printable": quopri.encodestring}.get(encoding, bytes)(
        body
    )
    charset = draw(st.sampled_from(["utf-8", "iso-8859-1", "gb2312", "utf-16", "utf-7", "none-such"]))
    kind = draw(
        st.sampled_from(["text/html" if html else "text/plain", "application/octet-stream", "message/rfc822"])
    )
    extra = draw(
        st.sampled_from(["", "Content-Disposition: attachment; filename=a.eml\n", "Content-ID: <1>\n"])
    )
    head = f"Content-Type: {kind}; charset={charset}\nContent-Transfer-Encoding: {encoding}\n{extra}\n"
    return head.encode() + encoded


@st.composite
def multiparts(draw: st.DrawFn, children: st.SearchStrategy[bytes]) -> bytes:
    kind = draw(st.sampled_from(["mixed", "alternative", "related", "report", "digest", "signed"]))
    boundary = draw(st.sampled_from(["a", "b", "a--", "=_x"]))
    parts = draw(st.lists(children, max_size=4))
    body = b"".join(b"--" + boundary.encode() + b"\n" + each + b"\n" for each in parts)
    closing = draw(st.sampled_from([f"--{boundary}--\n", f"--{boundary}\n", ""]))
    return f'Content-Type: multipart/{kind}; boundary="{boundary}"\n\n'.encode() + body + closing.encode()


@st.composite
def messages(draw: st.DrawFn) -> bytes:
    """Messages with a real structure, some with CRLF, some inside an mbox or behind a byte order mark."""
    entity = draw(st.recursive(leaves(), multiparts, max_leaves=8))
    start = draw(st.sampled_from(["", "", "", "\ufeff", "From a Mon Mar  2 10:00:00 2026\n", "\n"]))
    raw = (start + draw(headers())).encode() + entity
    return raw.replace(b"\n", b"\r\n") if draw(st.booleans()) else raw


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """A message with a few places cut, doubled, swapped or overwritten."""
    raw = bytearray(draw(messages()))
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(raw)))
        length = draw(st.integers(0, 40))
        piece = draw(
            st.one_of(
                st.binary(max_size=6), st.just(bytes(raw[at : at + length])), st.just(b"\r"), st.just(b"\n\n")
            )
        )
        if draw(st.booleans()):
            raw[at : at + length] = piece
        else:
            raw[at:at] = piece
    return bytes(raw)
