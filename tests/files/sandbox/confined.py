"""A process in the sandbox of a worker, which says what it could do."""

import ctypes
import errno
import json
import os
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from unhook.files.sandbox import layers
from unhook.limits import FileLimits

LIMITS = FileLimits(memory_bytes=4 << 30, file_bytes=1_000_000)


def outcome(folder: Path, deeds: dict[str, Callable[[], object]]) -> dict[str, Any]:
    """By deed: `done`, or the name of the error. `layers`: what was put on."""
    ours, theirs = os.pipe()
    process = os.fork()
    if not process:
        try:
            held = dict(layers.enclose(str(folder)))
            held |= layers.confine(str(folder), (), LIMITS, os.getppid())
            told: dict[str, Any] = {"layers": held}
            for name, deed in deeds.items():
                told[name] = _tried(deed)
            os.write(theirs, json.dumps(told).encode())
        finally:
            os._exit(0)
    os.close(theirs)
    with open(ours, "rb") as file:
        told = json.load(file)
    os.waitpid(process, 0)
    return told


def _tried(deed: Callable[[], object]) -> str:
    try:
        deed()
    except OSError as error:
        return errno_name(error.errno)
    return "done"


def errno_name(number: int | None) -> str:

    return errno.errorcode.get(number or 0, str(number))


def call(number: int, *arguments: int) -> Callable[[], object]:
    """A system call by number, which raises what the kernel says."""
    libc = ctypes.CDLL(None, use_errno=True)

    def deed() -> None:
        if libc.syscall(ctypes.c_long(number), *map(ctypes.c_long, arguments)) < 0:
            raise OSError(ctypes.get_errno(), "")

    return deed


def write_in(folder: Path) -> Callable[[], object]:
    """A file and a folder in it."""

    def deed() -> None:
        with tempfile.TemporaryDirectory(dir=folder) as inner:
            Path(inner, "file").write_text("x")

    return deed


def thread() -> None:
    """Another thread of the same process."""
    other = threading.Thread(target=int)
    other.start()
    other.join()
