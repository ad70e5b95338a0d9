import asyncio
from collections.abc import Awaitable, Callable

import pytest

from mailflow.judges import ADDED, Judges
from mailflow.mails import job
from mailflow.milter import mta
from unhook.mailflow.desk import Desk
from unhook.mailflow.job import Job
from unhook.mailflow.milter import server as module
from unhook.mailflow.milter.server import Server
from unhook.mailflow.milter.wire import pack
from unhook.mailflow.spool import Spool
from unhook.settings import Settings
from unhook.settings.model import Milter

SENT = job("seed-scam")
ADDS = (b"i", b"\0\0\0\0" + ADDED.name.encode() + b"\0 clean\0")


class Mta:
    """One connection of a mail server."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer

    def say(self, *data: bytes) -> None:
        for each in data:
            self._writer.write(each)

    async def hear(self) -> tuple[bytes, bytes]:
        size = int.from_bytes(await self._reader.readexactly(4), "big")
        ((command, data),) = mta.packets(size.to_bytes(4, "big") + await self._reader.readexactly(size))
        return command, data

    async def begin(self, sent: Job = SENT) -> bytes:
        """Up to the end of the header; the answer to it."""
        self.say(mta.offer(*mta.POSTFIX), mta.connect(sent), mta.transaction(sent))
        assert (await self.hear())[0] == b"O"
        return (await self.hear())[0]

    async def ended(self) -> bool:
        """Whether the milter closed the connection without another word."""
        return not await self._reader.read(1)

    async def hang_up(self) -> None:
        self._writer.close()
        await self._writer.wait_closed()


Scene = Callable[[Callable[[], Awaitable[Mta]], Desk, Server], Awaitable[None]]


def played(scene: Scene, judges: Judges | None = None, spool: Spool | None = None, **options: object) -> None:
    async def play() -> None:
        settings = Settings(milter=Milter.model_validate(options))
        desk = Desk(settings, judges or Judges(), spool)
        server = Server(desk)
        listener = await asyncio.start_server(server.serve, "127.0.0.1", 0)
        port = listener.sockets[0].getsockname()[1]

        async def call() -> Mta:
            return Mta(*await asyncio.open_connection("127.0.0.1", port))

        try:
            async with asyncio.timeout(30):
                await scene(call, desk, server)
        finally:
            listener.close()
            await server.drain(0.1)

    asyncio.run(play())


async def until(condition: Callable[[], bool]) -> None:
    while not condition():
        await asyncio.sleep(0.01)


def kept(spool: Spool) -> list[str]:
    return sorted(Spool.read(path)[1] for path in spool.waiting())


def test_two_mails_of_a_connection_each_get_their_answer(spool: Spool) -> None:
    async def scene(call: Callable[[], Awaitable[Mta]], desk: Desk, server: Server) -> None:
        caller = await call()
        assert await caller.begin() == b"c"
        caller.say(mta.body(SENT))
        assert await caller.hear() == ADDS
        assert await caller.hear() == (b"c", b"")
        caller.say(mta.transaction(SENT))
        assert await caller.hear() == (b"c", b"")
        assert kept(spool) == ["done"]
        caller.say(mta.body(SENT))
        assert await caller.hear() == ADDS
        assert await caller.hear() == (b"c", b"")
        caller.say(pack(b"Q"))
        assert await caller.ended()
        assert kept(spool) == ["done", "done"]
        assert desk.in_hand == 0

    played(scene, spool=spool)


def test_a_server_that_hangs_up_amid_a_mail_leaves_nothing_behind(spool: Spool) -> None:
    async def scene(call: Callable[[], Awaitable[Mta]], desk: Desk, server: Server) -> None:
        caller = await call()
        assert await caller.begin() == b"c"
        caller.say(mta.body(SENT)[:1000])
        assert desk.in_hand == 1
        await caller.hang_up()
        await until(lambda: desk.in_hand == 0)
        assert kept(spool) == []

    played(scene, spool=spool)


def test_a_server_that_hangs_up_before_it_is_told_abandons_the_mail(spool: Spool) -> None:
    async def scene(call: Callable[[], Awaitable[Mta]], desk: Desk, server: Server) -> None:
        judges.free.clear()
        caller = await call()
        await caller.begin()
        caller.say(mta.body(SENT))
        await until(lambda: bool(judges.jobs))
        await caller.hang_up()
        await asyncio.sleep(0.1)
        judges.free.set()
        await until(lambda: kept(spool) != [])
        assert kept(spool) == ["abandoned"]
        assert desk.in_hand == 0

    judges = Judges()
    played(scene, judges, spool)


def test_a_server_that_is_gone_after_the_answer_may_have_heard_it(spool: Spool) -> None:
    async def scene(call: Callable[[], Awaitable[Mta]], desk: Desk, server: Server) -> None:
        caller = await call()
        await caller.begin()
        caller.say(mta.body(SENT))
        assert await caller.hear() == ADDS
        await caller.hang_up()
        await until(lambda: kept(spool) != [])
        assert kept(spool) == ["unknown"]

    played(scene, spool=spool)


def test_a_server_that_stays_silent_after_the_answer_has_heard_it(
    spool: Spool, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scene(call: Callable[[], Awaitable[Mta]], desk: Desk, server: Server) -> None:
        caller = await call()
        await caller.begin()
        caller.say(mta.body(SENT))
        await until(lambda: kept(spool) != [])
        assert kept(spool) == ["done"]

    monkeypatch.setattr(module, "SETTLE_SECONDS", 0.05)
    played(scene, spool=spool)


def test_a_server_that_stalls_amid_a_mail_loses_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    async def scene(call: Callable[[], Awaitable[Mta]], desk: Desk, server: Server) -> None:
        caller = await call()
        assert await caller.begin() == b"c"
        assert await caller.ended()
        assert desk.in_hand == 0

    monkeypatch.setattr(module, "MAIL_SECONDS", 0.05)
    played(scene)


def test_a_connection_without_a_word_is_closed() -> None:
    async def scene(call: Callable[[], Awaitable[Mta]], desk: Desk, server: Server) -> None:
        assert await (await call()).ended()

    played(scene, idle_seconds=1)


def test_beyond_its_room_the_milter_asks_for_mail_to_come_again() -> None:
    async def scene(call: Callable[[], Awaitable[Mta]], desk: Desk, server: Server) -> None:
        first, second = await call(), await call()
        assert await first.begin() == b"c"
        assert await second.begin() == b"y"
        first.say(mta.body(SENT))
        assert await first.hear() == ADDS
        assert await first.hear() == (b"c", b"")
        second.say(pack(b"A"), mta.transaction(SENT))
        assert await second.hear() == (b"c", b"")

    played(scene, max_messages=1)


def test_a_server_that_sends_the_body_all_the_same_is_told_once_more() -> None:
    async def scene(call: Callable[[], Awaitable[Mta]], desk: Desk, server: Server) -> None:
        desk.take()
        caller = await call()
        assert await caller.begin() == b"y"
        caller.say(mta.body(SENT))
        assert (await caller.hear())[0] == b"y"
        assert desk.in_hand == 1

    played(scene, max_messages=1)


def test_beyond_so_many_connections_another_is_closed() -> None:
    async def scene(call: Callable[[], Awaitable[Mta]], desk: Desk, server: Server) -> None:
        first = await call()
        assert await first.begin() == b"c"
        assert await (await call()).ended()

    played(scene, max_connections=1)


def test_a_broken_protocol_ends_that_connection_alone() -> None:
    async def scene(call: Callable[[], Awaitable[Mta]], desk: Desk, server: Server) -> None:
        good, bad = await call(), await call()
        assert await good.begin() == b"c"
        bad.say(b"GET / HTTP/1.1\r\n\r\n")
        assert await bad.ended()
        good.say(mta.body(SENT))
        assert await good.hear() == ADDS

    played(scene)


def test_what_cannot_be_judged_is_told_to_come_again() -> None:
    async def scene(call: Callable[[], Awaitable[Mta]], desk: Desk, server: Server) -> None:
        caller = await call()
        await caller.begin()
        caller.say(mta.body(SENT))
        command, data = await caller.hear()
        assert (command, data[:4]) == (b"y", b"451 ")

    played(scene, Judges("its worker was lost"))


def test_a_signed_in_users_mail_goes_untouched() -> None:
    async def scene(call: Callable[[], Awaitable[Mta]], desk: Desk, server: Server) -> None:
        sent = job("seed-scam", user="anna")
        caller = await call()
        await caller.begin(sent)
        caller.say(mta.body(sent))
        assert await caller.hear() == (b"c", b"")

    played(scene)


def test_when_it_ends_mail_in_hand_is_answered_and_idle_connections_are_closed(spool: Spool) -> None:
    async def scene(call: Callable[[], Awaitable[Mta]], desk: Desk, server: Server) -> None:
        judges.free.clear()
        busy, idle = await call(), await call()
        await busy.begin()
        busy.say(mta.body(SENT))
        idle.say(mta.offer(*mta.POSTFIX))
        await idle.hear()
        await until(lambda: bool(judges.jobs))
        ending = asyncio.create_task(server.drain(20))
        assert await idle.ended()
        judges.free.set()
        assert await busy.hear() == ADDS
        assert await busy.hear() == (b"c", b"")
        busy.say(pack(b"Q"))
        await ending
        assert kept(spool) == ["done"]

    judges = Judges()
    played(scene, judges, spool)
