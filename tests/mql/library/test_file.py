"""`file.parse_*` read what is attached, and say null where it is none."""

from unhook import mql
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
