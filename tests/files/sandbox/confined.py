"""A process in the sandbox of a worker, which says what it could do.

It is started anew, not forked: what the tests before have loaded would count towards its limits.
"""

import ctypes
import errno
import multiprocessing
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Mapping
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from unhook.files.sandbox import kernel, landlock, layers, seccomp
from unhook.limits import FILES, FileLimits

LIMITS = FileLimits(memory_bytes=4 << 30, file_bytes=1_000_000)
SECONDS = 60

fresh = multiprocessing.get_context("spawn")


def outcome(
    folder: Path, deeds: Mapping[str, Callable[[], object]], before: Callable[[], None] | None = None
) -> dict[str, Any]:
    """By deed: `done`, or the name of the error. `layers`: what was put on. All must be importable."""
    ours, theirs = fresh.Pipe(duplex=False)
    process = fresh.Process(target=_tell, args=(theirs, folder, deeds, before))
    process.start()
    theirs.close()
    try:
        if not ours.poll(SECONDS):
            raise TimeoutError(deeds)
        told: dict[str, Any] = ours.recv()
    finally:
        process.kill()
        process.join()
    return told


def _tell(
    end: Connection,
    folder: Path,
    deeds: Mapping[str, Callable[[], object]],
    before: Callable[[], None] | None,
) -> None:
    if before:
        before()
    told: dict[str, Any] = {"layers": {**layers.enclose(str(folder))}}
    told["layers"] |= layers.confine(str(folder), (), LIMITS, os.getppid())
    for name, deed in deeds.items():
        told[name] = _tried(deed)
    end.send(told)
    os._exit(0)


def _tried(deed: Callable[[], object]) -> str:
    try:
        deed()
    except OSError as error:
        return errno.errorcode.get(error.errno or 0, str(error.errno))
    return "done"


def start_worker(end: Connection, folder: Path) -> None:
    """Start a confined process that says `ready`, and wait with it without end."""
    if not os.fork():
        layers.confine(str(folder), (), FILES, os.getppid())
        end.send_bytes(b"ready")
    signal.pause()


def start_orphan(folder: Path) -> None:
    """Be confined as the child of another process than ours."""
    layers.confine(str(folder), (), FILES, 1)


def give_up_capabilities() -> None:
    """Ends with 1 where one is left."""
    kernel.give_up_capabilities()
    with open("/proc/self/status") as file:
        held = next(line for line in file if line.startswith("CapEff:"))
    sys.exit(int(held.split()[1], 16) != 0)


def without_layers() -> None:
    """As on a kernel that has neither seccomp nor Landlock."""

    def refuse(*_: object) -> None:
        raise OSError("not on this kernel")

    for layer, put_on in ((seccomp, "deny"), (landlock, "restrict")):
        setattr(layer, put_on, refuse)


def call(number: int, *arguments: int) -> None:
    """A system call by number, which raises what the kernel says."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.syscall(ctypes.c_long(number), *map(ctypes.c_long, arguments)) < 0:
        raise OSError(ctypes.get_errno(), "")


def write_in(folder: Path) -> None:
    """A file and a folder in it."""
    with tempfile.TemporaryDirectory(dir=folder) as inner:
        Path(inner, "file").write_text("x")


def thread() -> None:
    """Another thread of the same process."""
    other = threading.Thread(target=int)
    other.start()
    other.join()


def local_socket() -> None:
    """Two ends within this machine."""
    socket.socketpair()


def fork() -> None:
    """A process like this one."""
    if not os.fork():
        os._exit(0)


def become_python() -> None:
    """Another program in the place of this one."""
    os.execv(sys.executable, ["python"])


def run_python() -> None:
    """Another program beside this one."""
    subprocess.run([sys.executable, "-c", ""], check=True)


def signal_itself() -> None:
    """A signal to this process."""
    os.kill(os.getpid(), 0)


def signal_parent() -> None:
    """A signal to the process that started this one."""
    os.kill(os.getppid(), 0)
