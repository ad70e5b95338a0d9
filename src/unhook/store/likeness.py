"""What copies of one mail in different mailboxes have in common, whatever their servers wrote above them."""

import hashlib
from dataclasses import dataclass
from email.utils import parseaddr

from unhook.limits import DEFAULT
from unhook.message.defects import DefectLog
from unhook.message.mime import fields


@dataclass(frozen=True, slots=True)
class Likeness:
    """`body`: SHA-256 of all below the header, without the kind of line ends. What is None is not known, and
    not compared.

    A Message-ID alone is no likeness: whoever got a genuine mail can put its Message-ID into another.
    """

    message_id: str | None
    sender: str | None
    body: str | None = None

    def fits(self, other: "Likeness") -> bool:
        """Whether both can be copies of one mail; never where there is nothing to tell by."""
        if not (self.message_id and other.message_id) and not (self.body and other.body):
            return False
        pairs = (
            (self.message_id, other.message_id),
            (self.sender, other.sender),
            (self.body, other.body),
        )
        return all(mine == theirs for mine, theirs in pairs if mine is not None and theirs is not None)


def of(raw: bytes) -> Likeness:
    """The likeness of a mail's bytes."""
    section = fields.scan(raw, 0, DEFAULT, DefectLog(DEFAULT))
    first = {each.name.lower(): each.value for each in reversed(section.fields)}
    body = raw[section.body :].replace(b"\r\n", b"\n").rstrip(b"\n")
    return Likeness(
        message_id(first.get("message-id", "")),
        parseaddr(first.get("from", ""))[1].lower() or None,
        hashlib.sha256(body).hexdigest(),
    )


def message_id(text: str) -> str | None:
    """A Message-ID without its brackets."""
    return text.strip().strip("<>").strip() or None
