"""Warm workers that scan files of strangers, and outlive whatever the files do to them."""

import os
import threading
import time
import weakref
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Self

from unhook.files import answers
from unhook.files.attempt import Attempt
from unhook.files.keeper import Keeper, LostError, PoolError, Worker
from unhook.files.model import Found
from unhook.files.sandbox.layers import Layers
from unhook.files.scanner import Sample
from unhook.limits import FILES, FileLimits

SAMPLES = 50
"""After how many files a worker is replaced: what leaks, or was planted by one of them, ends with it."""

_STARTS = 3


class Pool:
    """`size` workers at most, made when they are first needed; one per core by default.

    `scanners`: folders with scanners beside the shipped ones; `samples`: files until a worker is replaced.
    All threads may use it; a forked process gets workers of its own.
    """

    def __init__(
        self,
        size: int | None = None,
        limits: FileLimits = FILES,
        scanners: Sequence[Path] = (),
        samples: int = SAMPLES,
    ) -> None:
        self._size = size or len(os.sched_getaffinity(0))
        self._limits = limits
        self._scanners = tuple(str(each.resolve()) for each in scanners)
        self._samples = samples
        self._closed = False
        self._keeper: Keeper | None = None
        self._idle: list[Worker] = []
        self._renew_locks()
        _POOLS.add(self)

    def scan(self, sample: Sample, seconds: float | None = None) -> Found:
        """What all scanners find that read the file; never raises on content.

        `seconds`: for all scanners together, by default the limits' own. A scanner that crashes, hangs or
        takes too much memory is a fault; the others' answers are not lost by it. Raises `PoolError` where no
        safe worker can be had.
        """
        seconds = sample.limits.seconds if seconds is None else seconds
        with self._slots:
            return answers.merged(self._found(Attempt(sample, time.monotonic() + seconds)))

    @property
    def sandbox(self) -> Layers:
        """The layers around each worker, by name: the empty text where one holds, else why not."""
        return self._kept().layers

    def close(self) -> None:
        """End all workers. Scans under way raise `PoolError`."""
        with self._lock:
            self._closed = True
            keeper, self._keeper = self._keeper, None
            idle, self._idle = self._idle, []
        for worker in idle:
            worker.end_here.close()
        if keeper:
            keeper.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _found(self, attempt: Attempt) -> Iterator[Found]:
        while not attempt.over:
            worker = self._worker()
            well = False
            try:
                well = yield from attempt.ask(worker)
            finally:
                status = self._let_go(worker, well)
            if not well:
                yield from attempt.died(status)

    def _worker(self) -> Worker:
        for _ in range(_STARTS):
            with self._lock:
                if self._idle:
                    return self._idle.pop()
            keeper = self._kept()
            try:
                return keeper.fork()
            except LostError:
                self._lose(keeper)
        raise PoolError("workers for files end as soon as they are made")

    def _let_go(self, worker: Worker, well: bool) -> int | None:
        """Keep it for the next sample or end it; how it ended."""
        worker.served += 1
        if well and worker.served < self._samples and worker.tidy():
            with self._lock:
                if not self._closed:
                    self._idle.append(worker)
                    return 0
        status = worker.end()
        if status is None:
            self._lose(worker.keeper)
        return status

    def _kept(self) -> Keeper:
        with self._lock:
            if self._closed:
                raise PoolError("the pool is closed")
            if self._keeper is None:
                self._keeper = Keeper(self._limits, self._scanners)
            return self._keeper

    def _lose(self, keeper: Keeper) -> None:
        """A fork server that is gone takes all its workers along."""
        with self._lock:
            if self._keeper is not keeper:
                return
            self._keeper = None
            lost, self._idle = self._idle, []
        for worker in lost:
            worker.end_here.close()
        keeper.close()

    def _renew_locks(self) -> None:
        self._slots = threading.BoundedSemaphore(self._size)
        self._lock = threading.Lock()

    def _after_fork(self) -> None:
        # The workers belong to the other process; a lock may have been held by one of its threads.
        for worker in self._idle:
            worker.end_here.close()
        if self._keeper:
            self._keeper.forget()
        self._keeper = None
        self._idle = []
        self._renew_locks()


_POOLS: "weakref.WeakSet[Pool]" = weakref.WeakSet()


def _forked() -> None:
    for pool in list(_POOLS):
        pool._after_fork()


os.register_at_fork(after_in_child=_forked)
