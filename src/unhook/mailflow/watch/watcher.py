"""One watched account: read on from where it was left, do what is to be done, wait; again and again."""

import contextlib
import logging
import os
import threading
from collections.abc import Callable
from datetime import date

from unhook.errors import MailboxError, StoreError
from unhook.limits import DEFAULT
from unhook.mailbox.model import Mailbox
from unhook.mailflow.watch.inbox import Takes
from unhook.mailflow.watch.opinion import StoppedError
from unhook.mailflow.watch.performer import Performer
from unhook.settings.watch import AccountTable
from unhook.store import Store, points

_LOG = logging.getLogger(__name__)
PAUSES = (1.0, 2.0, 5.0, 10.0, 30.0, 60.0)
"""Before the mailbox or the store is tried again."""
WAIT_SECONDS = 1_200.0
_LONG_AGO = date(1970, 1, 1)


class Watcher:
    """A thread that watches one account. `connect` opens its mailbox; `largest`: mails of more bytes are
    not read whole.
    """

    def __init__(
        self,
        account: AccountTable,
        store: Store,
        connect: Callable[[], Mailbox],
        *,
        takes: Takes,
        performer: Performer,
        largest: int,
    ) -> None:
        self.account = account
        self._store, self._connect, self._takes, self._performer = store, connect, takes, performer
        self._largest = largest
        self._wake = os.eventfd(0, os.EFD_NONBLOCK | os.EFD_CLOEXEC)
        self._over = threading.Event()
        # Nothing that it does needs an end: whoever comes after goes on.
        self._thread = threading.Thread(target=self._run, name=f"watch-{account.name}", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def wake(self) -> None:
        """There is something to do."""
        os.eventfd_write(self._wake, 1)

    def stop(self) -> None:
        """End after the mail at hand."""
        self._over.set()
        self.wake()

    def stopped(self) -> bool:
        """Whether it was told to end."""
        return self._over.is_set()

    def join(self, seconds: float) -> bool:
        """Whether it ended within so many seconds."""
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def _run(self) -> None:
        failures = 0
        while not self.stopped():
            mailbox: Mailbox | None = None
            try:
                mailbox = self._connect()
                point = self._resumed(mailbox)
                _LOG.info("watch %s: connected", self.account.name)
                alone = True
                while not self.stopped():
                    point = self._read(mailbox, point)
                    while self._performer.perform(mailbox, alone) and not self.stopped():
                        alone = False
                    alone = False
                    failures = 0
                    self._wait(mailbox)
            except StoppedError:
                return
            except (MailboxError, StoreError) as error:
                self._told(error, failures)
            except Exception:
                # One account must not harm the next.
                _LOG.exception("alarm: watch %s failed", self.account.name)
            finally:
                if mailbox is not None:
                    mailbox.close()
            self._over.wait(PAUSES[min(failures, len(PAUSES) - 1)])
            failures += 1

    def _resumed(self, mailbox: Mailbox) -> str:
        account = self.account
        with self._store.reading() as connection:
            point = points.read(connection, account.name, account.folder)
        if point is not None:
            return point
        since = account.since
        first = mailbox.start(since if isinstance(since, date) else _LONG_AGO if since == "all" else None)
        with self._store.writing() as connection:
            points.keep(connection, account.name, account.folder, first, at=self._store.now())
        return first

    def _read(self, mailbox: Mailbox, point: str) -> str:
        while arrived := mailbox.new(point):
            for each in arrived:
                if self.stopped():
                    return point
                whole = each.size <= self._largest
                raw = mailbox.raw(each.place, None if whole else DEFAULT.header_bytes)
                if raw is None:
                    self._takes.skip(each)
                elif self._takes.take(raw, each, whole):
                    self._performer.perform(mailbox)
                point = each.point
        return point

    def _wait(self, mailbox: Mailbox) -> None:
        mailbox.wait(WAIT_SECONDS, self._wake)
        with contextlib.suppress(BlockingIOError):
            os.eventfd_read(self._wake)

    def _told(self, error: MailboxError | StoreError, failures: int) -> None:
        if not failures or not error.temporary:
            _LOG.error("alarm: watch %s: %s", self.account.name, error)
