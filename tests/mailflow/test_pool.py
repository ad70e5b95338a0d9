import asyncio
import os
import signal
import sys
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

import pytest

from mailflow.mails import job
from unhook.actions.perform import Field
from unhook.errors import UnhookError
from unhook.mailflow.job import Job
from unhook.mailflow.pool import Pool, UnjudgedError
from unhook.settings import Settings
from unhook.settings.model import Milter, Policy

STUB = (sys.executable, "-m", "mailflow.stub_worker")


@pytest.fixture(autouse=True)
def path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[1]))


def mail(subject: str = "fine") -> Job:
    return replace(job("seed-scam"), header=(Field(b"Subject", f" {subject}".encode()),))


def played(
    scene: Callable[[Pool], Awaitable[None]],
    size: int = 1,
    settings: Settings | None = None,
    real: bool = False,
) -> None:
    async def play() -> None:
        pool = Pool(settings or Settings(), size) if real else Pool(settings or Settings(), size, STUB)
        try:
            await pool.start()
            async with asyncio.timeout(100):
                await scene(pool)
        finally:
            await pool.close()

    asyncio.run(play())


async def who(pool: Pool) -> tuple[int, str]:
    """The process that answers, and its settings' mode for malicious mail."""
    pid, mode = str((await pool.judge(mail(), 20)).plan.exempt).split()
    return int(pid), mode


@pytest.mark.parametrize(("subject", "why"), [("crash", "lost"), ("garbage", "lost"), ("hang", "deadline")])
def test_a_lost_worker_costs_its_own_mail_alone_and_is_replaced(subject: str, why: str) -> None:
    async def scene(pool: Pool) -> None:
        before = set(pool.processes())
        good, bad, *more = await asyncio.gather(
            who(pool),
            pool.judge(mail(subject), 1.0 if subject == "hang" else 20),
            who(pool),
            who(pool),
            return_exceptions=True,
        )
        assert isinstance(bad, UnjudgedError)
        assert why in str(bad)
        assert isinstance(good, tuple)
        assert all(isinstance(each, tuple) for each in more)
        while len(pool.processes()) < 2:
            await asyncio.sleep(0.01)
        assert len(before & set(pool.processes())) == 1

    played(scene, size=2)


def test_a_mail_that_breaks_the_analysis_keeps_its_worker() -> None:
    async def scene(pool: Pool) -> None:
        with pytest.raises(UnjudgedError, match="ValueError: no"):
            await pool.judge(mail("fault"), 20)
        assert {(await who(pool))[0]} == set(pool.processes())

    played(scene)


def test_waiting_for_a_worker_counts_towards_the_deadline() -> None:
    async def scene(pool: Pool) -> None:
        hanging = asyncio.create_task(pool.judge(mail("hang"), 1.5))
        await asyncio.sleep(0.05)
        with pytest.raises(UnjudgedError, match="no worker was free"):
            await pool.judge(mail(), 0.1)
        with pytest.raises(UnjudgedError, match="deadline"):
            await hanging

    played(scene)


def test_a_worker_killed_while_idle_is_noticed() -> None:
    async def scene(pool: Pool) -> None:
        (old,) = pool.processes()
        os.kill(old, signal.SIGKILL)
        while old in pool.processes():
            await asyncio.gather(pool.judge(mail(), 20), return_exceptions=True)
        assert (await who(pool))[0] != old

    played(scene)


def test_renewed_workers_have_the_new_settings_and_the_old_ones_finish_their_mail(tmp_path: Path) -> None:
    async def scene(pool: Pool) -> None:
        assert (await who(pool))[1] == "observe"
        old = set(pool.processes())
        busy = asyncio.create_task(pool.judge(mail(f"wait {tmp_path}/go"), 60))
        await asyncio.sleep(0.05)
        await pool.renew(Settings(policy=Policy(malicious="tag")))
        for _ in range(5):
            pid, mode = await who(pool)
            assert mode == "tag"
            assert pid not in old
        assert not busy.done()
        (tmp_path / "go").touch()
        told = str((await busy).plan.exempt).split()
        assert int(told[0]) in old
        assert told[1] == "observe"
        assert not old & set(pool.processes())
        assert len(pool.processes()) == 2

    played(scene, size=2)


def test_settings_that_no_worker_can_use_change_nothing() -> None:
    async def scene(pool: Pool) -> None:
        before = await who(pool)
        with pytest.raises(UnhookError, match="no such feed"):
            await pool.renew(Settings(milter=Milter(feeds=("nowhere",))))
        assert await who(pool) == before

    played(scene)


def test_a_start_with_them_says_why_it_fails() -> None:
    async def scene(pool: Pool) -> None:
        raise AssertionError

    with pytest.raises(UnhookError, match="no such feed"):
        played(scene, settings=Settings(milter=Milter(feeds=("nowhere",))))


def test_after_so_many_mails_a_worker_is_replaced() -> None:
    async def scene(pool: Pool) -> None:
        seen: list[int] = []
        while len(set(seen)) < 3:
            seen.append((await who(pool))[0])
        assert min(map(seen.count, seen[:1])) >= 2

    played(scene, settings=Settings(milter=Milter(worker_mails=2)))


def test_a_real_worker_judges(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def scene(pool: Pool) -> None:
        assert (await pool.judge(job("seed-scam"), 60)).plan.level == "malicious"
        assert (await pool.judge(job("genuine-maintenance"), 60)).plan.level == "clean"

    monkeypatch.setenv("UNHOOK_HOME", str(tmp_path))
    played(scene, real=True)
