"""What people type to find mail: `from:example.net -verdict:clean after:2026-01-01 "your invoice"`.

Each term is `field:value`, or a word of the subject; `-` before it excludes, quotes keep spaces together. All
terms have to hold.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from unhook.errors import InputError
from unhook.limits import STORE

FIELDS: Mapping[str, str] = {
    "from": "the sender: an address, or a domain with all below it",
    "to": "a recipient, in the same way",
    "subject": "what stands in the subject, as every word without a field",
    "rule": "a rule that counted in the verdict",
    "verdict": "malicious, suspicious, clean, incomplete or none",
    "type": "the kind of attack, such as credential_phishing",
    "label": "what a person said: phish, malware, spam, genuine or none",
    "link": "where a link leads: a host with all below it, or a whole URL",
    "hash": "the SHA-256 of the mail or of one of its attachments",
    "id": "the Message-ID",
    "mailbox": "whose mailbox held it",
    "direction": "inbound, outbound or internal",
    "source": "the door it came in by: milter, watch, report, import or check",
    "after": "from that day on (UTC), as 2026-01-31 or 7d for the last seven days",
    "before": "before that day",
}
_TERM = re.compile(r'\s*(-?)(?:([A-Za-z]+):)?(?:"([^"]*)"|([^\s"]+))')
_DAYS = re.compile(r"(\d{1,4})d")


@dataclass(frozen=True, slots=True)
class Term:
    """One condition; `negated` where it must not hold."""

    field: str
    value: str
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """Terms that all hold for a message dated at or after `after` and before `before`."""

    terms: tuple[Term, ...] = ()
    after: datetime | None = None
    before: datetime | None = None


def parse(text: str, now: datetime) -> Query:
    """The query of a text. Raises `InputError` that says which word is wrong, and what there is instead."""
    if len(text) > STORE.query_chars:
        raise InputError(f"the search is longer than {STORE.query_chars:,} characters")
    terms: list[Term] = []
    edges: dict[str, datetime] = {}
    place = 0
    while text[place:].strip():
        match = _TERM.match(text, place)
        if match is None:
            raise InputError(f"a quotation mark is open at: {text[place:].strip()}")
        place = match.end()
        negated, named, quoted, bare = match.groups()
        value = quoted if quoted is not None else bare
        name = (named or "subject").lower()
        if name not in FIELDS:
            raise InputError(f"there is no field {named!r}; the fields are: {', '.join(FIELDS)}")
        if name not in ("after", "before"):
            terms.append(Term(name, value, bool(negated)))
        elif negated:
            raise InputError(f"-{name}: is not understood; use {'after' if name == 'before' else 'before'}:")
        else:
            edges[name] = _day(value, now)
    if len(terms) > STORE.terms:
        raise InputError(f"the search has more than {STORE.terms} terms")
    return Query(tuple(terms), edges.get("after"), edges.get("before"))


def _day(value: str, now: datetime) -> datetime:
    if match := _DAYS.fullmatch(value):
        return now - timedelta(days=int(match[1]))
    try:
        return datetime.strptime(value, "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError:
        raise InputError(f"{value!r} is no day; write it as 2026-01-31, or as 7d") from None
