"""What the recipient of a held mail may do about it: have it at once, ask for it, or neither."""

from typing import Literal

from unhook.store.model import Summary
from unhook.store.parties import address
from unhook.store.users import User

Allowed = Literal["release", "request"]
DANGEROUS: frozenset[str] = frozenset(
    {"credential_phishing", "malware", "bec_fraud", "callback", "extortion"}
)
"""Attacks whose mail only an analyst releases: one careless click is the whole harm."""


def by_recipient(summary: Summary) -> Allowed:
    """`release` for what is at most suspicious of being a nuisance; for all else `request`.

    Mail that nobody judged, or not to the end, may be anything, and is asked for. What a person said that it
    is counts before the verdict.
    """
    if summary.label == "genuine":
        return "release"
    if summary.label in ("phish", "malware"):
        return "request"
    if summary.level == "clean":
        return "release"
    if summary.level == "suspicious" and not DANGEROUS & set(summary.attack_types):
        return "release"
    return "request"


def owns(user: User, summary: Summary) -> bool:
    """Whether a mail is this person's: it came to their address, or they showed it to Unhook."""
    if summary.mailbox is not None and summary.mailbox == address(user.box):
        return True
    return user.address is not None and user.address in summary.recipients
