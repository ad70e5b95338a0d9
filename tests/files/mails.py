"""Mails with files, as a sender writes them."""

import base64
from collections.abc import Sequence
from email.message import EmailMessage


def mail(
    files: Sequence[tuple[str, bytes, str]],
    text: str = "Please see the attached file.\n",
    subject: str = "Invoice",
) -> bytes:
    """A mail with files, each by name, content and declared media type."""
    message = EmailMessage()
    message["From"] = "Ann <ann@florist.test>"
    message["To"] = "Jo Doe <jo@corp.example>"
    message["Subject"] = subject
    message["Date"] = "Mon, 2 Mar 2026 08:59:58 +0000"
    message["Message-ID"] = "<m1@florist.test>"
    message.set_content(text)
    for name, content, media_type in files:
        main, _, sub = media_type.partition("/")
        message.add_attachment(content, main, sub, filename=name, cte="base64")
    return message.as_bytes()


def encoded(content: bytes) -> str:
    """In base64, as in a mail."""
    return base64.encodebytes(content).decode()
