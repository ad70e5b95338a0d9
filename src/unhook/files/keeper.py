"""The parent's hold on a fork server and its workers."""

import contextlib
import os
import socket
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from itertools import count
from typing import TypeVar

import msgspec

from unhook.errors import UnhookError
from unhook.files import folders, frame, nursery
from unhook.limits import FileLimits

_START_SECONDS = 120.0
_PASSED_ON = ("PATH", "LD_LIBRARY_PATH", "TESSDATA_PREFIX", "TMPDIR")
_SET = {"LC_ALL": "C.UTF-8", "OMP_THREAD_LIMIT": "1"}


Answer = TypeVar("Answer")


class PoolError(UnhookError):
    """No safe worker can be had; the text says why."""


class LostError(Exception):
    """The fork server is gone, and all its workers with it."""


@dataclass(eq=False, slots=True)
class Worker:
    """A process that waits for jobs. `served`: how many it has done."""

    process: int
    end_here: socket.socket = field(repr=False)
    folder: str
    keeper: "Keeper" = field(repr=False)
    served: int = 0

    @property
    def channel(self) -> "frame.Channel[frame.Answer]":
        """The way to it."""
        return frame.to_worker(self.end_here.fileno())

    def tidy(self) -> bool:
        """Whether it left nothing in its folder."""
        try:
            return not os.listdir(self.folder)
        except OSError:
            return False

    def end(self) -> int | None:
        """Kill it, unless it is dead; how it ended (`os.waitstatus_to_exitcode`), None if nobody knows."""
        self.end_here.close()
        try:
            return self.keeper.end(self.process)
        except LostError:
            return None


class Keeper:
    """Starts a fork server; raises `PoolError` where it refuses. `layers`: its workers' sandbox."""

    def __init__(self, limits: FileLimits, scanners: tuple[str, ...] = ()) -> None:
        self._lock = threading.Lock()
        self._numbers = count(1)
        self.folder, self._owned = folders.make()
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            # A session of its own: Ctrl-C reaches the parent, which decides for all.
            self._process = subprocess.Popen(
                [sys.executable, "-I", "-m", nursery.__name__, str(theirs.fileno())],
                pass_fds=(theirs.fileno(),),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
                cwd="/",
                env={name: os.environ[name] for name in _PASSED_ON if name in os.environ} | _SET,
            )
        self._control.settimeout(_START_SECONDS)
        try:
            ready = self._asked(nursery.Setting(self.folder, limits, scanners), nursery.Ready)
        except BaseException as error:
            self.close()
            if isinstance(error, LostError):
                raise PoolError("the process that makes workers for files does not start") from None
            raise
        self.layers = ready.layers
        if ready.refused:
            self.close()
            raise PoolError(f"files are not opened on this machine: {ready.refused}")

    @property
    def process(self) -> int:
        """The fork server's process id."""
        return self._process.pid

    def fork(self) -> Worker:
        """A new worker, in a few milliseconds. Raises `LostError`."""
        name = str(next(self._numbers))
        ours, theirs = socket.socketpair()
        with theirs:
            process = self._asked(nursery.Order(nursery.FORK, name=name), int, theirs)
        ours.setblocking(False)
        return Worker(process, ours, os.path.join(self.folder, name), self)

    def end(self, process: int) -> int:
        """As `Worker.end`. Raises `LostError`."""
        return self._asked(nursery.Order(nursery.END, process), int)

    def close(self) -> None:
        """End the fork server and its workers, and remove their folder."""
        self._control.close()
        try:
            self._process.wait(_START_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        folders.remove(self.folder)
        with contextlib.suppress(OSError):
            os.close(self._owned)

    def forget(self) -> None:
        """Let go of what belongs to another process, which this one was forked from."""
        self._control.close()
        os.close(self._owned)
        self._process.returncode = 0

    def _asked(self, order: object, answer: type[Answer], end: socket.socket | None = None) -> Answer:
        packet = msgspec.msgpack.encode(order)
        with self._lock:
            try:
                socket.send_fds(self._control, [packet], [end.fileno()] if end else [], socket.MSG_NOSIGNAL)
                told = self._control.recv(nursery.PACKET)
            except OSError:
                told = b""
        if not told:
            raise LostError
        return msgspec.msgpack.decode(told, type=answer)
