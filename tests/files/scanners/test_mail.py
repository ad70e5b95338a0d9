"""Mails as files."""

import pytest

from files.scanners.made import ask, faults, urls
from message.container.outlook_file import HTML, SUBJECT, outlook
from unhook.files.model import Found
from unhook.files.scanner import Sample
from unhook.files.scanners.mail import SCANNER
from unhook.limits import FileLimits

MAIL = b"""From: Ann <ann@example.com>
To: you@example.org
Subject: Invoice
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: multipart/alternative; boundary=c

--c
Content-Type: text/plain

See https://pay.example.test/plain
--c
Content-Type: text/html

<p>See <a href="https://pay.example.test/html">here</a></p>
--c--
--b
Content-Type: application/zip; name=a.zip
Content-Disposition: attachment; filename=a.zip

PK
--b
Content-Type: message/rfc822

From: bob@example.com
Subject: inner

hello
--b--
"""


def test_attachments_bodies_links_words() -> None:
    found = ask(SCANNER, MAIL, "a.eml")
    assert [(each.name, each.how, each.media_type) for each in found.children] == [
        ("body.html", "mail body", "text/html"),
        ("body.txt", "mail body", "text/plain"),
        ("a.zip", "attachment", "application/zip"),
        (None, "attachment", "message/rfc822"),
    ]
    assert found.children[3].data.startswith(b"From: bob@example.com")
    assert urls(found) == ["https://pay.example.test/html", "https://pay.example.test/plain"]
    assert {each.how for each in found.references} == {"mail"}
    assert "Invoice" in found.texts[0].text
    assert not found.faults


def test_a_bare_forward_is_not_opened_twice() -> None:
    outer = b"From: a@example.com\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\n.\n"
    outer += b"--b\nContent-Type: message/rfc822\n\nFrom: b@example.com\nSubject: lure\n\nhello\n--b--\n"
    found = ask(SCANNER, outer + b"\n", "a.eml")
    assert [each.data[:19] for each in found.children if each.how == "attachment"] == [b"From: b@example.com"]


def test_an_outlook_message() -> None:
    found = ask(SCANNER, outlook({SUBJECT: "Offer", HTML: b"<a href='https://evil.test/'>x</a>"}), "a.msg")
    assert urls(found) == ["https://evil.test/"]


def test_a_broken_outlook_message() -> None:
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    assert faults(SCANNER.scan(Sample(data, "msg"))) == ["damaged"]


def test_a_mailbox() -> None:
    one = b"From ann@example.com Mon Jan  1 00:00:00 2024\nFrom: ann@example.com\nSubject: one\n\nhello\n\n"
    found = ask(SCANNER, one * 3, "a.mbox")
    assert [each.name for each in found.children] == ["1.eml", "2.eml", "3.eml"]
    assert found.children[0].data.startswith(b"From: ann@example.com")
    assert faults(ask(SCANNER, one * 3, "a.mbox", limits=FileLimits(files=2))) == ["limit:files"]


@pytest.mark.parametrize(
    "data", [b"", b"\0\1\2", b"From:", b"Content-Type: multipart/mixed; boundary=a\n\n--a"]
)
def test_anything_is_read(data: bytes) -> None:
    assert isinstance(SCANNER.scan(Sample(data, "eml")), Found)
