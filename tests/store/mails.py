"""Mails for the store's tests."""

from datetime import UTC, datetime
from email.utils import format_datetime

from unhook.context import Context
from unhook.message import parse
from unhook.message.model import Message
from unhook.rules.finding import Evidence, Finding
from unhook.verdict.model import Advice, Level, Reason, Verdict

CONTEXT = Context(
    org_domains=frozenset({"corp.test"}), trusted_authserv_ids=frozenset({"mx.corp.test"}), files=None
)
DAY = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)


def mail(
    sender: str = "ann@shop.example.com",
    to: str = "jo@corp.test",
    subject: str = "Hello",
    date: datetime | None = DAY,
    id_: str = "1@shop.example.com",
    body: str = "See https://www.shop.example.com/a and https://evil.invalid/login",
    dmarc: str | None = None,
    extra: str = "",
) -> Message:
    domain = sender.rpartition("@")[2].rstrip(">")
    lines = [f"From: {sender}", f"To: {to}", f"Subject: {subject}", f"Message-ID: <{id_}>"]
    if dmarc:
        lines.insert(0, f"Authentication-Results: mx.corp.test; dmarc={dmarc} header.from={domain}")
    if date:
        lines.append(f"Date: {format_datetime(date)}")
    if extra:
        lines.append(extra)
    return parse(("\n".join(lines) + f"\n\n{body}\n").encode(), CONTEXT)


def verdict(level: Level = "malicious", rules: tuple[str, ...] = ("ask-for-password",)) -> Verdict:
    reasons = tuple(
        Reason(
            Finding(
                rule,
                rule.title(),
                "high",
                "sentence",
                (
                    Evidence("body.current_thread.text", "log in", (3, 9), (100, 106)),
                    Evidence("subject", "x"),
                ),
                ("credential_phishing",),
                ("T1566",),
                1.5,
                "text",
                sentences={"en": "It asks."},
            ),
            1.25,
        )
        for rule in rules
    )
    score = {"malicious": 0.97, "suspicious": 0.7, "clean": 0.1, "incomplete": 0.2}[level]
    advice = Advice(do=("delete",), after=(("clicked", ("tell", "change")),))
    return Verdict(level, score, ("credential_phishing",), reasons, advice, bias=-1.0)
