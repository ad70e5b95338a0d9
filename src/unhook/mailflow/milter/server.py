"""The milter's connections: bytes between a mail server and a conversation, decisions from the desk."""

import asyncio
import contextlib
import logging
from collections.abc import Callable

from unhook.mailflow.desk import Decision, Desk
from unhook.mailflow.milter import answers, wire
from unhook.mailflow.milter.conversation import (
    Aborted,
    Begun,
    Complete,
    Conversation,
    Event,
    Over,
    Reply,
)
from unhook.mailflow.milter.wire import ProtocolError

_LOG = logging.getLogger(__name__)
_CHUNK = 256 * 1024
SETTLE_SECONDS = 5.0
"""A server that says nothing for so long after an answer, and is still there, has heard it."""

MAIL_SECONDS = 60.0
"""A server that is silent for so long amid a mail holds a place that others need."""

_WRITE_SECONDS = 60.0


class Server:
    """Serves mail servers for one desk, each connection by itself."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._tasks: set[asyncio.Task[None]] = set()
        self._idle: set[asyncio.Task[None]] = set()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, to its end."""
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        connection = _Connection(self._desk, reader, writer)
        try:
            if len(self._tasks) > self._desk.settings.milter.max_connections:
                _LOG.warning("too many connections; one is closed")
                return
            await connection.run(lambda idle: (self._idle.add if idle else self._idle.discard)(task))
        except ProtocolError as error:
            _LOG.warning("a mail server broke the protocol: %s", error)
        except (OSError, TimeoutError) as error:
            _LOG.info("a connection was lost: %s", type(error).__name__)
        except Exception:
            # One connection must not harm the next; the mail server sees it closed, and mail comes again.
            _LOG.exception("alarm: a connection failed")
        finally:
            await connection.close()
            self._tasks.discard(task)
            self._idle.discard(task)

    async def drain(self, seconds: float) -> None:
        """Let mails in hand be finished, then close all connections."""
        self._desk.refuse()
        loop = asyncio.get_running_loop()
        until = loop.time() + seconds
        while self._tasks and loop.time() < until:
            for task in tuple(self._idle):
                task.cancel()
            await asyncio.wait(tuple(self._tasks), timeout=0.1)
        for task in tuple(self._tasks):
            task.cancel()
        if self._tasks:
            await asyncio.wait(tuple(self._tasks), timeout=1.0)


class _Connection:
    def __init__(self, desk: Desk, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._desk, self._reader, self._writer = desk, reader, writer
        self._conversation = Conversation(desk.settings.milter.max_message_bytes)
        self._taken = False
        self._unsettled: Decision | None = None

    async def run(self, tell_idle: Callable[[bool], None]) -> None:
        while True:
            tell_idle(not self._taken and self._unsettled is None)
            data = await self._heard()
            tell_idle(False)
            if not data:
                return
            # Whatever a server says next, it has taken the answer that it waited for.
            await self._settle(True)
            for event in self._conversation.receive(data):
                if isinstance(event, Over):
                    return
                await self._handle(event)

    async def close(self) -> None:
        self._give_back()
        try:
            await self._settle(None)
        finally:
            self._writer.close()
            with contextlib.suppress(OSError):
                await self._writer.wait_closed()

    async def _heard(self) -> bytes:
        read = self._reader.read(_CHUNK)
        if self._unsettled is None:
            idle = self._desk.settings.milter.idle_seconds
            return await asyncio.wait_for(read, min(idle, MAIL_SECONDS) if self._taken else idle)
        task = asyncio.ensure_future(read)
        done, _ = await asyncio.wait((task,), timeout=SETTLE_SECONDS)
        if not done:
            await self._settle(True)
        return await asyncio.wait_for(task, self._desk.settings.milter.idle_seconds)

    async def _handle(self, event: Event) -> None:
        match event:
            case Reply(data):
                await self._write(data)
            case Begun():
                self._give_back()
                self._taken = self._desk.take()
                await self._write(wire.CONTINUE if self._taken else answers.come_again(answers.BUSY))
            case Complete(job, whole):
                # A server that asks for no answer to the header is told here that there is no room.
                if not self._taken:
                    await self._write(answers.come_again(answers.BUSY))
                    return
                try:
                    await self._answer(await self._desk.decide(job, whole))
                finally:
                    self._give_back()
            case Aborted():
                self._give_back()

    async def _answer(self, decision: Decision) -> None:
        if self._reader.at_eof():
            await self._desk.settle(decision, told=False)
            return
        self._unsettled = decision
        if decision.plan is not None:
            data = answers.of_plan(decision.plan, decision.edits, self._conversation.spaced)
        else:
            untouched = decision.kind == "untouched"
            data = wire.CONTINUE if untouched else answers.come_again(answers.FAILED)
        await self._write(data)

    async def _settle(self, told: bool | None) -> None:
        decision, self._unsettled = self._unsettled, None
        if decision is not None:
            await self._desk.settle(decision, told)

    def _give_back(self) -> None:
        if self._taken:
            self._desk.give_back()
        self._taken = False

    async def _write(self, data: bytes) -> None:
        self._writer.write(data)
        async with asyncio.timeout(_WRITE_SECONDS):
            await self._writer.drain()
