"""The composition root: the only place that wires parser, shipped rules and verdict together."""

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from unhook.context import Context
from unhook.message.model import Message
from unhook.rules.finding import Findings
from unhook.verdict import BALANCED, Policy, Verdict, decide
from unhook.verdict.advice import advise

if TYPE_CHECKING:
    from unhook.rules.pack import Pack


@dataclass(frozen=True, slots=True)
class Checked:
    """A message, what the rules said of it, and the verdict."""

    message: Message
    findings: Findings
    verdict: Verdict


def parse(raw: bytes, context: Context | None = None) -> Message:
    """The message model of a mail's bytes (RFC 5322, an Outlook `.msg`, a report that carries one).

    Never raises on content: what is malformed stands in `Message.defects`.
    """
    from unhook import message

    return message.parse(raw, context or Context())


def check(
    raw: bytes, context: Context | None = None, policy: Policy = BALANCED, pack: "Pack | None" = None
) -> Checked:
    """A mail's bytes judged by the shipped rules (or by `pack`), under `policy`'s thresholds.

    The same bytes and `Context` give the same answer; nothing is fetched.
    """
    context = context or Context()
    message = parse(raw, context)
    findings = (pack or shipped_pack()).run(message, context)
    return Checked(message, findings, decide(message, findings, context, policy))


def failed(raw: bytes, why: str) -> Checked:
    """What to report when a mail broke the analysis itself: incomplete, never clean."""
    verdict = Verdict(
        level="incomplete",
        score=0.5,
        advice=advise("incomplete", ()),
        incomplete=(f"analysis-failed: {why}",),
    )
    return Checked(Message(raw=raw), Findings(), verdict)


@cache
def shipped_pack() -> "Pack":
    """The rules that come with Unhook, compiled once a process."""
    from unhook.rules import pack

    return pack.load()
