"""A mailbox on an IMAP server."""

import contextlib
import select
from collections.abc import Collection, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from imapclient.exceptions import IMAPClientError

from unhook.errors import MailboxError
from unhook.mailbox.imap.connection import Server, connect, told
from unhook.mailbox.imap.point import Point
from unhook.mailbox.model import Arrived, Place, Sought

IDLE_SECONDS = 24 * 60.0
"""Servers may close after 30 minutes (RFC 2177)."""
_AT_ONCE = 200
_NO_FOLDER = frozenset({b"\\noselect", b"\\nonexistent"})


class Imap:
    """A `Mailbox`. `folder` is the watched one; `poll_seconds`: how often it is looked at where the server
    does not tell (IDLE).

    While nothing is to be changed folders are only examined, so that the server cannot take a mail for seen.
    """

    def __init__(self, server: Server, folder: str = "INBOX", poll_seconds: float = 60.0) -> None:
        self._watched, self._poll, self._seconds = folder, poll_seconds, server.seconds
        self._client = connect(server)
        self._open: tuple[str, bool] | None = None
        self._state: dict[Any, Any] = {}
        with told("look at what the server can do"):
            self._can = {each.upper() for each in self._client.capabilities()}
            if b"CONDSTORE" in self._can and b"ENABLE" in self._can:
                with contextlib.suppress(IMAPClientError):
                    self._client.enable("CONDSTORE")

    def start(self, since: date | None) -> str:
        """As `Mailbox.start`."""
        with told("open the folder"):
            self._select(self._watched, anew=True)
        uid = 0 if since is not None else self._next() - 1
        day = since or datetime.now(UTC).date()
        return Point(self._validity(), uid, day.isoformat()).written()

    def new(self, point: str) -> Sequence[Arrived]:
        """As `Mailbox.new`. Where the server gave all mails new UIDs, those since the point's day come
        again.
        """
        at = Point.read(point)
        with told("look for new mail"):
            fresh = self._select(self._watched)
            if not fresh:
                # Else a search may answer from what the server saw before, and IDLE be silent of the rest.
                self._client.noop()
            if self._validity() != at.validity:
                at = Point(self._validity(), 0, (at.since - timedelta(days=1)).isoformat())
            elif fresh and at.uid and self._unchanged(at):
                return ()
            modseq = self._modseq() if fresh else 0
            criteria: list[Any] = ["UID", f"{at.uid + 1}:*"]
            if not at.uid:
                criteria += ["SINCE", at.since]
            # The last one is within any range that goes to `*`.
            uids = sorted(uid for uid in self._client.search(criteria) if uid > at.uid)
            part = uids[:_AT_ONCE]
            facts = self._client.fetch(part, ["RFC822.SIZE", "INTERNALDATE"]) if part else {}
        found = []
        for uid in part:
            if uid in facts:
                day = facts[uid][b"INTERNALDATE"].date().isoformat()
                last = uid == uids[-1]
                then = Point(at.validity, uid, max(day, at.day), modseq if last else 0)
                place = Place(self._watched, f"{at.validity}:{uid}")
                found.append(Arrived(place, facts[uid][b"RFC822.SIZE"], then.written()))
        return tuple(found)

    def raw(self, place: Place, limit: int | None = None) -> bytes | None:
        """As `Mailbox.raw`."""
        part = f"BODY.PEEK[]<0.{limit}>" if limit is not None else "BODY.PEEK[]"
        with told("fetch a mail"):
            uid = self._uid(place)
            answer = self._client.fetch([uid], [part]) if uid else {}
            facts = answer.get(uid or 0, {})
            return next((value for key, value in facts.items() if key.startswith(b"BODY[]")), None)

    def mark(self, place: Place, add: Collection[str] = (), remove: Collection[str] = ()) -> bool:
        """As `Mailbox.mark`."""
        with told("set keywords"):
            uid = self._uid(place, write=True)
            if uid is None or not self._there(uid):
                return False
            if add:
                self._permitted(add)
                self._client.add_flags([uid], list(add), silent=True)
            if remove:
                self._client.remove_flags([uid], list(remove), silent=True)
            return True

    def move(self, place: Place, folder: str) -> Place | None:
        """As `Mailbox.move`. Without MOVE (RFC 6851) it is copied, and the copy that stays behind is taken
        away by its own UID, or only marked as deleted where the server cannot do that (UIDPLUS).
        """
        with told("move a mail"):
            uid = self._uid(place, write=True)
            if uid is None or not self._there(uid):
                return None
            size = self._size(uid)
            validity, first = self._made(folder)
            if b"MOVE" in self._can:
                self._client.move([uid], folder)
            else:
                self._client.copy([uid], folder)
                self._drop(uid)
            self._select(folder, anew=True)
            came = [each for each in self._client.search(["UID", f"{first}:*"]) if each >= first]
            same = [each for each in came if self._size(each) == size]
            return Place(folder, f"{validity}:{min(same)}") if same else Place(folder, f"{validity}:0")

    def delete(self, place: Place) -> None:
        """As `Mailbox.delete`; without UIDPLUS (RFC 4315) it is only marked as deleted."""
        with told("delete a mail"):
            uid = self._uid(place, write=True)
            if uid is not None:
                self._drop(uid)

    def find(self, folder: str, sought: Sought) -> Sequence[Place]:
        """As `Mailbox.find`."""
        with told("look for a mail"):
            try:
                self._select(folder, anew=True)
            except IMAPClientError:
                if self._client.folder_exists(folder):
                    raise
                return ()
            if sought.message_id is not None and _sayable(sought.message_id):
                criteria: list[Any] = ["HEADER", "Message-ID", sought.message_id]
            else:
                criteria = ["SINCE", sought.first, "BEFORE", sought.last + timedelta(days=1)]
            # One that could only be marked as deleted when it was moved is not there.
            uids = sorted(self._client.search(["UNDELETED", *criteria]))
            return tuple(Place(folder, f"{self._validity()}:{uid}") for uid in uids)

    def folders(self) -> Sequence[str]:
        """As `Mailbox.folders`."""
        with told("list folders"):
            return [
                name
                for flags, _, name in self._client.list_folders()
                if not _NO_FOLDER & {flag.lower() for flag in flags}
            ]

    def wait(self, seconds: float, wake: int) -> None:
        """As `Mailbox.wait`."""
        if b"IDLE" not in self._can:
            select.select((wake,), (), (), min(seconds, self._poll))
            with told("look for new mail"):
                self._client.noop()
            return
        try:
            with told("wait for new mail"):
                self._select(self._watched)
                self._client.idle()
                if not self._buffered():
                    poller = select.poll()
                    poller.register(wake, select.POLLIN)
                    poller.register(self._client.socket().fileno(), select.POLLIN)
                    poller.poll(int(min(seconds, IDLE_SECONDS) * 1000))
                self._client.idle_done()
        except MailboxError as error:
            # Whatever it was, the connection is in an unknown state.
            raise MailboxError(str(error), temporary=True) from None

    def close(self) -> None:
        """As `Mailbox.close`."""
        with contextlib.suppress(Exception):
            self._client.shutdown()

    def _select(self, folder: str, *, write: bool = False, anew: bool = False) -> bool:
        """Whether it had to be opened."""
        if not anew and self._open is not None and self._open[0] == folder and self._open[1] >= write:
            return False
        self._open = None
        self._state = self._client.select_folder(folder, readonly=not write)
        self._open = folder, write
        return True

    def _uid(self, place: Place, *, write: bool = False) -> int | None:
        """The UID of a place in the folder that is opened; None where it is good no longer."""
        self._select(place.folder, write=write)
        validity, _, uid = place.id.partition(":")
        return int(uid) or None if int(validity) == self._validity() else None

    def _there(self, uid: int) -> bool:
        return bool(self._client.search(["UID", str(uid), "UNDELETED"]))

    def _drop(self, uid: int) -> None:
        self._client.add_flags([uid], ["\\Deleted"], silent=True)
        if b"UIDPLUS" in self._can:
            self._client.uid_expunge([uid])

    def _size(self, uid: int) -> int:
        return int(self._client.fetch([uid], ["RFC822.SIZE"])[uid][b"RFC822.SIZE"])

    def _made(self, folder: str) -> tuple[int, int]:
        """UIDVALIDITY and the next UID of a folder that is there afterwards."""
        if not self._client.folder_exists(folder):
            with contextlib.suppress(IMAPClientError):
                self._client.create_folder(folder)
                self._client.subscribe_folder(folder)
        told_ = self._client.folder_status(folder, ["UIDVALIDITY", "UIDNEXT"])
        return told_[b"UIDVALIDITY"], told_[b"UIDNEXT"]

    def _buffered(self) -> bool:
        """Whether the server said more than that it waits: that is read already, and no poll tells of it."""
        sock, imap = self._client.socket(), self._client._imap
        sock.setblocking(False)
        try:
            # Python's name for it changed.
            return bool((vars(imap).get("_file") or imap.file).peek(1))
        finally:
            sock.settimeout(self._seconds)

    def _permitted(self, keywords: Collection[str]) -> None:
        allowed = {each.lower() for each in self._state.get(b"PERMANENTFLAGS", ())}
        if allowed and b"\\*" not in allowed and not {each.lower().encode() for each in keywords} <= allowed:
            raise MailboxError("the server keeps no such keywords", temporary=False)

    def _validity(self) -> int:
        return int(self._state.get(b"UIDVALIDITY", 0))

    def _next(self) -> int:
        found = self._state.get(b"UIDNEXT")
        return int(found) if found is not None else max(self._client.search("ALL"), default=0) + 1

    def _modseq(self) -> int:
        return int(self._state.get(b"HIGHESTMODSEQ", 0))

    def _unchanged(self, point: Point) -> bool:
        return bool(point.modseq) and point.modseq == self._modseq()


def _sayable(message_id: str) -> bool:
    return len(message_id) < 900 and message_id.isascii() and message_id.isprintable()
