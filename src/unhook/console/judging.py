"""A mail that somebody shows is judged in a process of its own, so that one that hangs harms nobody else."""

import multiprocessing
import signal
import threading
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from typing import Protocol

from unhook import app
from unhook.context import Context
from unhook.errors import UnhookError
from unhook.store import Delivery, Recorded, Store

SECONDS = 60
"""After so long a process that judges a mail ends."""
_MAILS = 200
"""After so many mails a process is replaced by a fresh one."""


class NotJudgedError(UnhookError):
    """The mail could not be judged: it took too long, or broke what judged it."""


class Judging(Protocol):
    """Judges a mail and records it as one of `box`'s."""

    def __call__(self, raw: bytes, box: str) -> Recorded:
        """The mail's number in the store. Raises `NotJudgedError` or `StoreError`."""
        ...

    def close(self) -> None:
        """Give back what it holds."""
        ...


@dataclass(frozen=True, slots=True)
class Here:
    """Judges in the thread that asks: for examples and tests."""

    store: Store
    context: Context

    def __call__(self, raw: bytes, box: str) -> Recorded:
        """As `Judging`."""
        return judged(self.store, self.context, raw, box)

    def close(self) -> None:
        """Nothing is held."""


class Beside:
    """Judges in worker processes."""

    def __init__(self, store: Store, context: Context, workers: int = 1) -> None:
        self._task = (store, context)
        self._workers = workers
        self._lock = threading.Lock()
        self._pool = self._made()
        self._pool.submit(_warm)

    def __call__(self, raw: bytes, box: str) -> Recorded:
        """As `Judging`. A mail whose process another mail broke is judged once more."""
        for _ in range(2):
            pool = self._pool
            try:
                return pool.submit(_alone, *self._task, raw, box).result()
            except BrokenProcessPool:
                self._replace(pool)
        raise NotJudgedError("the mail could not be judged")

    def close(self) -> None:
        """End the workers."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _made(self) -> ProcessPoolExecutor:
        # Not forked: this process has threads, whose locks would be copied as they stand.
        kind = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(self._workers, kind, max_tasks_per_child=_MAILS)

    def _replace(self, broken: ProcessPoolExecutor) -> None:
        with self._lock:
            if self._pool is broken:
                broken.shutdown(wait=False, cancel_futures=True)
                self._pool = self._made()


def judged(store: Store, context: Context, raw: bytes, box: str) -> Recorded:
    """Judge and record: as a report, which counts in nobody's history."""
    known = app.remembering(replace(context, mailbox=box if "@" in box else None), store)
    checked = app.check(raw, known)
    delivery = Delivery("report", mailbox=box)
    return store.record(checked.message, checked.verdict, delivery, keep_raw=True)


def _alone(store: Store, context: Context, raw: bytes, box: str) -> Recorded:
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(SECONDS)
    try:
        return judged(store, context, raw, box)
    finally:
        signal.alarm(0)


def _warm() -> None:
    app.check(b"Subject: warm\n\n")
