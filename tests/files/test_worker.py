import os
import socket
from collections.abc import Callable
from typing import Any

import pytest

from unhook.files import frame, worker
from unhook.files.model import Child, Fault, Found, Text
from unhook.files.scanner import Sample, Scanner
from unhook.limits import FileLimits

BOUNDS = frame.Bounds(1 << 20, 100, 1 << 20)
LIMITS = FileLimits(answer_bytes=1_000)


def answers(*scanners: Scanner, data: bytes = b"words", done: frozenset[str] = frozenset()) -> list[Any]:
    """All that a worker with these scanners says of one file, attachments put in place of the children."""
    ours, theirs = socket.socketpair()
    process = os.fork()
    if not process:
        ours.close()
        try:
            worker.serve(theirs.fileno(), scanners)
        finally:
            os._exit(0)
    theirs.close()
    with ours:
        channel = frame.to_worker(ours.fileno())
        channel.send(frame.Job(Sample(b"", "txt", limits=LIMITS), done, 100), [data])
        told: list[Any] = []
        while not told or told[-1][0] != frame.Done():
            told.append(channel.receive(BOUNDS))
    os.waitpid(process, 0)
    return told


def scanner(name: str, scan: Callable[[Sample], Any]) -> Scanner:
    return Scanner(name, scan)


def test_each_scanner_is_told_before_it_runs() -> None:
    one = scanner("one", lambda sample: Found({"size": len(sample.data)}))
    two = scanner("two", lambda sample: Found(children=(Child(sample.data, "n"),)))
    assert answers(one, two) == [
        (frame.Started("one"), []),
        (frame.Finished(Found({"size": 5})), []),
        (frame.Started("two"), []),
        (frame.Finished(Found(children=(Child(b"", "n"),))), [b"words"]),
        (frame.Done(), []),
    ]


def test_scanners_that_do_not_read_the_file_or_are_done_are_left_out() -> None:
    never = Scanner("never", lambda _: Found(), kinds=frozenset({"pdf"}))
    before = scanner("before", lambda _: Found())
    assert answers(never, before, done=frozenset({"before"})) == [(frame.Done(), [])]


def test_the_room_for_children_is_shared() -> None:
    one = scanner("one", lambda _: Found(children=(Child(bytes(70)),)))
    two = scanner("two", lambda _: Found(children=(Child(bytes(40)),)))
    told = answers(one, two)
    assert told[1][1] == [bytes(70)]
    assert told[3] == (frame.Finished(Found(faults=(Fault("limit:scanned_bytes"),))), [])


def test_an_answer_that_is_too_long_keeps_its_children() -> None:
    wordy = scanner("wordy", lambda _: Found(texts=(Text("x" * 2_000),), children=(Child(b"in", "n" * 300),)))
    assert answers(wordy)[1] == (
        frame.Finished(Found(children=(Child(b"", "n" * 255),), faults=(Fault("limit:answer_bytes"),))),
        [b"in"],
    )


def test_values_that_cannot_cross_become_the_nearest_that_can() -> None:
    odd = scanner(
        "odd", lambda _: Found({"n": "\udce9", "big": 1 << 70, "raw": b"x"}, (Child(b"in", "\udce9"),))
    )
    assert answers(odd)[1] == (
        frame.Finished(Found({"n": "?", "big": None, "raw": "x"}, (Child(b"", "?"),))),
        [b"in"],
    )


def raises(error: BaseException) -> Callable[[Sample], Found]:
    def scan(_: Sample) -> Found:
        raise error

    return scan


@pytest.mark.parametrize(
    ("error", "fault"),
    [
        (ValueError("attacker's words"), Fault("failed", "it: ValueError")),
        (KeyboardInterrupt(), Fault("failed", "it: KeyboardInterrupt")),
        (MemoryError(), Fault("memory", "it")),
        (ModuleNotFoundError(name="pikepdf"), Fault("unsupported", "pikepdf")),
        (ModuleNotFoundError(), Fault("unsupported", "it")),
    ],
)
def test_what_a_scanner_raises_is_a_fault(error: BaseException, fault: Fault) -> None:
    assert worker.scanned(scanner("it", raises(error)), Sample(b"", "txt")) == Found(faults=(fault,))


def test_no_answer_is_a_fault() -> None:
    assert worker.scanned(scanner("it", lambda _: None), Sample(b"", "txt")).faults == (
        Fault("failed", "it: TypeError"),
    )
