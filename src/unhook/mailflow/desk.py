"""Where each mail gets its decision: judged in time or not at all, kept before anybody is told."""

import asyncio
import logging
import time
from dataclasses import dataclass, replace
from typing import Literal

from unhook.actions import planning
from unhook.actions.model import Plan
from unhook.actions.perform import Edits, edits
from unhook.errors import UnhookError
from unhook.mailflow.job import Answer, Job
from unhook.mailflow.judge import measures
from unhook.mailflow.outcome import Performed
from unhook.mailflow.pool import Judges, UnjudgedError
from unhook.mailflow.spool import Entry, Spool
from unhook.settings import Settings

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Decision:
    """What the mail server is to be told: `plan` with its `edits`, unless the mail is to come again or, as
    what a signed-in user sends, goes its way untouched.
    """

    kind: Literal["plan", "untouched", "again"]
    entry: Entry
    plan: Plan | None = None
    edits: Edits = Edits()  # noqa: RUF009 - frozen
    kept: bool = False


class Desk:
    """Decides on mails, so many at once. `spool` is None where nobody wants outcomes but the log."""

    def __init__(self, settings: Settings, judges: Judges, spool: Spool | None) -> None:
        self.settings = settings
        self._judges = judges
        self._spool = spool
        self._in_hand = 0
        self._refusing = False

    def take(self) -> bool:
        """Whether there is room for another mail; if so, it is taken until `give_back`."""
        if self._refusing or self._in_hand >= self.settings.milter.max_messages:
            return False
        self._in_hand += 1
        return True

    def give_back(self) -> None:
        """One mail less in hand."""
        self._in_hand -= 1

    @property
    def in_hand(self) -> int:
        """How many mails are being looked at."""
        return self._in_hand

    def refuse(self) -> None:
        """Take no more mails."""
        self._refusing = True

    async def decide(self, job: Job, whole: bool = True) -> Decision:
        """The decision on a mail, kept where outcomes are kept. `whole`: its body is there.

        The spool's failure is the mail's failure where mail that fails is to come again, and where nobody
        else will have the mail; where it is to be let through, the plan is carried out and only the record is
        lost, which the log then holds.
        """
        start = time.monotonic()
        decision = await self._decision(job, whole)
        if self._spool is not None:
            try:
                await asyncio.to_thread(self._spool.keep, decision.entry)
                decision = replace(decision, kept=True)
            except OSError as error:
                _LOG.error("alarm: the outcome of %s cannot be kept: %s", job.envelope.id, error.strerror)
                if self.settings.milter.on_failure == "tempfail":
                    decision = Decision("again", decision.entry)
        if not decision.kept and decision.plan is not None and decision.plan.disposition == "withhold":
            decision = Decision("again", decision.entry)
        _told(decision, time.monotonic() - start)
        return decision

    async def settle(self, decision: Decision, told: bool | None) -> None:
        """What became of a decision. `told`: whether the server heard it; None where nobody knows."""
        performed: Performed
        if told is False:
            performed = "abandoned"
        elif decision.kind == "again":
            performed = "refused"
        elif told is None:
            performed = "unknown"
        else:
            performed = "done" if decision.entry.judged is not None else "passed"
        envelope = decision.entry.envelope
        _LOG.info("mail %s queue=%r performed=%s", envelope.id, envelope.queue_id, performed)
        if decision.kept and self._spool is not None:
            try:
                await asyncio.to_thread(self._spool.settle, envelope.id, performed)
            except OSError as error:
                # It stays where it is, and is recorded as unknown after the next start.
                _LOG.error("alarm: the outcome of %s cannot be settled: %s", envelope.id, error.strerror)

    async def _decision(self, job: Job, whole: bool) -> Decision:
        envelope = job.envelope
        raw = job.traced()
        if envelope.user is not None:
            return Decision("untouched", Entry(envelope, raw))
        try:
            if not whole:
                raise UnjudgedError("it is larger than max_message_bytes")
            answer: Answer = await self._judges.judge(job, self.settings.milter.deadline_seconds)
        except UnhookError as error:
            return self._failed(job, raw, str(error))
        entry = Entry(envelope, raw, answer.plan, answer.judged)
        return Decision("plan", entry, answer.plan, answer.edits)

    def _failed(self, job: Job, raw: bytes, why: str) -> Decision:
        _LOG.error("alarm: mail %s could not be checked: %s", job.envelope.id, why)
        if self.settings.milter.on_failure == "tempfail":
            return Decision("again", Entry(job.envelope, raw, failure=why))
        plan = planning.unjudged(measures(self.settings, job.envelope.server))
        return Decision(
            "plan", Entry(job.envelope, raw, plan, failure=why), plan, edits(b"", job.header, plan)
        )


def _told(decision: Decision, seconds: float) -> None:
    """A line on each decision. Only ids, numbers and words of ours; the queue id is quoted."""
    plan, envelope = decision.plan, decision.entry.envelope
    _LOG.info(
        "mail %s queue=%r client=%r level=%s mode=%s disposition=%s rules=%s exempt=%r ms=%d",
        envelope.id,
        envelope.queue_id,
        envelope.client_ip,
        plan.level if plan else "unjudged",
        plan.mode if plan else decision.kind,
        plan.disposition if plan else decision.kind,
        ",".join(plan.rules) if plan else "",
        plan.exempt if plan else None,
        round(seconds * 1000),
    )
