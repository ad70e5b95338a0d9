"""Workers, and now and then their fork server, killed while they scan, each sample at another moment."""

import os
import random
import signal
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from bench.processes import program
from unhook.files.keeper import Keeper
from unhook.files.model import Found
from unhook.files.pool import Pool
from unhook.files.scanner import Sample

SLOW_MILLISECONDS = 10
SERVER_EVERY = 20
"""Among how many kills one is of the fork server, which takes all workers along."""


@dataclass(slots=True)
class Outcome:
    """Counts of samples, kills, and of what went wrong."""

    samples: int = 0
    workers_killed: int = 0
    servers_killed: int = 0
    killed_in_time: int = 0
    wrong: int = 0
    faults: int = 0
    processes_left: int = 0
    files_left: int = 0

    @property
    def sound(self) -> bool:
        """Whether nothing was lost and nothing stayed."""
        return not (self.wrong or self.faults or self.processes_left or self.files_left)


def measure(kills: int, seed: int, scanners: Path) -> Outcome:
    """Samples until `kills` processes were killed; every answer is compared with an undisturbed one."""
    draw = random.Random(seed)
    outcome = Outcome()
    seen: set[tuple[int, str]] = set()
    with tempfile.TemporaryDirectory() as place:
        tempfile.tempdir = place
        with Pool(1, scanners=[scanners]) as pool, ThreadPoolExecutor(1) as thread:
            sample = _sample(draw)
            whole = pool.scan(sample)
            begun = time.perf_counter()
            pool.scan(sample)
            usual = time.perf_counter() - begun
            while outcome.workers_killed + outcome.servers_killed < kills:
                answer = thread.submit(pool.scan, sample)
                time.sleep(draw.random() * usual)
                server = _server(pool)
                workers = _workers(server)
                seen |= {(each, _born(each)) for each in (*workers, server)}
                outcome.killed_in_time += not answer.done()
                if draw.randrange(SERVER_EVERY):
                    outcome.workers_killed += sum(map(_kill, workers))
                else:
                    outcome.servers_killed += _kill(server)
                _judge(outcome, answer.result(), whole)
        tempfile.tempdir = None
        outcome.files_left = sum(1 for _ in Path(place).rglob("*"))
    outcome.processes_left = sum(bool(born) and _born(each) == born for each, born in seen)
    return outcome


def table(outcome: Outcome) -> str:
    """A line for each count."""
    return "\n".join(f"{name.replace('_', ' '):16} {getattr(outcome, name):6}" for name in outcome.__slots__)


def _sample(draw: random.Random) -> Sample:
    words = f"slow:{SLOW_MILLISECONDS}:".encode() + draw.randbytes(50_000)
    return Sample(words, "slow", "slow.bin")


def _judge(outcome: Outcome, found: Found, whole: Found) -> None:
    outcome.samples += 1
    outcome.wrong += found != whole
    outcome.faults += len(found.faults)


def _server(pool: Pool) -> int:
    keeper: Keeper = pool._kept()
    return keeper.process


def _workers(server: int) -> set[int]:
    """Its children that are Python too; it also runs programs that remove folders."""
    try:
        told = Path(f"/proc/{server}/task/{server}/children").read_text().split()
    except OSError:
        return set()
    return {int(each) for each in told if program(int(each)) == program(server)}


def _born(process: int) -> str:
    """When it was started; process ids are given again."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[19]
    except OSError:
        return ""


def _kill(process: int) -> bool:
    try:
        os.kill(process, signal.SIGKILL)
    except ProcessLookupError:
        return False
    return True
