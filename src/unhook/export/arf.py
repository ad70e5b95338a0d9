"""An abuse report (RFC 5965, feedback type `fraud`) as a draft: a person reads it, fills in whom it goes to,
and sends it.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from unhook.errors import InputError
from unhook.export.batch import Mail
from unhook.export.naming import named
from unhook.indicators import Indicator
from unhook.report.defang import harmless, visible
from unhook.version import VERSION

_LISTED = 50
_HIDDEN = b"redacted"
_ENCODING = "Content-Transfer-Encoding: 8bit\r\n"
_LINE_END = re.compile(rb"\r?\n")


def draft(
    mail: Mail,
    indicators: Sequence[Indicator],
    raw: bytes | None,
    people: Iterable[str],
    *,
    to: str = "",
    envelope_from: str | None = None,
) -> bytes:
    """The draft's bytes, for a mail program (`X-Unsent: 1` opens it for editing).

    `raw`: the mail, where it was kept; without it the report has the header fields that are known. `people`:
    its recipients, whose addresses are replaced (RFC 6590) wherever they stand as they are; what is encoded
    (base64, links) is not looked into. Raises `InputError` for a `to` that is no address.
    """
    header = EmailMessage(policy=SMTP)
    header["Subject"] = f"Abuse report: {harmless(mail.subject)}"[:200]
    header["X-Unsent"] = "1"
    header["Message-ID"] = f"<{named('report', mail.key)}@unhook.invalid>"
    if to:
        header["To"] = _address(to)
    header["MIME-Version"] = "1.0"
    border = f"=_{named('border', mail.key)}"
    kind = f'Content-Type: multipart/report; report-type="feedback-report";\r\n boundary="{border}"\r\n'
    hidden = tuple(each for each in people if "@" in each)
    inner = _fields(mail) if raw is None else _redacted(_LINE_END.sub(b"\r\n", raw), hidden)
    # Put together here: the library would write what stands inside anew, or refuse it.
    parts = (
        ("text/plain; charset=utf-8", _words(mail, indicators)),
        ("message/feedback-report", _facts(mail, indicators, envelope_from)),
        ("text/rfc822-headers" if raw is None else "message/rfc822", inner),
    )
    top = header.as_bytes().rstrip(b"\r\n") + b"\r\n" + kind.encode()
    written = (f"--{border}\r\nContent-Type: {each}\r\n{_ENCODING}\r\n".encode() + of for each, of in parts)
    return b"\r\n".join([top, *written, f"--{border}--\r\n".encode()])


def _words(mail: Mail, indicators: Sequence[Indicator]) -> bytes:
    lines = [
        "This is a report of a fraudulent mail, which is attached.",
        "",
        f"Date:    {_date(mail.date)}",
        f"From:    {harmless(mail.sender)}",
        f"Subject: {harmless(mail.subject)}",
        "",
        "It contains or leads to (written so that nothing can be clicked):",
        *(f"  {each.role}: {harmless(each.value)}" for each in indicators[:_LISTED]),
        "",
        "Please stop the abuse of your service.",
    ]
    return "".join(f"{line}\r\n" for line in lines).encode("utf-8", "replace")


def _facts(mail: Mail, indicators: Sequence[Indicator], envelope_from: str | None) -> bytes:
    """The machine's part: values exact, one line each."""
    fields = [
        ("Feedback-Type", "fraud"),
        ("User-Agent", f"Unhook/{VERSION}"),
        ("Version", "1"),
        *([("Original-Mail-From", f"<{envelope_from}>")] if envelope_from else []),
        ("Arrival-Date", _date(mail.date)),
        *(("Source-IP", each.value) for each in indicators if each.role == "origin"),
        *(("Reported-Domain", each.value) for each in indicators if each.kind == "host"),
        *(("Reported-URI", each.value) for each in indicators if each.kind == "url"),
    ]
    lines = "".join(f"{name}: {visible(value)}\r\n" for name, value in fields)
    return lines.encode("ascii", "backslashreplace")


def _fields(mail: Mail) -> bytes:
    known = {"From": mail.sender, "Subject": mail.subject, "Message-ID": mail.message_id}
    lines = [f"{name}: {visible(value)}\r\n" for name, value in known.items() if value]
    return "".join([*lines, f"Date: {_date(mail.date)}\r\n"]).encode("utf-8", "replace")


def _redacted(raw: bytes, people: Iterable[str]) -> bytes:
    for each in sorted(people, key=len, reverse=True):
        local, _, host = each.encode("utf-8", "replace").rpartition(b"@")
        raw = re.sub(re.escape(local) + b"(?=@" + re.escape(host) + b")", _HIDDEN, raw, flags=re.IGNORECASE)
    return raw


def _address(text: str) -> Address:
    try:
        return Address(addr_spec=text)
    except (ValueError, IndexError):
        raise InputError(f"{text!r} is no address of a mailbox") from None


def _date(at: datetime) -> str:
    return at.strftime("%a, %d %b %Y %H:%M:%S +0000")
