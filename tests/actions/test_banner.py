import base64
import quopri
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unhook import app
from unhook.actions import banner
from unhook.actions.model import Banner
from unhook.limits import DEFAULT
from unhook.message.defects import DefectLog
from unhook.message.mime import structure, transfer
from unhook.message.part import Part

BANNER = Banner("Diese Mail ist gefährlich.", "This mail is dangerous.", "de")
ARABIC = Banner("هذه الرسالة تصيّد احتيالي.", "This mail is phishing.", "ar", "rtl")
EXAMPLES = Path(__file__).parents[2] / "examples"


def leaves(raw: bytes) -> list[tuple[Part, bytes]]:
    def walk(part: Part) -> list[Part]:
        return [leaf for child in part.children for leaf in walk(child)] if part.children else [part]

    root = structure.parse(raw, DEFAULT, DefectLog(DEFAULT)).root
    return [(leaf, transfer.decode(raw, leaf.body, leaf.transfer_encoding).data) for leaf in walk(root)]


def placed(raw: bytes, wanted: Banner = BANNER) -> bytes | None:
    body = banner.placed(raw, wanted)
    if body is None:
        return None
    section = structure.parse(raw, DEFAULT, DefectLog(DEFAULT)).root
    return raw[: section.body[0]] + body


def mail(text: bytes, *, kind: str = "text/plain", charset: str = "utf-8", encoding: str = "8bit") -> bytes:
    header = f"Subject: x\r\nContent-Type: {kind}; charset={charset}\r\nContent-Transfer-Encoding: {encoding}"
    return header.encode() + b"\r\n\r\n" + text


def test_plain_text_gets_its_sentence_in_front() -> None:
    assert placed(mail("Grüße\r\n".encode())) == mail(
        "[!] Diese Mail ist gefährlich.\r\n\r\nGrüße\r\n".encode()
    )


def test_a_charset_keeps_being_the_mails_own() -> None:
    raw = mail("Grüße\r\n".encode("iso-8859-1"), charset="iso-8859-1")
    assert placed(raw) == mail(
        "[!] Diese Mail ist gefährlich.\r\n\r\nGrüße\r\n".encode("iso-8859-1"), charset="iso-8859-1"
    )


@pytest.mark.parametrize(
    ("charset", "encoding"), [("us-ascii", "7bit"), ("utf-8", "7bit"), ("x-odd", "8bit")]
)
def test_where_the_sentence_cannot_be_written_the_english_one_stands_if_any(
    charset: str, encoding: str
) -> None:
    found = placed(mail(b"Hello\r\n", charset=charset, encoding=encoding))
    if charset == "x-odd":
        assert found is None
    else:
        assert found == mail(
            b"[!] This mail is dangerous.\r\n\r\nHello\r\n", charset=charset, encoding=encoding
        )


@pytest.mark.parametrize("charset", ["utf-16", "utf-7", "hz-gb-2312"])
def test_a_charset_of_which_ascii_is_no_part_is_left_alone(charset: str) -> None:
    assert placed(mail("Hello".encode("utf-16"), charset=charset)) is None


@pytest.mark.parametrize(
    ("page", "before"),
    [
        ("<!DOCTYPE html><html><head><title>a</title></head><body class='x>y'><p>Hi", "<p>Hi"),
        ("<!-- <body> --><html>\r\n<body>\r\n<p>Hi", "<p>Hi"),
        ("<p>Hi<body>", "<p>Hi<body>"),
        ("<title>Hi</p><body>", "<title>Hi</p><body>"),
        ("<style>a::before{content:'<body>'}</style><body>Hi", "Hi"),
        ("<!-->Hi<body>--><body>", "Hi<body>--><body>"),
        ("", ""),
    ],
)
def test_on_a_page_it_stands_before_the_first_content_and_never_inside_something_hidden(
    page: str, before: str
) -> None:
    found = placed(mail(page.encode(), kind="text/html"), ARABIC)
    assert found is not None
    ((_, decoded),) = leaves(found)
    after = decoded.decode().partition("</div>")[2].lstrip("\r\n")
    assert after == before
    assert decoded.count(b'<div lang="ar" dir="rtl"') == 1
    assert decoded.isascii()


def test_what_a_sentence_holds_is_no_markup() -> None:
    assert "&lt;b&gt;&amp;" not in banner.html(Banner("plain", "plain"))
    assert "a &lt;b> &amp;amp;" in banner.html(Banner("a <b> &amp;", "x"))


@pytest.mark.parametrize(
    "head",
    [
        'multipart/signed; protocol="application/pgp-signature"; boundary=b',
        'multipart/encrypted; protocol="application/pgp-encrypted"; boundary=b',
    ],
)
def test_signed_and_encrypted_mail_is_left_alone(head: str) -> None:
    raw = f"Content-Type: {head}\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nHi\r\n--b--\r\n"
    assert placed(raw.encode()) is None
    inside = f"Content-Type: multipart/mixed; boundary=o\r\n\r\n--o\r\n{raw}\r\n--o--\r\n"
    assert placed(inside.encode()) is None


def test_other_sealed_mail_is_left_alone() -> None:
    assert placed(mail(b"AAAA", kind="application/pkcs7-mime", encoding="base64")) is None
    assert placed(mail(b"-----BEGIN PGP SIGNED MESSAGE-----\r\n\r\nHi\r\n")) is None


def test_files_and_forwarded_mails_are_left_alone() -> None:
    raw = (
        b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; name=a.txt\r\n"
        b"Content-Disposition: attachment\r\n\r\nfile\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n"
        b"Subject: y\r\n\r\nHi\r\n--b--\r\n"
    )
    assert placed(raw) is None


def test_only_the_first_text_of_a_mixed_mail_gets_it_but_each_alternative() -> None:
    inner = (
        "Content-Type: multipart/alternative; boundary=i\r\n\r\n--i\r\nContent-Type: text/plain\r\n\r\nHi\r\n"
        "--i\r\nContent-Type: text/html\r\n\r\n<p>Hi\r\n--i--\r\n"
    )
    raw = (
        f"Content-Type: multipart/mixed; boundary=o\r\n\r\n--o\r\n{inner}\r\n"
        "--o\r\nContent-Type: text/plain\r\n\r\nfooter\r\n--o--\r\n"
    ).encode()
    found = placed(raw)
    assert found is not None
    texts = [data for _, data in leaves(found)]
    assert [b"dangerous" in text or b"gef&#228;hrlich" in text for text in texts] == [True, True, False]


def test_a_text_that_cannot_be_decoded_whole_is_left_alone() -> None:
    assert placed(mail(b"SGVsbG8=\r\nand more text\r\n", encoding="base64")) is None
    assert placed(mail(b"Hi", encoding="x-odd")) is None


@pytest.mark.parametrize("name", sorted(path.name for path in EXAMPLES.glob("*.eml")))
def test_the_examples_take_it_once(name: str) -> None:
    raw = (EXAMPLES / name).read_bytes()
    once = placed(raw, ARABIC)
    assert once is not None
    assert placed(once, ARABIC) is None
    assert app.parse(once).defects == app.parse(raw).defects


_TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=120)
_PAGES = st.builds(
    lambda head, text: head + text,
    st.sampled_from(["", "<html><body>", "<!doctype html>\n<html><head></head><body>  ", "<title>"]),
    _TEXTS,
)
_ENCODINGS = st.sampled_from(["8bit", "quoted-printable", "base64", "base64-in-odd-lines"])


def _leaf(kind: str, text: str, encoding: str) -> bytes:
    data = text.replace("\n", "\r\n").encode()
    match encoding:
        case "quoted-printable":
            data = quopri.encodestring(data.replace(b"\r\n", b"\n")).replace(b"\n", b"\r\n")
        case "base64":
            data = base64.encodebytes(data).replace(b"\n", b"\r\n")
        case "base64-in-odd-lines":
            encoded = base64.b64encode(data)
            data = b"\r\n".join(encoded[index : index + 7] for index in range(0, len(encoded), 7))
            encoding = "base64"
    head = f"Content-Type: {kind}; charset=utf-8\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n"
    return head.encode() + data


def _inserted(old: bytes, new: bytes) -> bool:
    """Whether `new` is `old` with something put in at one place."""
    same = next((at for at, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), len(old))
    return len(new) > len(old) and new.endswith(old[same:])


@given(_TEXTS, _ENCODINGS, _PAGES, _ENCODINGS, st.binary(max_size=60))
def test_the_texts_stay_whole_around_it_and_all_other_parts_byte_for_byte(
    text: str, first: str, page: str, second: str, file: bytes
) -> None:
    attached = b"Content-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    attached += base64.b64encode(file)
    inner = b"\r\n--inner-1\r\n".join(
        (b"", _leaf("text/plain", text, first), _leaf("text/html", page, second))
    )
    raw = (
        b"Subject: x\r\nContent-Type: multipart/mixed; boundary=outer-1\r\n\r\n--outer-1\r\n"
        b"Content-Type: multipart/alternative; boundary=inner-1\r\n" + inner + b"\r\n--inner-1--\r\n"
        b"\r\n--outer-1\r\n" + attached + b"\r\n--outer-1--\r\n"
    )
    before, found = leaves(raw), placed(raw, ARABIC)
    assert found is not None
    after = leaves(found)
    assert [part.path for part, _ in after] == [part.path for part, _ in before]
    assert _inserted(before[0][1], after[0][1])
    assert ARABIC.sentence.encode() in after[0][1]
    assert _inserted(before[1][1], after[1][1])
    assert banner.html(ARABIC).encode() in after[1][1]
    assert after[2][1] == file
    assert found.endswith(attached + b"\r\n--outer-1--\r\n")
