"""The fork server: loads Python and scanners once, then makes a worker in a few milliseconds. Libraries are
loaded when nothing else is to do; until then a worker loads what its file needs.

    python -I -m unhook.files.nursery SOCKET

It never sees a file of a stranger. The socket (a connected pair, packets kept apart) brings one `Setting`,
which is answered with `Ready`; then `fork` with the worker's end of a socket, answered with the process id,
and `end` with a process id, answered with how it ended (`os.waitstatus_to_exitcode`). No child is reaped
before `end`, so a process id stays that worker's. When the socket closes, all workers end and the folder is
removed.
"""

import ast
import contextlib
import gc
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import msgspec

from unhook import files
from unhook.files import folders, worker
from unhook.files.sandbox import layers
from unhook.files.scanner import scanners
from unhook.limits import FileLimits

PACKET = 64 * 1024
FORK, END = "fork", "end"

_IDLE_SECONDS = 0.5
"""Who looks into one file and ends pays for no other library than that file's."""

_FOLDERS_OF_LIBRARIES = ("TESSDATA_PREFIX",)
"""Variables that name what a library reads."""


class Setting(msgspec.Struct, frozen=True):
    """`folder`: where each worker gets one to write in; `scanners`: folders with more scanners."""

    folder: str
    limits: FileLimits
    scanners: tuple[str, ...] = ()


class Ready(msgspec.Struct, frozen=True):
    """The layers of the sandbox, and why workers are refused, if they are."""

    layers: dict[str, str]
    refused: str = ""


class Order(msgspec.Struct, frozen=True):
    """`fork` or `end`; `process`: the worker to end, which gets `seconds` to do so by itself;
    `name`: of the new worker's folder.
    """

    what: str
    process: int = 0
    seconds: float = 0
    name: str = ""


def main(end: int) -> None:
    """Serve until the other side closes the socket."""
    control = socket.socket(fileno=end)
    setting = msgspec.msgpack.decode(control.recv(PACKET), type=Setting)
    outer = layers.enclose(setting.folder)
    try:
        nursery = _Nursery(setting)
    except Exception as error:
        ready = Ready({}, f"{type(error).__name__}: {error}")
    else:
        held = {**outer, **nursery.trial()}
        tight = layers.tight(held)
        ready = Ready(held, "" if tight else "neither a network namespace nor seccomp can be had")
    control.send(msgspec.msgpack.encode(ready))
    if not ready.refused:
        nursery.serve(control, ready.layers)


class _Nursery:
    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._known = scanners(setting.scanners)
        self._process = os.getpid()
        self._folders: dict[int, str] = {}
        self._removing: list[subprocess.Popen[bytes]] = []
        for scanner in self._known:
            with contextlib.suppress(Exception):
                if scanner.warm:
                    scanner.warm()
        self._loading: Iterator[str] | None = _loaded(Path(files.__file__).parent)
        _share()

    def trial(self) -> layers.Layers:
        """What holds in a worker, as a first one says, which then ends."""
        ours, theirs = os.pipe()
        process = os.fork()
        if not process:
            try:
                os.write(theirs, msgspec.msgpack.encode(self._confine(self._setting.folder)))
            finally:
                os._exit(0)
        os.close(theirs)
        with open(ours, "rb") as file:
            told = file.read()
        os.waitpid(process, 0)
        return msgspec.msgpack.decode(told, type=dict[str, str])

    def serve(self, control: socket.socket, expected: layers.Layers) -> None:
        """Make and end workers as ordered. None serves with less than the expected layers."""
        try:
            while True:
                self._load_until_asked(control)
                packet, ends, _, _ = socket.recv_fds(control, PACKET, 1)
                if not packet:
                    return
                order = msgspec.msgpack.decode(packet, type=Order)
                if order.what == FORK:
                    answer = self._fork(order.name, ends[0], control, expected)
                    os.close(ends[0])
                else:
                    answer = _ended(order.process, order.seconds)
                    self._remove(self._folders.pop(order.process))
                control.send(msgspec.msgpack.encode(answer))
        finally:
            for process in self._folders:
                _ended(process)
            folders.removed(self._setting.folder)

    def _load_until_asked(self, control: socket.socket) -> None:
        while self._loading and not select.select([control], [], [], _IDLE_SECONDS)[0]:
            if next(self._loading, None) is None:
                self._loading = None
                _share()

    def _remove(self, folder: str) -> None:
        self._removing = [each for each in self._removing if each.poll() is None]
        going_on = folders.remove(folder)
        if going_on:
            self._removing.append(going_on)

    def _fork(self, name: str, end: int, control: socket.socket, expected: layers.Layers) -> int:
        folder = os.path.join(self._setting.folder, name)
        os.mkdir(folder, 0o700)
        process = os.fork()
        if process:
            self._folders[process] = folder
            return process
        code = 1
        try:
            control.close()
            os.environ["TMPDIR"] = tempfile.tempdir = folder
            os.chdir(folder)
            _die_first()
            held = self._confine(folder)
            if all(expected[name] or not why for name, why in held.items()):
                worker.serve(end, self._known)
                code = 0
        finally:
            os._exit(code)

    def _confine(self, folder: str) -> layers.Layers:
        named = [os.environ[name] for name in _FOLDERS_OF_LIBRARIES if name in os.environ]
        readable = (*self._setting.scanners, *named)
        return layers.confine(folder, readable, self._setting.limits, self._process)


def _share() -> None:
    """What is loaded by now is shared with all workers as long as nobody touches it."""
    gc.collect()
    gc.freeze()


def _loaded(folder: Path) -> Iterator[str]:
    """Load what modules in the folder import inside functions, one after the other."""
    for name in sorted(set(_imported_later(folder))):
        # One library that is missing or broken is its scanner's fault, on each file anew.
        with contextlib.suppress(Exception):
            import_module(name)
        yield name


def _imported_later(folder: Path) -> Iterator[str]:
    """The libraries that modules in the folder import inside functions, to be shared by all workers."""
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                yield node.module


def _die_first() -> None:
    """Of all processes the kernel shall end this one when memory runs out."""
    with contextlib.suppress(OSError), open("/proc/self/oom_score_adj", "w") as file:
        file.write("1000")


def _ended(process: int, seconds: float = 0) -> int:
    """How it ended; by force after so long."""
    with open(os.pidfd_open(process), "rb") as exit_of:
        select.select([exit_of], [], [], seconds)
    os.kill(process, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


if __name__ == "__main__":
    main(int(sys.argv[1]))
