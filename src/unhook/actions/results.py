"""The verdict as header fields (RFC 8601 for the first), and which fields of others give way to them.

What an attacker may have made never gets here unescaped: levels and numbers are ours, rule ids are cut down
to the characters of an atom.
"""

import re

from unhook.actions.model import HeaderField
from unhook.verdict.model import Level, Verdict

PREFIX = "x-unhook-"
METHOD = "x-unhook"
"""The method's name in Authentication-Results (RFC 8601 section 2.7.7: experimental ones begin with x-)."""

_RULES = 10
_NOT_ATOM = re.compile(r"[^A-Za-z0-9._-]")
_RESULTS = "authentication-results"
# The authserv-id: a token or quoted string after comments and blanks (RFC 8601 section 2.2).
_AUTHSERV = re.compile(r'(?:[\s,]|\([^()]*\))*(?:"([^"]*)"|([^\s;()"]+))')


def fields(verdict: Verdict, authserv_id: str, mode: str) -> tuple[HeaderField, ...]:
    """The fields to add, in order from the top."""
    score = f"{verdict.score:.4f}"
    found = rules(verdict)
    return (
        *_first(authserv_id, verdict.level, f" policy.score={score}"),
        HeaderField("X-Unhook-Score", score),
        *((HeaderField("X-Unhook-Reasons", ", ".join(found)),) if found else ()),
        HeaderField("X-Unhook-Action", mode),
    )


def unjudged(authserv_id: str) -> tuple[HeaderField, ...]:
    """The fields of a mail that nobody could judge."""
    return _first(authserv_id, "incomplete")


def rules(verdict: Verdict) -> tuple[str, ...]:
    """The ids of the rules that speak against the mail, the weightiest first, fit for a header."""
    against = [reason.finding.rule for reason in verdict.reasons if reason.contribution > 0]
    return tuple(dict.fromkeys(_NOT_ATOM.sub("_", rule)[:80] for rule in against))[:_RULES]


def forged(name: str, value: str, authserv_id: str, kept_ids: frozenset[str]) -> bool:
    """Whether a field that came with the mail poses as ours.

    Results in a name of `kept_ids` stay: there another server of ours writes, and removes what others wrote,
    but for results of our own method, which only we write.
    """
    label = name.strip().lower()
    if label.startswith(PREFIX):
        return True
    if label != _RESULTS or (match := _AUTHSERV.match(value)) is None:
        return False
    named = (match[1] or match[2] or "").lower()
    kept = {each.lower() for each in kept_ids}
    if named in kept:
        return re.search(rf";\s*{METHOD}\s*[=/]", value, re.IGNORECASE) is not None
    return named == authserv_id.lower()


def _first(authserv_id: str, level: Level, more: str = "") -> tuple[HeaderField, ...]:
    return (
        HeaderField("Authentication-Results", f"{authserv_id}; {METHOD}={level}{more}"),
        HeaderField("X-Unhook-Verdict", level),
    )
