import email
import email.policy
from email.message import EmailMessage

from unhook import app
from unhook.mailflow.reported import extract
from unhook.mailflow.reported.extract import Reported
from unhook.message.model import Message

INNER = b"From: Eve <eve@evil.test>\r\nTo: ann@corp.example\r\nSubject: Confirm\r\n\r\nSign in now.\r\n"


def outer(note: str, *mails: bytes) -> EmailMessage:
    mail = EmailMessage(policy=email.policy.SMTP)
    mail["From"], mail["Subject"] = "ann@corp.example", "Fwd: Confirm"
    mail.set_content(note)
    for raw in mails:
        mail.add_attachment(email.message_from_bytes(raw, policy=email.policy.SMTP))
    return mail


def parsed(mail: EmailMessage) -> Message:
    message = app.parse(mail.as_bytes())
    return message.carrier or message


def test_attached_mails_are_taken_as_they_are_whatever_is_written_beside() -> None:
    for note in ("", "See https://example.com/help for how I do this. " * 20):
        (found,) = extract.of(parsed(outer(note, INNER)))
        assert not found.inline
        assert found.raw.replace(b"\r\n", b"\n").strip() == INNER.replace(b"\r\n", b"\n").strip()
    assert len(extract.of(parsed(outer("x", *[INNER] * 9)))) == extract.MOST


def test_a_mail_within_the_text_is_put_together_from_what_is_left() -> None:
    mail = outer("Is it real?")
    mail.clear_content()
    mail.set_content(
        "Is it real?\n\n---------- Forwarded message ---------\nFrom: Eve <eve@evil.test>\n"
        "Date: Mon, 23 Nov 2026 10:00:00 +0000\nSubject: Confirm\nTo: Ann <ann@corp.example>\n\n"
        "Sign in at http://evil.test/in <b>now</b>\n"
    )
    mail.add_attachment(b"MZ\x00", maintype="application", subtype="pdf", filename="bill.pdf")
    message = parsed(mail)
    (found,) = extract.of(message)
    assert found.inline
    assert extract.note(message) == "Is it real?"
    inner = app.parse(found.raw)
    assert inner.sender.email.email == "eve@evil.test"
    assert inner.subject.subject == "Confirm"
    assert "http://evil.test/in" in {link.href_url.url for link in inner.body.links if link.href_url}
    assert [(each.file_name, each.raw) for each in inner.attachments] == [("bill.pdf", b"MZ\x00")]
    assert "Is it real?" not in inner.body.text


def test_a_mail_that_quotes_none_reports_none() -> None:
    assert extract.of(parsed(outer("Hello, who can help me?"))) == ()


def test_hostile_words_in_a_quoted_header_stay_in_their_field() -> None:
    mail = outer(
        "---------- Forwarded message ---------\nFrom: \u202eEve\x00 <eve\u00e9@evil.test>\nDate: x 2026\n"
        "Subject: a\x0bBcc: you@corp.example\nTo: ann@corp.example\n\nText\n"
    )
    for each in extract.of(parsed(mail)):
        assert isinstance(each, Reported)
        assert app.parse(each.raw).recipients.bcc == ()
