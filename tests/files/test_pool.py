import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path
from types import SimpleNamespace

import pytest
from bench.processes import children

from unhook.files import folders, keeper
from unhook.files.keeper import PoolError
from unhook.files.model import Child, Fault, Found
from unhook.files.pool import Pool
from unhook.files.scanner import Sample
from unhook.limits import FileLimits

from . import processes
from .injected import good, hostile

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="workers need Linux")

INJECTED = Path(__file__).with_name("injected")
LIMITS = FileLimits(
    scan_seconds=4, seconds=60, memory_bytes=1 << 30, file_bytes=8_000_000, scanned_bytes=10_000_000,
    answer_bytes=1_000_000,
)  # fmt: skip


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where the workers' folders are made, for nothing to be left in."""
    place = tmp_path / "temporary"
    place.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    before = children(os.getpid())
    yield place
    assert list(place.iterdir()) == []
    assert children(os.getpid()) <= before


@pytest.fixture
def pool() -> Iterator[Pool]:
    with made() as pool:
        yield pool


def made(size: int = 2, samples: int = 50) -> Pool:
    return Pool(size, LIMITS, [INJECTED], samples)


def sample(data: bytes, kind: str = "txt") -> Sample:
    return Sample(data, kind, "name.txt", limits=LIMITS)


def expected(data: bytes) -> Found:
    return good.SCANNER.scan(sample(data))


def of_injected(found: Found) -> Found:
    """Without what the shipped scanners say of the same file, which are no matter of the pool's."""
    return replace(
        found,
        record={key: found.record[key] for key in ("good", "size", "slow") if key in found.record},
        signs=tuple(sign for sign in found.signs if sign.name == "has-text"),
    )


def nursery(pool: Pool) -> int:
    assert pool._keeper is not None
    return pool._keeper.process


def test_a_pool_that_scans_nothing_starts_nothing(temporary: Path) -> None:
    before = children(os.getpid())
    with made():
        assert children(os.getpid()) == before
        assert list(temporary.iterdir()) == []


def test_every_kind_of_answer_comes_back(pool: Pool) -> None:
    assert of_injected(pool.scan(sample(b"some words"))) == expected(b"some words")


def test_bytes_without_end_come_back_as_they_were(pool: Pool) -> None:
    data = random.Random(1).randbytes(7_000_000)
    assert pool.scan(sample(data)).children == (Child(data[::-1], "turned", "archive entry", "text/plain"),)


FAULTS = {
    "null_write": "crash", "run_over_the_stack": "crash", "abort": "crash", "spin": "hang", "sleep": "hang",
    "stop_itself": "hang", "kill_itself": "memory", "kill_parent": "failed", "allocate": "failed",
    "allocate_bytes": "memory", "fork_bomb": "failed", "thread_bomb": "failed", "open_socket": "failed",
    "open_local_socket": "failed", "execute": "failed", "start_program": "failed", "write_outside": "failed",
    "write_over_python": "failed", "read_secrets": "failed", "read_home": "failed",
    "read_processes": "failed", "raise_limits": "failed", "flood": "crash", "forge_length": "crash",
    "hang_up": "crash", "fill_disk": "failed", "litter": None, "nest": None, "shut_doors": None,
    "too_many_children": "limit:files", "too_large_child": "limit:scanned_bytes",
    "too_much_text": "limit:answer_bytes", "too_many_references": "limit:references", "odd_values": None,
    "endless_record": "failed", "no_answer": "failed", "leave": "failed",
}  # fmt: skip


@pytest.fixture(scope="module")
def lasting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pool]:
    place = tmp_path_factory.mktemp("lasting")
    with made(1) as pool:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(tempfile, "tempdir", str(place))
            assert pool.sandbox
        yield pool
    assert list(place.iterdir()) == []


@pytest.mark.parametrize("deed", sorted(hostile.DEEDS))
def test_a_hostile_file_harms_its_own_scanner_only(lasting: Pool, deed: str) -> None:
    found = lasting.scan(sample(deed.encode(), "hostile"))
    names = {fault.name for fault in found.faults}
    assert names == ({FAULTS[deed]} if FAULTS[deed] else set())
    assert all("hostile" in fault.detail for fault in found.faults if not fault.name.startswith("limit:"))
    assert found.record["good"] == expected(deed.encode()).record["good"]
    assert of_injected(lasting.scan(sample(b"next"))) == expected(b"next")


def test_a_hundred_hostile_files_beside_a_hundred_good_ones() -> None:
    draw = random.Random(5)
    quick = [deed for deed in sorted(hostile.DEEDS) if FAULTS[deed] != "hang" and deed != "nest"]
    bad = ["spin", "sleep", "stop_itself", "nest", *draw.choices(quick, k=96)]
    goods = [sample(draw.randbytes(draw.randrange(20_000))) for _ in range(100)]
    mixed = [*goods, *(sample(deed.encode(), "hostile") for deed in bad)]
    draw.shuffle(mixed)
    with made() as pool, ThreadPoolExecutor(3) as threads:
        alone = [pool.scan(each) for each in goods]
        found = dict(zip(map(id, mixed), threads.map(pool.scan, mixed), strict=True))
    assert [found[id(each)] for each in goods] == alone


def test_a_worker_killed_at_any_moment_loses_no_sample(temporary: Path) -> None:
    draw = random.Random(7)
    kills = 0
    with made(1) as pool, ThreadPoolExecutor(1) as thread:
        for number in range(50):
            asked = sample(f"{number}:{draw.randrange(5, 15)}".encode(), "slow")
            answer = thread.submit(pool.scan, asked)
            time.sleep(draw.random() * 0.03)
            for worker in processes.workers(nursery(pool)) if pool._keeper else ():
                os.kill(worker, signal.SIGKILL)
                kills += 1
            assert of_injected(answer.result()) == replace(
                expected(asked.data),
                record={**expected(asked.data).record, "slow": len(asked.data)},
            )
        assert len(processes.workers(nursery(pool))) <= 1
        assert pool._keeper is not None
        folder = pool._keeper.folder
        assert processes.eventually(lambda: len(os.listdir(folder)) <= 1)
    assert kills > 20


def test_a_worker_that_is_always_killed_is_a_fault_of_its_scanner(pool: Pool) -> None:
    found = pool.scan(sample(b"kill_itself", "hostile"))
    assert found.faults == (Fault("memory", "hostile"),)


def test_a_killed_fork_server_is_replaced_and_the_sample_is_scanned(pool: Pool) -> None:
    with ThreadPoolExecutor(1) as thread:
        pool.scan(sample(b"first"))
        killed = nursery(pool)
        answer = thread.submit(pool.scan, sample(b"1:300", "slow"))
        time.sleep(0.1)
        workers = processes.workers(killed)
        os.kill(killed, signal.SIGKILL)
        assert answer.result().record["slow"] == 5
        assert not answer.result().faults
    assert nursery(pool) != killed
    assert processes.eventually(lambda: not any(map(processes.alive, workers)))


def test_time_that_is_over_is_a_limit(pool: Pool) -> None:
    pool.scan(sample(b"first"))
    found = pool.scan(sample(b"1:9000", "slow"), seconds=2)
    assert {fault.name for fault in found.faults} == {"hang", "limit:seconds"}
    assert "good" in found.record


def test_workers_are_replaced_after_so_many_samples() -> None:
    with made(1, samples=2) as pool:
        seen = []
        for _ in range(4):
            pool.scan(sample(b"words"))
            seen.append(processes.workers(nursery(pool)))
    assert seen[0]
    assert seen[1] == set()
    assert seen[2] not in (set(), seen[0])


def test_a_worker_that_left_a_file_is_replaced(pool: Pool) -> None:
    pool.scan(sample(b"litter", "hostile"))
    assert pool._idle == []


def test_threads_share_a_pool(pool: Pool) -> None:
    samples = [sample(str(number).encode()) for number in range(60)]
    with ThreadPoolExecutor(6) as threads:
        found = list(threads.map(pool.scan, samples))
    assert [of_injected(each) for each in found] == [expected(each.data) for each in samples]
    assert len(pool._idle) <= 2


def _in_child(pool: Pool, data: bytes) -> Found:
    with pool:
        return pool.scan(sample(data))


def test_a_forked_process_has_workers_of_its_own(pool: Pool) -> None:
    first = pool.scan(sample(b"words"))
    workers = processes.workers(nursery(pool))
    context = get_context("fork")
    answers = context.SimpleQueue()
    child = context.Process(target=lambda: answers.put(_in_child(pool, b"words")))
    child.start()
    assert answers.get() == first
    child.join()
    assert pool.scan(sample(b"words")) == first
    assert processes.workers(nursery(pool)) == workers


def test_a_closed_pool_says_so(pool: Pool) -> None:
    pool.close()
    with pytest.raises(PoolError, match="closed"):
        pool.scan(sample(b"words"))


def test_closing_ends_a_scan_under_way(pool: Pool) -> None:
    with ThreadPoolExecutor(1) as thread:
        pool.scan(sample(b"words"))
        answer = thread.submit(pool.scan, sample(b"1:2500", "slow"))
        time.sleep(0.1)
        pool.close()
        with pytest.raises(PoolError):
            answer.result()


def test_a_machine_without_walls_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    ready = SimpleNamespace(layers={}, refused="neither a network namespace nor seccomp can be had")
    monkeypatch.setattr(keeper.Keeper, "_asked", lambda *_: ready)
    with made() as pool, pytest.raises(PoolError, match="neither a network namespace nor seccomp"):
        pool.scan(sample(b"words"))


def test_the_sandbox_is_told_by_name(pool: Pool) -> None:
    assert {"network namespace", "seccomp", "landlock", "resource limits"} <= pool.sandbox.keys()
    assert not pool.sandbox["seccomp"] or not pool.sandbox["network namespace"]


PARENT = """
import sys
from pathlib import Path
from unhook.files.pool import Pool
from unhook.files.scanner import Sample

with Pool(1, scanners=[Path(sys.argv[1])]) as pool:
    pool.scan(Sample(b"words", "txt"))
    print(pool._keeper.process, flush=True)
    pool.scan(Sample(b"1:15000", "slow"))
"""


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
def test_nothing_outlives_the_parent(temporary: Path, how: signal.Signals) -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, str(INJECTED)],
        env=os.environ | {"TMPDIR": str(temporary)},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    with parent:
        assert parent.stdout is not None
        server = int(parent.stdout.readline())
        workers = processes.workers(server)
        assert workers
        parent.send_signal(how)
        assert parent.wait() == -how
    assert processes.eventually(lambda: not any(map(processes.alive, {server, *workers})))
    assert list(temporary.iterdir()) == []


def test_what_a_killed_parent_and_server_left_is_removed_at_the_next_start(temporary: Path) -> None:
    left = temporary / "unhook-files-left"
    (left / "1").mkdir(parents=True)
    (left / "1" / "file").write_text("x")
    with made() as pool:
        pool.scan(sample(b"words"))
        assert not left.exists()


def test_what_a_living_pool_holds_is_not_removed(pool: Pool) -> None:
    pool.scan(sample(b"words"))
    held = pool._keeper.folder if pool._keeper else ""
    with made() as other:
        other.scan(sample(b"words"))
        assert os.path.isdir(held)
    assert of_injected(pool.scan(sample(b"words"))) == expected(b"words")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "geteuid", lambda: 12345)
        folders._remove_if_left(held)
    assert os.path.isdir(held)


def test_a_worker_has_nothing_of_its_parents(pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UNHOOK_SECRET", "x")
    told = pool.scan(sample(b"words", "surroundings")).record
    assert "UNHOOK_SECRET" not in told["environment"]
    assert told["ends"] == 4, "nothing, nothing, nothing and the way to the parent"
    assert pool._keeper is not None
    assert Path(told["temporary"]).parent == Path(pool._keeper.folder)


def test_many_threads_do_not_wait_for_one_that_hangs(pool: Pool) -> None:
    done = threading.Event()
    with ThreadPoolExecutor(2) as threads:
        hanging = threads.submit(pool.scan, sample(b"sleep", "hostile"))
        hanging.add_done_callback(lambda _: done.set())
        threads.submit(pool.scan, sample(b"words")).result()
        assert not done.is_set()
