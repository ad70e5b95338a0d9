import pytest

from message.mails import attached, mail, multipart, part, section
from unhook.limits import DEFAULT
from unhook.message.defects import DefectLog
from unhook.message.mime.layout import Layout, extension, lay_out
from unhook.message.mime.structure import parse


def divide(raw: bytes) -> tuple[list[bytes], list[bytes], list[str]]:
    layout: Layout = lay_out(parse(raw, DEFAULT, DefectLog(DEFAULT)).root)
    return (
        [raw[slice(*each.body)] for each in layout.html],
        [raw[slice(*each.body)] for each in layout.plain],
        [each.file_name or each.content_type for each in layout.attached],
    )


PLAIN, HTML = part("text/plain", "plain"), part("text/html", "html")


def test_alternative() -> None:
    assert divide(multipart("alternative", PLAIN, HTML)) == ([b"html"], [b"plain"], [])


def test_the_last_alternative_of_a_kind_is_shown() -> None:
    raw = multipart("alternative", part("text/html", "first"), PLAIN, part("text/html", "last"))
    assert divide(raw) == ([b"last"], [b"plain"], ["text/html"])


def test_plain_only_has_no_html_view() -> None:
    assert divide(mail("words")) == ([], [b"words"], [])


def test_inline_texts_of_a_mixed_message_are_joined() -> None:
    raw = multipart("mixed", part("text/plain", "one"), attached("a.pdf", b"x"), part("text/plain", "two"))
    assert divide(raw) == ([], [b"one", b"two"], ["a.pdf"])


def test_plain_text_beside_html_is_part_of_what_is_seen() -> None:
    inner = section(PLAIN, HTML, boundary="b2")
    raw = multipart("mixed", part("multipart/alternative; boundary=b2", inner), part("text/plain", "footer"))
    assert divide(raw) == ([b"html", b"footer"], [b"plain", b"footer"], [])


def test_related_shows_its_root_only() -> None:
    image = part("image/png", "x", "Content-ID: <i@example.com>")
    raw = multipart("related", HTML, image, part("text/html", "not shown"))
    assert divide(raw) == ([b"html"], [], ["image/png", "text/html"])


def test_related_root_by_start_parameter() -> None:
    raw = mail(
        section(part("text/plain", "first"), part("text/html", "root", "Content-ID: <r@example.com>")),
        'multipart/related; boundary=b1; start="<r@example.com>"',
    )
    assert divide(raw) == ([b"root"], [], ["text/plain"])


def test_declared_attachments_are_not_shown() -> None:
    raw = multipart("mixed", PLAIN, attached("page.html", b"<html>", "text/html"))
    assert divide(raw) == ([], [b"plain"], ["page.html"])


def test_named_text_is_an_attachment_unless_it_is_all_there_is_to_see() -> None:
    named = part('text/html; name="notice.html"', "html")
    assert divide(multipart("mixed", PLAIN, named)) == ([], [b"plain"], ["notice.html"])
    assert divide(multipart("mixed", named)) == ([b"html"], [], [])
    assert divide(mail("x", "text/plain; name=invoice.pdf")) == ([], [], ["invoice.pdf"])


def test_multipart_without_parts_is_shown_as_text() -> None:
    assert divide(mail("words", "multipart/mixed; boundary=none")) == ([], [b"words"], [])


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("invoice.PDF", "pdf"),
        ("a.pdf.exe", "exe"),
        ("trailing.exe. ", "exe"),
        ("none", None),
        (".htaccess", "htaccess"),
        ("dir.d/name", None),
        ("C:\\x.y\\name.doc", "doc"),
        ("", None),
        (None, None),
        ("dot.", None),
    ],
)
def test_extension(name: str | None, expected: str | None) -> None:
    assert extension(name) == expected
