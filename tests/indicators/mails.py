"""A mail of an attack, judged, with all that may become an indicator, and all that must not."""

from datetime import UTC, datetime
from typing import Any

from unhook.context import Context
from unhook.message import mdm, parse
from unhook.message.model import Message
from unhook.rules.finding import Evidence, Finding
from unhook.verdict.model import Level, Reason, Verdict

AT = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
ORGANISATION = frozenset({"corp.example"})
CONTEXT = Context(org_domains=ORGANISATION, trusted_authserv_ids=frozenset({"mx.corp.example"}), files=None)
TRAP = "https://login.example.net/in"


def mail(
    *links: str,
    sender: str = "Help <help@mail.example.org>",
    extra: str = "",
    auth: str = "",
    attached: str = "",
) -> Message:
    anchors = "".join(f'<p><a href="{link}">open</a></p>' for link in links)
    authentication = f"Authentication-Results: mx.corp.example; {auth}\n" if auth else ""
    head = f"{authentication}From: {sender}\nTo: jo@corp.example\nSubject: Your mailbox\n{extra}"
    head += "MIME-Version: 1.0\n"
    html = f"Content-Type: text/html\n\n<html><body><p>Confirm.</p>{anchors}</body></html>\n"
    if not attached:
        return parse((head + html).encode(), CONTEXT)
    kind = "Content-Type: application/octet-stream"
    file = f'{kind}\nContent-Disposition: attachment; filename="{attached}"\n\nMZ\n'
    parts = f"--x\n{html}--x\n{file}--x--\n"
    return parse((head + "Content-Type: multipart/mixed; boundary=x\n\n" + parts).encode(), CONTEXT)


def model(*links: str, **rest: Any) -> dict[str, Any]:
    return mdm.as_json(mail(*links, **rest))


def verdict(level: Level = "malicious", *fields: str, types: tuple[Any, ...] = ()) -> Verdict:
    evidence = tuple(Evidence(field, "x") for field in fields)
    finding = Finding("rule", "Rule", "high", "sentence", evidence)
    return Verdict(level, 1.0, types, (Reason(finding, 2.0),))
