"""A mail's judgement for those who wait for it in a thread, whatever the mail does to who judges it."""

import asyncio
import logging
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

import msgspec

from unhook import app
from unhook.context import Context
from unhook.mailflow.envelope import Envelope
from unhook.mailflow.job import Answer, Job, Judged
from unhook.mailflow.pool import BusyError, Judges, UnjudgedError
from unhook.message.model import Message
from unhook.verdict.model import Level, Verdict

_LOG = logging.getLogger(__name__)
_TRIES = 2
_PAUSE = 1.0

Judge = Callable[[Job], Answer]
"""Judges or raises `UnjudgedError`."""


class StoppedError(Exception):
    """The watch ends; the mail is judged by the next."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """What was found. `exempt`: why nothing is done about it; `rules`: the ids of those against it;
    `blocked`: its sender is, so that it is treated as malicious mail is.
    """

    message: Message
    verdict: Verdict
    exempt: str | None = None
    rules: tuple[str, ...] = ()
    blocked: bool = False

    @property
    def level(self) -> Level:
        """As which it is treated."""
        return "malicious" if self.blocked else self.verdict.level


def bridge(judges: Judges, seconds: float, loop: asyncio.AbstractEventLoop) -> Judge:
    """The workers of an event loop, for other threads."""

    def judge(job: Job) -> Answer:
        return asyncio.run_coroutine_threadsafe(judges.judge(job, seconds), loop).result()

    return judge


def form(
    raw: bytes, owner: str | None, judge: Judge, context: Context, stopped: Callable[[], bool]
) -> Opinion:
    """The opinion on a mail in the mailbox of `owner`. One that breaks its worker twice is incomplete.

    It is read here only after a worker read it in time. Raises `StoppedError`.
    """
    job = Job(Envelope(uuid.uuid4().hex, datetime.now(UTC), recipients=(owner,) if owner else ()), held=raw)
    failure = ""
    tries = 0
    while tries < _TRIES:
        if stopped():
            raise StoppedError
        try:
            answer = judge(job)
        except BusyError:
            time.sleep(_PAUSE)
        except UnjudgedError as error:
            tries, failure = tries + 1, str(error)
        else:
            found = msgspec.msgpack.decode(answer.judged, type=Judged)
            message = app.parse(raw, context)
            if found.outer and message.carrier is not None:
                message = message.carrier
            plan = answer.plan
            return Opinion(message, found.verdict, plan.exempt, plan.rules, plan.blocked)
    _LOG.error("alarm: a mail could not be checked: %s", failure)
    return unjudged(raw, failure)


def unjudged(raw: bytes, why: str) -> Opinion:
    """The opinion on a mail that nobody could judge: incomplete, never clean."""
    failed = app.failed(raw, why)
    return Opinion(failed.message, failed.verdict)
