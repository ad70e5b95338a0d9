"""How messages are numbered: by date first, so that an order by number is one by date.

63 bits: 43 of milliseconds since 1970, then 20 of the message's key, which tell mails of the same
millisecond apart (a number that is taken gives way to the next).
"""

import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from unhook.store.types import utc

_KEY_BITS = 20
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
DAY = 86_400_000 << _KEY_BITS
"""The numbers of one day."""
HIGHEST = 2**63 - 1


def key(content: str, recipients: Iterable[str]) -> str:
    """What a message is recorded once by: its content's SHA-256 and whom the envelope names, in any order."""
    named = "\n".join(sorted({each.strip().lower() for each in recipients}))
    return hashlib.sha256(f"{content}\n{named}".encode("utf-8", "replace")).hexdigest()


def first(at: datetime) -> int:
    """The lowest number that a message of this moment can have."""
    milliseconds = (utc(at) - _EPOCH) // timedelta(milliseconds=1)
    return max(0, min(milliseconds, HIGHEST >> _KEY_BITS)) << _KEY_BITS


def of(at: datetime, key: str) -> int:
    """The number for a message of this moment and key."""
    return first(at) | int(key[:5], 16)


def date(number: int) -> datetime:
    """The moment that a number begins with."""
    return _EPOCH + timedelta(milliseconds=number >> _KEY_BITS)
