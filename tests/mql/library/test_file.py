"""`file.parse_*` read what is attached, and say null where it is none."""

import pytest

from unhook import mql
from unhook.limits import Limits
from unhook.message import parse

INNER = "From: Ann <ann@example.com>\r\nSubject: Inner\r\n\r\nHello.\r\n"


def carrier(content_type: str, name: str, content: str) -> bytes:
    return (
        "From: bob@example.org\r\nSubject: Outer\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/mixed; boundary="b"\r\n\r\n'
        f"--b\r\nContent-Type: text/plain\r\n\r\n{'A long covering letter. ' * 40}\r\n"
        f'--b\r\nContent-Type: {content_type}\r\nContent-Disposition: attachment; filename="{name}"\r\n\r\n'
        f"{content}\r\n--b--\r\n"
    ).encode()


def value(expression: str, raw: bytes) -> object:
    return mql.compile(expression, query=True).value(mql.Run(parse(raw)))


def test_an_attached_mail_is_a_message_of_its_own() -> None:
    raw = carrier("message/rfc822", "inner.eml", INNER)
    assert value("map(attachments, file.parse_eml(.).subject.subject)", raw) == ("Inner",)


def test_regression_a_page_is_no_mail_though_it_has_colons() -> None:
    raw = carrier("text/html", "page.html", "<html><p style='color: red'>Sign in: here</p></html>")
    assert value("map(attachments, file.parse_eml(.) is null)", raw) == (True,)


def test_attached_text_and_pages_are_read() -> None:
    raw = carrier("text/html", "page.html", "<html><p>Sign <b>in</b></p></html>")
    assert value("map(attachments, file.parse_html(.).display_text)", raw) == ("Sign in",)
    assert value("map(attachments, length(file.parse_text(.).text) > 10)", raw) == (True,)


def test_a_picture_is_no_page() -> None:
    raw = carrier("image/png", "logo.png", "\x89PNG\0\0\0<a href='https://example.com/'>x</a>")
    assert value("map(attachments, file.parse_html(.) is null)", raw) == (True,)


def limits_reached(expression: str, raw: bytes, limits: Limits) -> tuple[object, set[str]]:
    run = mql.Run(parse(raw), limits=limits)
    return mql.compile(expression, query=True).value(run), run.limits_reached


PAGE = f"<html><!--{'x' * 500}--><script></script></html>"


@pytest.mark.parametrize("text", ["file.parse_text(.).text", "file.parse_html(.).raw"])
def test_patterns_read_more_of_an_attached_source_than_of_a_text(text: str) -> None:
    asked = f"any(attachments, regex.contains({text}, '<script'))"
    raw = carrier("text/html", "page.html", PAGE)
    assert limits_reached(asked, raw, Limits(rule_text_chars=100)) == (True, set())


def test_patterns_read_more_of_the_source_of_an_attached_mail() -> None:
    asked = "any(attachments, regex.contains(file.parse_eml(.).body.html.raw, '<script'))"
    raw = carrier(
        "message/rfc822", "inner.eml", f"Subject: Inner\r\nContent-Type: text/html\r\n\r\n{PAGE}\r\n"
    )
    assert limits_reached(asked, raw, Limits(rule_text_chars=100)) == (True, set())


def test_an_attached_file_that_is_cut_names_the_limit() -> None:
    raw = carrier("text/html", "page.html", PAGE)
    asked = "any(attachments, length(file.parse_text(.).text) == 50)"
    assert limits_reached(asked, raw, Limits(rule_source_chars=50)) == (True, {"rule_source_chars"})
    asked = "any(attachments, length(file.parse_html(.).raw) == 50)"
    assert limits_reached(asked, raw, Limits(html_bytes=50)) == (True, {"html_bytes"})
