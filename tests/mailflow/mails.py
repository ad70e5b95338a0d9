"""Mails as a server hands them over."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from unhook.actions.perform import Field
from unhook.mailflow.envelope import Envelope
from unhook.mailflow.job import Job

EXAMPLES = Path(__file__).parents[2] / "examples"

ENVELOPE = Envelope(
    id="0123456789abcdef",
    received=datetime(2026, 11, 24, 12, 0, tzinfo=UTC),
    client_ip="203.0.113.77",
    client_name="vps-4471.hosting.test",
    helo="panel-update.test",
    mail_from="bounce@vps-4471.hosting.test",
    recipients=("anna.berg@corp.example",),
    queue_id="4cRk7T2qLz1x",
    server="mx.corp.example",
)


def job(name: str, **envelope: Any) -> Job:
    """An example as Postfix hands it over: folded values with LF, the body with CRLF."""
    raw = (EXAMPLES / f"{name}.eml").read_bytes().replace(b"\r\n", b"\n")
    header, _, body = raw.partition(b"\n\n")
    fields = [line.partition(b":") for line in re.split(rb"\n(?![ \t])", header)]
    return Job(
        replace(ENVELOPE, **envelope),
        tuple(Field(field, value) for field, _, value in fields),
        body.replace(b"\n", b"\r\n"),
    )
