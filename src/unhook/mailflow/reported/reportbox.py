"""What is done with each mail that comes to the report address."""

import hashlib
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Connection

from unhook.mailbox.model import Arrived
from unhook.mailflow.reported import extract, guard, tongue
from unhook.mailflow.reported.extract import Reported
from unhook.mailflow.reported.guard import Guard
from unhook.mailflow.watch.inbox import Inbox
from unhook.mailflow.watch.opinion import Opinion
from unhook.message.model import Message
from unhook.settings.report import Report
from unhook.store import Delivery, Store, cases, deeds, orders, points

_LOG = logging.getLogger(__name__)
_NOTE_CHARS = 2_000
_BY = "report"


@dataclass(frozen=True)
class ReportBox:
    """The report address's mailbox. `form` makes the opinion on a mail's bytes in somebody's mailbox;
    `inbox` takes what is no report.
    """

    inbox: Inbox
    settings: Report
    guard: Guard
    form: Callable[[bytes, str], Opinion]

    def take(self, raw: bytes, arrived: Arrived, whole: bool) -> bool:
        """As `Takes.take`."""
        if not whole:
            return self.inbox.take(raw, arrived, whole)
        outer = self._outer(self.form(raw, self.inbox.account.owner).message)
        reporter, refusal = self.guard.reporter(outer)
        if refusal is not None:
            _LOG.info("report address: a mail is no report: %s", refusal)
            return self.inbox.take(raw, arrived, whole)
        reported = extract.of(outer)
        opinions = [(each, self.form(each.raw, reporter)) for each in reported]
        with self.store.writing() as connection:
            language = tongue.of(
                extract.note(outer),
                guard.languages(outer),
                outer.subject.subject or "",
                self.settings.language,
            )
            answered = self._open(connection, outer, reporter, language, opinions)
            account = self.inbox.account
            points.keep(connection, account.name, account.folder, arrived.point, at=self.store.now())
        _LOG.info("report address: %d mails reported, answered=%s", len(reported), answered)
        return False

    def skip(self, arrived: Arrived) -> None:
        """As `Takes.skip`."""
        self.inbox.skip(arrived)

    @property
    def store(self) -> Store:
        """Where all is kept."""
        return self.inbox.store

    def _outer(self, message: Message) -> Message:
        return message.carrier or message

    def _open(
        self,
        connection: Connection,
        outer: Message,
        reporter: str,
        language: str,
        opinions: list[tuple[Reported, Opinion]],
    ) -> bool:
        now = self.store.now()
        # Anew for each mail, not for each report: the same mail read again is answered once.
        key = f"{_prefix(reporter)}{hashlib.sha256(outer.raw).hexdigest()}"
        since = now - timedelta(hours=1)
        silent = deeds.planned_since(connection, _prefix(reporter), since) >= self.settings.answers_per_hour
        known = {
            "to": reporter,
            "language": language,
            "in_reply_to": outer.headers.message_id,
        }
        if not opinions and not silent:
            deeds.plan(
                connection,
                key,
                kind="mail",
                target=orders.SMTP,
                by=_BY,
                at=now,
                detail={**known, "about": "nothing"},
            )
        for place, (mail, opinion) in enumerate(opinions):
            recorded = self.store.record(
                opinion.message,
                opinion.verdict,
                Delivery("report", mailbox=reporter),
                keep_raw=True,
                connection=connection,
            )
            case = cases.open_(
                connection,
                recorded.id,
                reporter=reporter,
                channel="mail",
                at=now,
                note=extract.note(outer)[:_NOTE_CHARS] or None,
                language=language,
            )
            if not silent:
                deeds.plan(
                    connection,
                    f"{key}:{place}",
                    kind="mail",
                    target=orders.SMTP,
                    by=_BY,
                    at=now,
                    message=recorded.id,
                    detail={**known, "about": "verdict", "case": case.id, "inline": mail.inline},
                )
        return not silent


def _prefix(reporter: str) -> str:
    return f"answer:{reporter}:"
