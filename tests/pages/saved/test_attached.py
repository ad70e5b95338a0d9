from dataclasses import replace

import pytest

from unhook import app
from unhook.files.model import Node, Tree
from unhook.limits import PAGES
from unhook.message.model import Message
from unhook.pages.saved import attached

PAGE = b"<!doctype html><p>x</p>"


def mail(*files: tuple[str, bytes]) -> Message:
    from email.message import EmailMessage

    message = EmailMessage()
    message["From"] = "a@florist.test"
    message.set_content("Two files.")
    for name, data in files:
        message.add_attachment(data, "application", "octet-stream", filename=name)
    return app.parse(message.as_bytes())


def test_pages_by_their_content_and_by_their_name() -> None:
    message = mail(("invoice.pdf", PAGE), ("a.html", b"only words"), ("note.txt", b"only words"))
    assert [page.name for page in attached.of(message)] == ["invoice.pdf", "a.html"]
    assert all(page.url is None for page in attached.of(message))


def test_pages_in_archives_and_not_what_a_page_unpacks_itself() -> None:
    tree = Tree(
        (
            Node(b"PK", "zip", "a.zip"),
            Node(PAGE, "html", "b.html", parent=0, depth=1),
            Node(b"<p>", "html", "base64-1", parent=1, depth=2),
            Node(b"x", "txt", "c.txt", parent=0, depth=1),
        )
    )
    assert [page.name for page in attached.of(Message(), (tree,))] == ["a.zip > b.html"]


@pytest.mark.parametrize(
    ("kind", "name", "media_type", "page"),
    [
        ("html", None, None, True),
        ("svg", "a.png", "image/png", True),
        ("txt", "a.HTM", None, True),
        ("txt", None, "text/html", True),
        ("pdf", "a.html", "text/html", False),
    ],
)
def test_what_a_browser_shows_as_a_page(
    kind: str, name: str | None, media_type: str | None, page: bool
) -> None:
    assert attached.is_page(kind, name, media_type) is page


def test_limits_are_told() -> None:
    (saved,) = attached.of(mail(("a.html", PAGE)), limits=replace(PAGES, html_bytes=5))
    assert (saved.html, saved.reached) == (PAGE[:5], ("html_bytes",))


def test_a_page_knows_to_whom_its_mail_went() -> None:
    message = app.parse(
        b"From: a@florist.test\r\nTo: Ann <ann@harbour.example>, ben@harbour.example\r\n"
        b"Cc: ann@harbour.example\r\nContent-Type: text/html; name=a.html\r\n"
        b"Content-Disposition: attachment; filename=a.html\r\n\r\n<p>x</p>\r\n"
    )
    (page,) = attached.of(message)
    assert page.recipients == ("ann@harbour.example", "ben@harbour.example")
