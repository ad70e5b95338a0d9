"""How far a folder has been read, as IMAP can tell it."""

import json
from dataclasses import asdict, dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Point:
    """All mails of the folder's UIDVALIDITY up to this UID (RFC 3501 section 2.3.1.1) have been read.

    `day`: mail that came earlier is not wanted; it is asked where UIDs cannot tell: at the start, and after
    the server gave all mails new ones. `modseq`: the folder's HIGHESTMODSEQ (RFC 7162) at that moment, where
    the server offers it: the same one means that nothing happened since.
    """

    validity: int
    uid: int
    day: str
    modseq: int = 0

    def written(self) -> str:
        """As a text that is kept."""
        return json.dumps(asdict(self))

    @classmethod
    def read(cls, text: str) -> "Point":
        """From `written`."""
        return cls(**json.loads(text))

    @property
    def since(self) -> date:
        """`day` as a date."""
        return date.fromisoformat(self.day)
