"""What a mail server knows of a mail beside its bytes."""

import re
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime

_ODD = re.compile(r"[^!-'*-:=?-\[\]-~]")


@dataclass(frozen=True, slots=True)
class Envelope:
    """One SMTP transaction (RFC 5321) as the receiving server saw it.

    `id` names this try to deliver, no other. `client_name` is the name that the server found for the address
    `client_ip`; `user` who signed in, if anybody: then the mail goes out, not in. `queue_id` is the server's
    own name for the mail, `server` the server's name. `received` is aware.
    """

    id: str
    received: datetime
    client_ip: str | None = None
    client_name: str | None = None
    helo: str | None = None
    mail_from: str = ""
    recipients: tuple[str, ...] = ()
    queue_id: str | None = None
    user: str | None = None
    server: str = "localhost"


def trace(envelope: Envelope) -> bytes:
    """The trace fields that the server writes on delivery (RFC 5321 section 4.4), which filters do not get.

    With them a mail is judged as it will stand in the mailbox.
    """
    client = f"{_plain(envelope.client_name) or 'unknown'} [{_plain(envelope.client_ip) or 'unknown'}]"
    to = f"\r\n\tfor <{_plain(envelope.recipients[0])}>" if len(envelope.recipients) == 1 else ""
    return (
        f"Return-Path: <{_plain(envelope.mail_from)}>\r\n"
        f"Received: from {_plain(envelope.helo) or 'unknown'} ({client})\r\n"
        f"\tby {_plain(envelope.server)} with ESMTP id {_plain(envelope.queue_id) or 'unknown'}{to};"
        f" {format_datetime(envelope.received)}\r\n"
    ).encode("ascii")


def _plain(text: str | None) -> str:
    return _ODD.sub("?", text or "")
