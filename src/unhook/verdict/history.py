"""What is known of a sender from earlier mail, as findings with fixed, bounded weights.

The fact `profile` is asked as rules ask it (`profile.by_sender`); without it nothing is said.
Acquaintance speaks for a mail only when the sender's domain proved it (DMARC passed): anybody
can write a known name into From.
"""

from unhook.context import Context
from unhook.message.model import Message
from unhook.mql.conform import conform
from unhook.mql.library import profile
from unhook.rules.finding import Finding

GROUP = "history"
SOLICITED, KNOWN, HARMFUL = -1.5, -0.8, 1.2
"""Log-odds: the organisation wrote to the sender; its earlier mail was benign; some of it was harmful."""
LONG_KNOWN = 30
"""Days."""


def findings(message: Message, context: Context | None) -> tuple[Finding, ...]:
    """What the sender's history says of this mail."""
    provider = context.facts.get("profile") if context else None
    if provider is None:
        return ()
    by_sender = profile.FUNCTIONS[0]
    ask = getattr(provider, "by_sender", provider)
    known = conform(ask(), by_sender.signature.returns)
    if not isinstance(known, profile.Profile):
        return ()
    if known.any_messages_malicious_or_spam is True:
        return (_finding("history_harmful", "Earlier mail of this sender was harmful", HARMFUL),)
    if message.headers.auth_summary.dmarc.pass_ is not True:
        return ()
    if known.solicited is True:
        return (_finding("history_solicited", "The sender was written to before", SOLICITED),)
    if known.any_messages_benign is True and _at_least(known.days_known, LONG_KNOWN):
        return (_finding("history_known", "The sender has long been known", KNOWN),)
    return ()


def _at_least(days: object, least: int) -> bool:
    """A short history leaves it open how long somebody is known."""
    return isinstance(days, int) and days >= least


def _finding(key: str, name: str, weight: float) -> Finding:
    return Finding(
        rule=key.replace("_", "-"),
        name=name,
        severity="medium" if weight > 0 else "informational",
        sentence=key,
        weight=weight,
        group=GROUP,
        source="history",
    )
