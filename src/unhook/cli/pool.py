"""Many mails over all cores: in chunks, in order, and one bad mail harms no other."""

import os
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from unhook.cli.sources import REHEARSAL, Source

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
Answer = TypeVar("Answer")
Answer_co = TypeVar("Answer_co", covariant=True)


class Task(Protocol[Answer_co]):
    """What is done with each mail; small, since it is handed to every process."""

    def prepare(self) -> object:
        """Load what concerns all mails. Its errors end the run, here and not in a worker."""

    def __call__(self, source: Source) -> Answer_co:
        """The answer about one mail; a `Source` with an `error` gets one too. Never raises."""


def cores() -> int:
    """The cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def run(sources: Iterable[Source], task: Task[Answer], jobs: int | None = None) -> Iterator[Answer]:
    """Each mail's answer, in the order of the mails. `jobs` processes; by default all cores for many."""
    task.prepare()
    sources = iter(sources)
    workers = jobs or cores()
    first = list(islice(sources, WORTH_IT)) if workers > 1 and jobs is None else []
    if workers == 1 or (jobs is None and len(first) < WORTH_IT):
        for source in chain(first, sources):
            yield task(source)
        return
    yield from _parallel(_chunks(chain(first, sources)), task, workers)


def _parallel(chunks: Iterator[Chunk], task: Task[Answer], workers: int) -> Iterator[Answer]:
    from concurrent.futures.process import BrokenProcessPool

    waiting: deque[tuple[Chunk, Future[list[Answer]]]] = deque()
    pool = _pool(workers, task)
    try:
        while True:
            for chunk in islice(chunks, workers * CHUNKS_AHEAD - len(waiting)):
                waiting.append((chunk, pool.submit(_answers, chunk, task)))
            if not waiting:
                return
            chunk, future = waiting.popleft()
            try:
                answers = future.result()
            except BrokenProcessPool:
                _stop(pool)
                # Whose mail killed the worker is not known: what was in flight is seen anew, mail by mail.
                answers = _alone(chunk, task)
                pool = _pool(workers, task)
                waiting = deque((again, pool.submit(_answers, again, task)) for again, _ in waiting)
            yield from answers
    finally:
        _stop(pool)


def _alone(chunk: Chunk, task: Task[Answer]) -> list[Answer]:
    from concurrent.futures.process import BrokenProcessPool

    answers: list[Answer] = []
    pool = _pool(1, task)
    for source in chunk:
        try:
            answers += pool.submit(_answers, [source], task).result()
        except BrokenProcessPool:
            _stop(pool)
            pool = _pool(1, task)
            answers.append(task(Source(source.path, error=DIED)))
    _stop(pool)
    return answers


def _pool(workers: int, task: Task[object]) -> "ProcessPoolExecutor":
    # Loaded here: the check of a single mail starts no process and must not wait for these.
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_all_start_methods, get_context

    # Forked workers inherit the compiled rules; elsewhere each one compiles its own.
    method = "fork" if "fork" in get_all_start_methods() else None
    return ProcessPoolExecutor(workers, get_context(method), initializer=_warm_up, initargs=(task,))


def _stop(pool: "ProcessPoolExecutor") -> None:
    # `shutdown` alone waits for running chunks; after Ctrl-C nobody wants their results.
    processes = list((pool._processes or {}).values())
    answers: Any = pool._result_queue
    pool.shutdown(wait=False, cancel_futures=True)
    for process in processes:
        process.terminate()
    # One that ends amid its answer leaves the pool waiting for the rest as long as anybody, even this
    # process, could still write it.
    if answers is not None:
        answers._writer.close()


def _warm_up(task: Task[object]) -> None:
    # Ctrl-C reaches every process of the terminal's group; the parent alone decides.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    task(REHEARSAL)


def _answers(chunk: Chunk, task: Task[Answer]) -> list[Answer]:
    return [task(source) for source in chunk]


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
