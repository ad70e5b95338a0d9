"""The value: something observable that belongs to an attack, and how sure that is."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

Kind = Literal["host", "url", "email", "sha256", "ip"]
Role = Literal[
    "credential-page", "leads-there", "receiver", "link", "sender", "reply-to", "attachment", "origin"
]


@dataclass(frozen=True, slots=True)
class Indicator:
    """Exact, never defanged: who shows it to a person does that.

    `role`: a page that takes passwords, what leads there, a host that gets what is typed; else where it
    stood in a mail, `origin` being the address that an authentication server saw it come from.
    `confidence`: 0 to 100, STIX's scale. `brand`: whom it poses as, where known. `first` and `last`: dates of
    the mails it stood in, or of the look at the page; `mails`: how many they were.
    """

    kind: Kind
    value: str
    role: Role
    confidence: int
    brand: str = ""
    first: datetime | None = None
    last: datetime | None = None
    mails: int = 1

    @property
    def key(self) -> tuple[Kind, str]:
        """What it is, whatever part it played."""
        return self.kind, self.value


def merged(found: Iterable[Indicator]) -> tuple[Indicator, ...]:
    """Each thing once, in the role that is surest; seen from the first time to the last. The surest first."""
    by_key: dict[tuple[Kind, str], Indicator] = {}
    for each in found:
        known = by_key.get(each.key)
        by_key[each.key] = each if known is None else _joined(known, each)
    return tuple(sorted(by_key.values(), key=lambda each: (-each.confidence, each.kind, each.value)))


def _joined(known: Indicator, other: Indicator) -> Indicator:
    surer = other if other.confidence > known.confidence else known
    return replace(
        surer,
        brand=surer.brand or known.brand or other.brand,
        first=min(filter(None, (known.first, other.first)), default=None),
        last=max(filter(None, (known.last, other.last)), default=None),
        mails=known.mails + other.mails,
    )
