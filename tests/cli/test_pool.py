import os
import subprocess
import sys
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unhook.cli import pool
from unhook.cli.job import Job, Piece
from unhook.cli.sources import Source

from .standin import mail

JOB = Job(format="jsonl")


def sources(*subjects: str) -> Iterator[Source]:
    return (Source(f"{number}", mail(subject)) for number, subject in enumerate(subjects))


def levels(*subjects: str, jobs: int | None) -> list[str]:
    pieces = list(pool.run(sources(*subjects), JOB, jobs))
    assert [piece.path for piece in pieces] == [str(number) for number in range(len(subjects))]
    return [piece.level for piece in pieces]


def test_many_processes_answer_as_one_does_and_in_order() -> None:
    subjects = ["phish" if number % 3 == 0 else "hello" for number in range(100)]
    assert levels(*subjects, jobs=2) == levels(*subjects, jobs=1)


def test_a_slow_mail_holds_its_place() -> None:
    assert levels("slow phish", *["hello"] * 40, jobs=2)[0] == "malicious"


def test_a_mail_that_kills_its_worker_is_reported_and_harms_no_other() -> None:
    subjects = ["hello"] * 20 + ["die"] + ["phish"] * 20
    pieces = list(pool.run(sources(*subjects), JOB, 2))
    assert [piece.level for piece in pieces] == ["clean"] * 20 + ["incomplete"] + ["malicious"] * 20
    assert pieces[20].error is not None
    assert "died" in pieces[20].error


def test_no_mails_no_answers() -> None:
    assert levels(jobs=2) == []
    assert levels(jobs=None) == []


def test_few_mails_start_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []

    def look(job: Job, source: Source) -> Piece:
        seen.append(os.getpid())
        return Piece(source.path, "clean", "")

    monkeypatch.setattr(Job, "__call__", look)
    list(pool.run(sources(*["hello"] * (pool.WORTH_IT - 1)), JOB))
    assert set(seen) == {os.getpid()}


_INTERRUPTED = """
from unhook.cli import pool
from unhook.cli.sources import Source

class Task:
    def prepare(self):
        pass

    def __call__(self, source):
        return bytes(20_000_000)

answers = pool.run((Source(str(number)) for number in range(200)), Task(), 2)
next(answers)
answers.close()
"""


def test_a_process_that_is_stopped_amid_a_large_answer_is_not_waited_for() -> None:
    done = subprocess.run([sys.executable, "-c", _INTERRUPTED], timeout=60, check=True, capture_output=True)
    assert not done.stderr


@settings(max_examples=20)
@given(st.lists(st.integers(0, 3 * pool.CHUNK_BYTES // 2), max_size=60))
def test_chunks_lose_nothing_and_stay_small(sizes: list[int]) -> None:
    mails = [Source(str(number), bytes(size)) for number, size in enumerate(sizes)]
    chunks = list(pool._chunks(iter(mails)))
    assert [source for chunk in chunks for source in chunk] == mails
    for chunk in chunks:
        assert 0 < len(chunk) <= pool.CHUNK_MAILS
        assert sum(len(source.raw) for source in chunk[:-1]) < pool.CHUNK_BYTES
