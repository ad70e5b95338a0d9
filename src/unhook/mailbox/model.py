"""What a mailbox is asked, whoever keeps it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Place:
    """Where a copy of a mail lies. `id` is its provider's word for it, and good in this folder alone."""

    folder: str
    id: str


@dataclass(frozen=True, slots=True)
class Arrived:
    """A mail that came: `size` in bytes; `point` is where reading goes on once this one is done with."""

    place: Place
    size: int
    point: str


@dataclass(frozen=True, slots=True)
class Sought:
    """What a server can look for: the Message-ID, and where there is none the days on which the mail may
    have come. What is found need not be it: whoever asked compares.
    """

    message_id: str | None
    first: date
    last: date


class Mailbox(Protocol):
    """One account. Nothing here marks a mail as read.

    Every method raises `MailboxError`, which says whether trying again may help; after one that may, the
    connection is to be closed and opened anew.
    """

    def start(self, since: date | None) -> str:
        """The point from which the watched folder is read at first: mails that came on this day or later;
        None: those that come from now on.
        """

    def new(self, point: str) -> Sequence[Arrived]:
        """The mails after a point, in their order; perhaps not all at once: the next call tells more."""

    def raw(self, place: Place, limit: int | None = None) -> bytes | None:
        """A mail's bytes, at most `limit` of them; None where it is not there any more."""

    def mark(self, place: Place, add: Collection[str] = (), remove: Collection[str] = ()) -> bool:
        """Set and take away keywords; false where the mail is not there any more."""

    def move(self, place: Place, folder: str) -> Place | None:
        """Move a mail, to a folder that is made where it is missing; the new place, None where the mail is
        not there any more.
        """

    def delete(self, place: Place) -> None:
        """Take a mail away for good; one that is not there any more is gone already."""

    def find(self, folder: str, sought: Sought) -> Sequence[Place]:
        """Where in a folder such mails are; none where there is no such folder."""

    def folders(self) -> Sequence[str]:
        """All folders that can hold mail."""

    def wait(self, seconds: float, wake: int) -> None:
        """Until something may have come, the file descriptor `wake` is readable, or so long."""

    def close(self) -> None:
        """End the connection; never raises."""
