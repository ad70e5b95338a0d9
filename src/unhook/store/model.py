"""The values that go into the store and come out of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from unhook.verdict.model import AttackType, Level

Label = Literal["phish", "malware", "spam", "genuine"]
"""What a person says that a message is."""
LABELS: tuple[Label, ...] = get_args(Label)


@dataclass(frozen=True, slots=True)
class Delivery:
    """How a message came: the envelope, and through which door.

    `source`: `milter`, `watch`, `report`, `import` or `check`. `sender` and `recipients` as the envelope has
    them (RFC 5321); `mailbox` whose mailbox held it. `received`: when it arrived, where the caller knows.
    """

    source: str = "check"
    sender: str | None = None
    recipients: tuple[str, ...] = ()
    mailbox: str | None = None
    received: datetime | None = None


@dataclass(frozen=True, slots=True)
class Keeping:
    """What is kept of mails, and how long, in days; `None` for ever.

    `raw`: whose bytes are kept: nobody's, those of mails that are not clean, or all. `message_days`: models,
    findings and verdicts. `history_days`: who wrote to whom. `mature_days`: how long the history has to
    reach back before it may say that something never happened.
    """

    raw: Literal["none", "suspicious", "all"] = "suspicious"
    raw_days: int | None = 30
    message_days: int | None = 90
    history_days: int | None = 730
    mature_days: int = 14

    def wants_raw(self, level: Level | None) -> bool:
        """Whether the bytes of a mail with this verdict are kept."""
        return self.raw == "all" or (self.raw == "suspicious" and level not in ("clean", None))


@dataclass(frozen=True, slots=True)
class Recorded:
    """A message in the store: its number, its key, and whether it was not there before."""

    id: int
    key: str
    new: bool


@dataclass(frozen=True, slots=True)
class Summary:
    """A message as a list shows it. Texts are as the mail has them: defang and escape them."""

    id: int
    key: str
    date: datetime
    direction: str
    sender: str
    sender_name: str | None
    recipients: tuple[str, ...]
    subject: str
    message_id: str | None
    source: str
    mailbox: str | None
    level: Level | None
    score: float | None
    attack_types: tuple[AttackType, ...]
    label: Label | None
    content: str
