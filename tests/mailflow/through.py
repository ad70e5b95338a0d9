"""Mail sent through a private Postfix, and what comes out at the other end."""

import re
import smtplib
import time
from collections.abc import Callable
from pathlib import Path

from bench.mailflow.postfix import Postfix
from bench.mailflow.sink import Sink

EXAMPLES = Path(__file__).parents[2] / "examples"
JO = "anna.berg@corp.example"
TEMPORARY = range(400, 500)


def example(name: str) -> bytes:
    """With CRLF, and without the field that Postfix takes off whoever wrote it."""
    raw = (EXAMPLES / f"{name}.eml").read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    return re.sub(rb"\AReturn-Path:[^\n]*\n", b"", raw)


SCAM, GENUINE = example("seed-scam"), example("genuine-maintenance")


def send(server: Postfix, raw: bytes, to: tuple[str, ...] = (JO,)) -> int:
    """The server's reply code for one mail."""
    with smtplib.SMTP("127.0.0.1", server.port, timeout=100) as client:
        try:
            client.sendmail("bounce@vps-4471.hosting.test", to, raw)
        except smtplib.SMTPResponseException as error:
            return error.smtp_code
    return 250


def split(raw: bytes) -> tuple[list[bytes], bytes]:
    """Header lines and the body."""
    header, _, body = raw.partition(b"\r\n\r\n")
    return header.split(b"\r\n"), body


def field(raw: bytes, name: str) -> list[bytes]:
    return re.findall(rb"^" + name.encode() + rb":[ ]*([^\r\n]*)", raw.partition(b"\r\n\r\n")[0], re.M | re.I)


def unchanged(raw: bytes, sent: bytes) -> bool:
    """Whether a mail is what was sent, with fields above it alone."""
    return raw.endswith(b"\r\n" + sent)


def until(condition: Callable[[], object], seconds: float = 60.0) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.05)


def next_mail(sink: Sink, before: int) -> bytes:
    return sink.wait(before + 1)[before].raw
