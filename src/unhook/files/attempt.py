"""One sample's way through workers: what was answered, who died of it, and what is still to ask."""

import signal
import time
from collections import Counter
from collections.abc import Generator, Iterator
from dataclasses import replace

from unhook.files import answers, frame
from unhook.files.keeper import Worker
from unhook.files.model import Fault, Found
from unhook.files.scanner import Sample

_NAME_CHARS = 200
_SCANNERS = 1_000
_CHANCES = 2
"""The first time, a killed worker proves nothing against its scanner: the kernel or a person did it."""

_NAMELESS_DEATHS = 5


class Attempt:
    """All scanners on one sample, before `until` (`time.monotonic`). `over`: nothing is left to ask."""

    def __init__(self, sample: Sample, until: float) -> None:
        self.over = False
        self._data = sample.data
        self._bare = replace(sample, data=b"")
        self._limits = sample.limits
        self._until = until
        self._room = sample.limits.scanned_bytes
        self._done: set[str] = set()
        self._running: str | None = None
        self._blamed: str | None = None
        self._deaths: Counter[str | None] = Counter()

    def ask(self, worker: Worker) -> Generator[Found, None, bool]:
        """Each scanner's answer as it comes; False when this worker must be ended, `died` then tells why."""
        self._running = self._blamed = None
        channel = worker.channel
        until = self._soon()
        try:
            channel.send(frame.Job(self._bare, frozenset(self._done), self._room), [self._data], until)
            while True:
                answer, attached = channel.receive(
                    frame.Bounds(self._limits.answer_bytes, self._limits.files, self._room), until
                )
                match answer:
                    case frame.Started(scanner):
                        self._start(scanner)
                        until = self._soon()
                    case frame.Finished(found):
                        yield self._finish(found, attached)
                    case frame.Done():
                        if self._running:
                            raise frame.GarbledError("a scanner without an answer")
                        self.over = True
                        return True
        except TimeoutError:
            self._blamed = "hang"
        except frame.GarbledError:
            self._blamed = "crash"
        except (EOFError, OSError):
            pass
        return False

    def died(self, status: int | None) -> Iterator[Found]:
        """The faults that follow from how the worker ended (`Worker.end`)."""
        scanner, self._running = self._running, None
        self._deaths[scanner] += 1
        cause = self._blamed or _cause(status)
        if scanner is None:
            if self._deaths[None] >= _NAMELESS_DEATHS:
                self.over = True
                yield _fault(cause, "worker")
        elif cause != "memory" or self._deaths[scanner] >= _CHANCES:
            self._done.add(scanner)
            yield _fault(cause, scanner)
        if not self.over and time.monotonic() >= self._until:
            self.over = True
            yield _fault("limit:seconds")

    def _start(self, scanner: str) -> None:
        if (
            self._running
            or scanner in self._done
            or not 0 < len(scanner) <= _NAME_CHARS
            or len(self._done) >= _SCANNERS
        ):
            raise frame.GarbledError("no scanner to start")
        self._running = scanner

    def _finish(self, found: Found, attached: list[bytes]) -> Found:
        if not self._running or len(attached) != len(found.children):
            raise frame.GarbledError("no answer to expect")
        self._done.add(self._running)
        self._running = None
        children = tuple(
            replace(child, data=data) for child, data in zip(found.children, attached, strict=True)
        )
        self._room -= sum(map(len, attached))
        return answers.bounded(replace(found, children=children), self._limits, self._limits.scanned_bytes)

    def _soon(self) -> float:
        return min(self._until, time.monotonic() + self._limits.scan_seconds)


def _cause(status: int | None) -> str:
    if status is None or status == -signal.SIGKILL:
        return "memory"
    return "hang" if status == -signal.SIGXCPU else "crash"


def _fault(name: str, detail: str = "") -> Found:
    return Found(faults=(Fault(name, detail),))
