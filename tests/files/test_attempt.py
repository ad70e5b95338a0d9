import signal
import time

import pytest

from unhook.files.attempt import Attempt
from unhook.files.model import Fault
from unhook.files.scanner import Sample


def attempt(running: str | None, seconds: float = 100) -> Attempt:
    made = Attempt(Sample(b"", "txt"), time.monotonic() + seconds)
    made._running = running
    return made


def faults(made: Attempt, status: int | None) -> list[Fault]:
    return [fault for found in made.died(status) for fault in found.faults]


@pytest.mark.parametrize(
    ("status", "name"),
    [(-signal.SIGSEGV, "crash"), (-signal.SIGABRT, "crash"), (1, "crash"), (-signal.SIGXCPU, "hang")],
)
def test_how_it_ended_names_the_fault(status: int, name: str) -> None:
    made = attempt("pdf")
    assert faults(made, status) == [Fault(name, "pdf")]
    assert not made.over


@pytest.mark.parametrize("status", [-signal.SIGKILL, None])
def test_a_kill_is_held_against_the_scanner_the_second_time_only(status: int | None) -> None:
    made = attempt("pdf")
    assert faults(made, status) == []
    made._running = "pdf"
    assert faults(made, status) == [Fault("memory", "pdf")]


def test_workers_that_die_before_any_scanner_are_not_made_for_ever() -> None:
    made = attempt(None)
    told = [faults(made, -signal.SIGKILL) for _ in range(5)]
    assert told == [[], [], [], [], [Fault("memory", "worker")]]
    assert made.over


def test_no_worker_is_made_after_the_time_is_over() -> None:
    made = attempt("pdf", seconds=-1)
    assert faults(made, 1) == [Fault("crash", "pdf"), Fault("limit:seconds")]
    assert made.over
