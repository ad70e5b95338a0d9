"""Many mails over all cores: in chunks, in order, and one bad mail harms no other."""

import os
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import TYPE_CHECKING

from unhook import app
from unhook.cli.job import Job, Piece, judge
from unhook.cli.sources import Source

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

WORTH_IT = 40
"""From how many mails on starting processes pays."""

CHUNK_MAILS = 16
CHUNK_BYTES = 1024 * 1024
CHUNKS_AHEAD = 3
"""Chunks in flight for each worker: enough to keep it busy, few enough to bound memory."""

DIED = "the worker process died, most likely for lack of memory"

Chunk = list[Source]


def cores() -> int:
    """The cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def run(sources: Iterable[Source], job: Job, jobs: int | None = None) -> Iterator[Piece]:
    """Each mail's piece, in the order of the mails. `jobs` processes; by default all cores for many mails."""
    # Rules that do not load concern every mail: that error ends the run, here and not in a worker.
    app.shipped_pack()
    sources = iter(sources)
    workers = jobs or cores()
    first = list(islice(sources, WORTH_IT)) if workers > 1 and jobs is None else []
    if workers == 1 or (jobs is None and len(first) < WORTH_IT):
        for source in chain(first, sources):
            yield judge(source, job)
        return
    yield from _parallel(_chunks(chain(first, sources)), job, workers)


def _parallel(chunks: Iterator[Chunk], job: Job, workers: int) -> Iterator[Piece]:
    from concurrent.futures.process import BrokenProcessPool

    waiting: deque[tuple[Chunk, Future[list[Piece]]]] = deque()
    pool = _pool(workers, job)
    try:
        while True:
            for chunk in islice(chunks, workers * CHUNKS_AHEAD - len(waiting)):
                waiting.append((chunk, pool.submit(_judge_all, chunk, job)))
            if not waiting:
                return
            chunk, future = waiting.popleft()
            try:
                pieces = future.result()
            except BrokenProcessPool:
                _stop(pool)
                # Whose mail killed the worker is not known: what was in flight is judged anew, mail by mail.
                pieces = _alone(chunk, job)
                pool = _pool(workers, job)
                waiting = deque((again, pool.submit(_judge_all, again, job)) for again, _ in waiting)
            yield from pieces
    finally:
        _stop(pool)


def _alone(chunk: Chunk, job: Job) -> list[Piece]:
    from concurrent.futures.process import BrokenProcessPool

    pieces = []
    pool = _pool(1, job)
    for source in chunk:
        try:
            pieces += pool.submit(_judge_all, [source], job).result()
        except BrokenProcessPool:
            _stop(pool)
            pool = _pool(1, job)
            pieces.append(judge(Source(source.path, error=DIED), job))
    _stop(pool)
    return pieces


def _pool(workers: int, job: Job) -> "ProcessPoolExecutor":
    # Loaded here: the check of a single mail starts no process and must not wait for these.
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_all_start_methods, get_context

    # Forked workers inherit the compiled rules; elsewhere each one compiles its own.
    method = "fork" if "fork" in get_all_start_methods() else None
    return ProcessPoolExecutor(workers, get_context(method), initializer=_warm_up, initargs=(job,))


def _stop(pool: "ProcessPoolExecutor") -> None:
    # `shutdown` alone waits for running chunks; after Ctrl-C nobody wants their results.
    processes = list((pool._processes or {}).values())
    pool.shutdown(wait=False, cancel_futures=True)
    for process in processes:
        process.terminate()


def _warm_up(job: Job) -> None:
    # Ctrl-C reaches every process of the terminal's group; the parent alone decides.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    judge(Source("", b"Subject: warm-up\r\n\r\n"), job)


def _judge_all(chunk: Chunk, job: Job) -> list[Piece]:
    return [judge(source, job) for source in chunk]


def _chunks(sources: Iterator[Source]) -> Iterator[Chunk]:
    chunk: Chunk = []
    size = 0
    for source in sources:
        chunk.append(source)
        size += len(source.raw)
        if len(chunk) >= CHUNK_MAILS or size >= CHUNK_BYTES:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk
