"""What is done with each mail that came: judged once, recorded together with how far was read."""

import hashlib
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import Connection

from unhook.mailbox.model import Arrived, Place
from unhook.mailflow.watch.opinion import Opinion
from unhook.settings.watch import AccountTable, Deed
from unhook.store import Delivery, Store, deeds, number, orders, points, quarantine, reading
from unhook.verdict.model import Level

_LOG = logging.getLogger(__name__)


class Takes(Protocol):
    """Whoever takes mails that came. Afterwards the store knows of the mail and that it was read."""

    def take(self, raw: bytes, arrived: Arrived, whole: bool) -> bool:
        """Take a mail's bytes, the first of them where it is too large to be taken `whole`; whether something
        is to be done now.
        """

    def skip(self, arrived: Arrived) -> None:
        """The mail went before it could be read."""


@dataclass(frozen=True)
class Inbox:
    """An account's ordinary mail. `form` makes the opinion on its bytes."""

    account: AccountTable
    store: Store
    form: Callable[[bytes, bool], Opinion]

    def take(self, raw: bytes, arrived: Arrived, whole: bool) -> bool:
        """As `Takes.take`."""
        key = number.key(hashlib.sha256(raw).hexdigest(), (self.account.owner,))
        with self.store.reading() as connection:
            known = reading.find(connection, key)
        if known is not None:
            return self._again(known, arrived)
        opinion = self.form(raw, whole)
        level = opinion.level
        with self.store.reading() as connection:
            freed = orders.let_go(connection, self.store.safe, raw)
        exempt = opinion.exempt or ("people let it go" if freed else None)
        wanted = "report" if exempt else wish(self.account, level)
        with self.store.writing() as connection:
            sender = opinion.message.headers.return_path
            recorded = self.store.record(
                opinion.message,
                opinion.verdict,
                Delivery("watch", sender.email if sender else None, mailbox=self.account.owner),
                keep_raw=wanted == "move",
                connection=connection,
            )
            self._plan(connection, recorded.id, arrived.place, level, wanted)
            self._read(connection, arrived)
        _LOG.info(
            "watch %s: mail %s level=%s wanted=%s rules=%s exempt=%r",
            self.account.name,
            recorded.id,
            level,
            wanted,
            ",".join(opinion.rules),
            exempt,
        )
        return wanted != "report"

    def skip(self, arrived: Arrived) -> None:
        """As `Takes.skip`."""
        with self.store.writing() as connection:
            self._read(connection, arrived)

    def _again(self, message: int, arrived: Arrived) -> bool:
        """The same mail once more: what was done with it is done with this copy too, unless it was let go."""
        with self.store.writing() as connection:
            held = quarantine.get(connection, message)
            (summary,) = reading.summaries(connection, (message,))
            before = {deed.kind for deed in deeds.of_message(connection, message)}
            let_go = summary.label == "genuine" or (held and held.state in {"releasing", "released"})
            wanted: Deed = "report"
            if not let_go and summary.level is not None:
                wanted = "move" if "move" in before else "flag" if "flag" in before else "report"
                self._plan(connection, message, arrived.place, summary.level, wanted)
            self._read(connection, arrived)
        return wanted != "report"

    def _plan(self, connection: Connection, message: int, place: Place, level: Level, wanted: Deed) -> None:
        if wanted == "report":
            return
        account = self.account
        deeds.plan(
            connection,
            f"{message}:{wanted}:{account.name}:{place.folder}:{place.id}",
            kind=wanted,
            target=orders.imap(account.name),
            by="watch",
            at=self.store.now(),
            message=message,
            detail={
                "folder": place.folder,
                "id": place.id,
                "keywords": list(
                    account.malicious_keywords if level == "malicious" else account.suspicious_keywords
                ),
            },
        )

    def _read(self, connection: Connection, arrived: Arrived) -> None:
        account = self.account
        points.keep(connection, account.name, account.folder, arrived.point, at=self.store.now())


def wish(account: AccountTable, level: Level) -> Deed:
    """What the operator wants done with mail of this level."""
    match level:
        case "malicious":
            return account.malicious
        case "suspicious":
            return account.suspicious
        case "incomplete":
            return account.incomplete
        case "clean":
            return "report"
