"""Workers that judge mails: warm, one mail each at a time, and replaced when they are lost.

What happens to one worker (a crash, a mail that takes too long) concerns the one mail that it had in hand.
"""

import asyncio
import contextlib
import logging
import sys
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import msgspec

from unhook.errors import UnhookError
from unhook.mailflow import worker as process
from unhook.mailflow.job import Answer, Job
from unhook.settings import Settings

_LOG = logging.getLogger(__name__)
_PROGRAM = (sys.executable, "-m", process.__name__)
_START_SECONDS = 120.0
_END_SECONDS = 1.0
_PAUSES = (0.0, 0.5, 1.0, 2.0, 5.0, 10.0)
"""Before the next try, when workers end as soon as they are made."""


class UnjudgedError(UnhookError):
    """A mail could not be judged: its worker was lost, or time was up."""


class BusyError(UnjudgedError):
    """No worker was free in time: the mail has nothing to do with it."""


class Judges(Protocol):
    """Whoever judges mails."""

    async def judge(self, job: Job, seconds: float) -> Answer:
        """The answer within so many seconds. Raises `UnjudgedError`."""


@dataclass(slots=True, eq=False)
class _Worker:
    process: asyncio.subprocess.Process
    served: int = 0
    retired: bool = False

    async def ask(self, data: bytes) -> bytes:
        assert self.process.stdin is not None
        self.process.stdin.write(process.frame(data))
        await self.process.stdin.drain()
        return await self.hear()

    async def hear(self) -> bytes:
        assert self.process.stdout is not None
        (size,) = process.LENGTH.unpack(await self.process.stdout.readexactly(process.LENGTH.size))
        return await self.process.stdout.readexactly(size)

    def kill(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            self.process.kill()

    async def end(self) -> None:
        self.kill()
        # Its pipes are read to their end, so that nothing of it is left when the loop ends.
        with contextlib.suppress(RuntimeError, TimeoutError):
            async with asyncio.timeout(_END_SECONDS):
                await self.process.communicate()
        await self.process.wait()


class Pool:
    """`size` workers, each made with the settings of the last `renew`; `program` is what one runs."""

    def __init__(self, settings: Settings, size: int, program: Sequence[str] = _PROGRAM) -> None:
        self._settings, self._size, self._program = settings, size, program
        self._idle: asyncio.Queue[_Worker] = asyncio.Queue()
        self._workers: set[_Worker] = set()
        self._starting: set[asyncio.Task[None]] = set()
        self._ending: set[asyncio.Task[None]] = set()
        self._closed = False

    async def start(self) -> None:
        """Make the workers. Raises `ConfigError` with a worker's own words where they cannot be made."""
        for worker in await self._made(self._settings, self._size):
            self._put(worker)

    async def renew(self, settings: Settings) -> None:
        """Put workers with other settings, and rules and models as they are now, in place of the present.

        Those finish what they have in hand. Raises as `start`; then the present ones stay.
        """
        fresh = await self._made(settings, self._size)
        self._settings = settings
        old = [worker for worker in self._workers if worker not in fresh]
        for worker in old:
            worker.retired = True
        for worker in fresh:
            self._put(worker)
        for _ in range(self._idle.qsize()):
            self._put(self._idle.get_nowait())

    async def judge(self, job: Job, seconds: float) -> Answer:
        """The answer of the next free worker. Raises `UnjudgedError`."""
        loop = asyncio.get_running_loop()
        until = loop.time() + seconds
        try:
            worker = await asyncio.wait_for(self._free(), seconds)
        except TimeoutError:
            raise BusyError("no worker was free in time") from None
        worker.served += 1
        well = False
        try:
            async with asyncio.timeout_at(until):
                answer = process.answered(await worker.ask(msgspec.msgpack.encode(job)))
            well = True
        except TimeoutError:
            raise UnjudgedError("the deadline was reached") from None
        except (OSError, EOFError, msgspec.MsgspecError):
            raise UnjudgedError("its worker was lost") from None
        finally:
            if well and not worker.retired and not self._closed:
                self._serve_on(worker)
            else:
                self._drop(worker)
        if isinstance(answer, str):
            raise UnjudgedError(answer)
        return answer

    async def close(self) -> None:
        """End all workers."""
        self._closed = True
        for task in tuple(self._starting):
            task.cancel()
        await asyncio.gather(*self._starting, *self._ending, return_exceptions=True)
        for worker in tuple(self._workers):
            await worker.end()
        self._workers.clear()

    def processes(self) -> tuple[int, ...]:
        """The workers' process ids."""
        return tuple(worker.process.pid for worker in self._workers)

    async def _free(self) -> _Worker:
        while True:
            worker = await self._idle.get()
            if not worker.retired and worker.process.returncode is None:
                return worker
            self._drop(worker)

    def _serve_on(self, worker: _Worker) -> None:
        if worker.served == self._settings.milter.worker_mails:
            _later(self._relieve(worker), self._starting)
        self._put(worker)

    async def _relieve(self, worker: _Worker) -> None:
        """A worker that has served long goes when the next one is ready."""
        await self._replace()
        worker.retired = True

    def _put(self, worker: _Worker) -> None:
        if worker.retired:
            self._drop(worker)
        else:
            self._idle.put_nowait(worker)

    def _drop(self, worker: _Worker) -> None:
        """End it; where it was not sent away, another takes its place."""
        worker.kill()
        if worker in self._workers:
            self._workers.discard(worker)
            _later(worker.end(), self._ending)
            if not worker.retired and not self._closed:
                _later(self._replace(), self._starting)

    async def _replace(self) -> None:
        for number in range(1_000_000):
            await asyncio.sleep(_PAUSES[min(number, len(_PAUSES) - 1)])
            try:
                (worker,) = await self._made(self._settings, 1)
            except UnhookError as error:
                _LOG.error("alarm: a worker cannot be replaced: %s", error)
                continue
            self._put(worker)
            return

    async def _made(self, settings: Settings, count: int) -> list[_Worker]:
        made = await asyncio.gather(*(self._one(settings) for _ in range(count)), return_exceptions=True)
        workers = [each for each in made if isinstance(each, _Worker)]
        failure = next((each for each in made if isinstance(each, BaseException)), None)
        if failure is not None:
            for worker in workers:
                await worker.end()
            raise failure
        self._workers.update(workers)
        return workers

    async def _one(self, settings: Settings) -> _Worker:
        worker = _Worker(
            await asyncio.create_subprocess_exec(
                *self._program,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
            )
        )
        try:
            async with asyncio.timeout(_START_SECONDS):
                said = await worker.ask(settings.model_dump_json().encode())
            if said != process.READY:
                raise UnhookError(said.removeprefix(process.FAULT).decode("utf-8", "replace"))
        except (OSError, EOFError, TimeoutError) as error:
            await worker.end()
            raise UnhookError(f"a worker ended before it was ready ({type(error).__name__})") from None
        except BaseException:
            await worker.end()
            raise
        return worker


def _later(coroutine: Coroutine[Any, Any, None], tasks: set[asyncio.Task[None]]) -> None:
    task = asyncio.get_running_loop().create_task(coroutine)
    tasks.add(task)
    task.add_done_callback(tasks.discard)
