"""Deeds on a mailbox: each asks the mailbox first whether it was done, since who did it may be dead."""

import hashlib
import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection

from unhook.errors import MailboxError
from unhook.mailbox.model import Mailbox, Place, Sought
from unhook.settings.watch import AccountTable
from unhook.store import Delivery, Store, deeds, likeness, number, orders, quarantine, reading
from unhook.store.deeds import LEASE, Deed
from unhook.store.likeness import Likeness

_LOG = logging.getLogger(__name__)
_BY = "watch"
_AT_ONCE = 20
_GONE = "the mail is not there any more"
_DAY = timedelta(days=1)

Done = Callable[[Connection], None]
"""What is written down together with the deed."""


class _GoneError(Exception):
    """The mail is nowhere where it could be."""


@dataclass(frozen=True)
class Performer:
    """Performs what is planned on one account."""

    account: AccountTable
    store: Store
    parse: Callable[[bytes], Any]

    def perform(self, mailbox: Mailbox, alone: bool = False) -> int:
        """Take and perform deeds, and how many they were. `alone`: whoever had taken some is dead.

        Raises `MailboxError` where the connection is lost: the deed at hand is performed by the next.
        """
        with self.store.writing() as connection:
            taken = deeds.take(
                connection,
                self.store.now(),
                _AT_ONCE,
                kinds=("flag", "move", "release", "delete", "claw-back", "undo-claw-back"),
                targets=(orders.imap(self.account.name),),
                lease=timedelta(0) if alone else LEASE,
            )
        for deed in taken:
            self._one(mailbox, deed)
        return len(taken)

    def _one(self, mailbox: Mailbox, deed: Deed) -> None:
        kinds: dict[str, Callable[[Mailbox, Deed], Done]] = {
            "flag": self._flag,
            "move": self._move,
            "release": self._release,
            "delete": self._delete,
            "claw-back": self._claw_back,
            "undo-claw-back": self._undo,
        }
        try:
            done = kinds[deed.kind](mailbox, deed)
        except MailboxError as error:
            if error.temporary:
                raise
            self._failed(deed, str(error))
        except _GoneError:
            self._failed(deed, _GONE)
        else:
            with self.store.writing() as connection:
                done(connection)
                orders.settle(connection, deed, by=_BY, at=self.store.now())
            _LOG.info("watch %s: %s of mail %s done", self.account.name, deed.kind, deed.message)

    def _failed(self, deed: Deed, why: str) -> None:
        # That a mail is gone which was to be flagged or moved is its reader's doing.
        alarm = "" if why == _GONE and deed.kind in {"flag", "move"} else "alarm: "
        _LOG.warning("%swatch %s: %s of mail %s: %s", alarm, self.account.name, deed.kind, deed.message, why)
        with self.store.writing() as connection:
            orders.fail(connection, deed, why, by=_BY, at=self.store.now(), again=False)

    def _flag(self, mailbox: Mailbox, deed: Deed) -> Done:
        if not mailbox.mark(_place(deed.detail), add=deed.detail["keywords"]):
            raise _GoneError
        return _nothing

    def _move(self, mailbox: Mailbox, deed: Deed) -> Done:
        place = _place(deed.detail)
        try:
            mailbox.mark(place, add=deed.detail["keywords"])
        except MailboxError as error:
            if error.temporary:
                raise
            _LOG.warning("watch %s: %s", self.account.name, error)
        there = mailbox.move(place, self.account.quarantine) or self._copy(
            mailbox, self.account.quarantine, deed.message
        )
        return self._held(deed, there)

    def _release(self, mailbox: Mailbox, deed: Deed) -> Done:
        assert deed.message is not None
        home = self.account.folder
        try:
            place = self._where(mailbox, deed)
        except _GoneError:
            # It is home already, or nowhere.
            self._copy(mailbox, home, deed.message)
            return _nothing
        mailbox.mark(place, remove=self._keywords())
        if mailbox.move(place, home) is None:
            raise _GoneError
        return _nothing

    def _delete(self, mailbox: Mailbox, deed: Deed) -> Done:
        with suppress(_GoneError):
            mailbox.delete(self._where(mailbox, deed))
        return _nothing

    def _where(self, mailbox: Mailbox, deed: Deed) -> Place:
        """Where held mail is: its folder may be a new one, or somebody moved it. Raises `_GoneError`."""
        assert deed.message is not None
        place = _held_at(deed.detail["place"])
        if self._is(mailbox.raw(place), deed.message):
            return place
        return self._copy(mailbox, place.folder, deed.message)

    def _claw_back(self, mailbox: Mailbox, deed: Deed) -> Done:
        found = deed.detail.get("found")
        if found is None:
            found = self._copies(mailbox, deed)
            with self.store.writing() as connection:
                deeds.detailed(connection, deed.key, {"found": found})
        ends: list[Done] = []
        for each in found:
            place = Place(each["folder"], each["id"])
            there = mailbox.move(place, self.account.quarantine)
            if there is None:
                try:
                    there = self._copy(mailbox, self.account.quarantine, each["message"])
                except _GoneError:
                    _LOG.warning("watch %s: a copy went before it was clawed back", self.account.name)
                    continue
            ends.append(self._hold(each["message"], there, f"clawed back by order {deed.key}"))
        return _all(ends)

    def _undo(self, mailbox: Mailbox, deed: Deed) -> Done:
        with self.store.reading() as connection:
            clawed = deeds.get(connection, deed.detail["of"])
        assert clawed is not None
        ends: list[Done] = [lambda connection: self._undone(connection, deed.detail["of"])]
        for each in clawed.detail.get("found", ()):
            message = each["message"]
            try:
                place = self._copy(mailbox, self.account.quarantine, message)
            except _GoneError:
                continue
            # Told first: the watch must not take it for a mail that is to be held.
            with self.store.writing() as connection:
                quarantine.take_up(connection, message, by=_BY, at=self.store.now())
            mailbox.move(place, each["folder"])
            ends.append(self._released(message))
        return _all(ends)

    def _undone(self, connection: Connection, key: str) -> None:
        deeds.undone(connection, key, by=_BY, at=self.store.now())

    def _copies(self, mailbox: Mailbox, deed: Deed) -> list[dict[str, Any]]:
        """Where copies are, each with its message; those that the store did not know are recorded."""
        detail = deed.detail
        like = Likeness(detail["message_id"], detail["sender"], detail["body"])
        sought = Sought(
            detail["message_id"], date.fromisoformat(detail["first"]), date.fromisoformat(detail["last"])
        )
        found = []
        for folder in mailbox.folders():
            if folder == self.account.quarantine:
                continue
            for place in mailbox.find(folder, sought):
                raw = mailbox.raw(place)
                if raw is not None and like.fits(likeness.of(raw)):
                    recorded = self.store.record(
                        self.parse(raw), None, Delivery("watch", mailbox=self.account.owner), keep_raw=True
                    )
                    found.append({"folder": folder, "id": place.id, "message": recorded.id})
        return found

    def _copy(self, mailbox: Mailbox, folder: str, message: int | None) -> Place:
        """Where in a folder a message is. Raises `_GoneError`."""
        assert message is not None
        with self.store.reading() as connection:
            (summary,) = reading.summaries(connection, (message,))
        day = summary.date.date()
        sought = Sought(summary.message_id, day - _DAY, self.store.now().date() + _DAY)
        for place in mailbox.find(folder, sought):
            if self._is(mailbox.raw(place), message):
                return place
        raise _GoneError

    def _is(self, raw: bytes | None, message: int) -> bool:
        if raw is None:
            return False
        key = number.key(hashlib.sha256(raw).hexdigest(), (self.account.owner,))
        with self.store.reading() as connection:
            return reading.find(connection, key) == message

    def _held(self, deed: Deed, place: Place) -> Done:
        return self._hold(deed.message, place, None)

    def _hold(self, message: int | None, place: Place, reason: str | None) -> Done:
        assert message is not None
        where = f"imap:{self.account.name}:{place.folder}:{place.id}"

        def done(connection: Connection) -> None:
            quarantine.hold(connection, message, place=where, at=self.store.now(), by=_BY, reason=reason)

        return done

    def _released(self, message: int) -> Done:
        def done(connection: Connection) -> None:
            quarantine.done(connection, message, by=_BY, at=self.store.now())

        return done

    def _keywords(self) -> tuple[str, ...]:
        return (*self.account.malicious_keywords, *self.account.suspicious_keywords)


def _nothing(_: Connection) -> None:
    pass


def _all(ends: list[Done]) -> Done:
    def done(connection: Connection) -> None:
        for end in ends:
            end(connection)

    return done


def _place(detail: Any) -> Place:
    return Place(detail["folder"], detail["id"])


def _held_at(place: str) -> Place:
    """From `imap:ACCOUNT:FOLDER:UIDVALIDITY:UID`; a folder's name may have colons of its own."""
    folder, *numbers = place.split(":", 2)[2].rsplit(":", 2)
    return Place(folder, ":".join(numbers))
