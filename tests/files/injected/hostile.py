"""A scanner that does what the file's words name, as one would that a file has taken over."""

import contextlib
import ctypes
import mmap
import os
import resource
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from unhook.files.model import Child, Found, Reference, Text
from unhook.files.scanner import Sample, Scanner


def null_write() -> None:
    ctypes.memset(0, 0, 1)


def run_over_the_stack() -> None:
    sys.setrecursionlimit(10**9)
    calls: list[Callable[[], Any]] = []

    def deeper() -> None:
        calls[0]()

    calls.append(ctypes.CFUNCTYPE(None)(deeper))
    deeper()


def spin() -> None:
    while True:
        pass


def sleep() -> None:
    time.sleep(1_000)


def stop_itself() -> None:
    os.kill(os.getpid(), signal.SIGSTOP)


def kill_itself() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def kill_parent() -> None:
    os.kill(os.getppid(), signal.SIGKILL)


def allocate() -> None:
    kept = []
    while True:
        kept.append(mmap.mmap(-1, 64 * 1024 * 1024))


def allocate_bytes() -> bytearray:
    return bytearray(1 << 40)


def fork_bomb() -> None:
    while True:
        os.fork()


def thread_bomb() -> None:
    while True:
        threading.Thread(target=sleep, daemon=True).start()


def open_socket() -> None:
    socket.socket()


def open_local_socket() -> None:
    socket.socketpair()


def execute() -> None:
    os.execv("/bin/true", ["true"])


def start_program() -> None:
    subprocess.run(["/bin/true"], check=True)


def write_outside() -> None:
    Path("/tmp/unhook-was-here").write_text("x")


def write_over_python() -> None:
    with open(os.__file__, "a"):
        pass


def read_secrets() -> None:
    Path("/etc/shadow").read_bytes()


def read_home() -> None:
    os.listdir(os.path.expanduser("~root"))


def read_processes() -> None:
    Path(f"/proc/{os.getppid()}/environ").read_bytes()


def raise_limits() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


def flood() -> None:
    noise = bytes(range(256)) * 4096
    for end in range(3, 64):
        with contextlib.suppress(OSError):
            while True:
                os.write(end, noise)


def forge_length() -> None:
    for end in range(3, 64):
        with contextlib.suppress(OSError):
            os.write(end, b"\xff" * 4096)


def hang_up() -> None:
    os.closerange(0, 256)


def fill_disk() -> None:
    with tempfile.TemporaryFile() as file:
        while True:
            file.write(b"x" * 1024 * 1024)


def litter() -> None:
    for number in range(50):
        Path(tempfile.gettempdir(), f"left-{number}").write_text("x")


def nest() -> None:
    for _ in range(1_200):
        os.mkdir("deeper")
        os.chdir("deeper")


def shut_doors() -> None:
    os.makedirs("shut/inside")
    Path("shut/inside/file").write_text("x")
    os.chmod("shut/inside", 0)
    os.chmod("shut", 0)


def too_many_children() -> Found:
    return Found(children=(Child(b""),) * 20_000)


def too_large_child() -> Found:
    return Found(children=(Child(b"x" * 9_000_000), Child(b"y" * 2_000_000)))


def too_much_text() -> Found:
    return Found(texts=(Text("x" * 2_000_000),), children=(Child(b"kept"),))


def too_many_references() -> Found:
    return Found(references=(Reference("https://example.com/", "text"),) * 3_000)


def odd_values() -> Found:
    return Found(record={"name": "caf\udce9", "number": 10**30, "raw": b"\xff", "set": {1}, "none": None})


def endless_record() -> Found:
    record: dict[str, Any] = {}
    record["again"] = record
    return Found(record=record)


def no_answer() -> Any:
    return "nothing of use"


def leave() -> None:
    raise SystemExit(0)


DEEDS: dict[str, Callable[[], Any]] = {
    deed.__name__: deed
    for deed in (
        null_write, run_over_the_stack, os.abort, spin, sleep, stop_itself, kill_itself, kill_parent,
        allocate, allocate_bytes, fork_bomb, thread_bomb, open_socket, open_local_socket, execute,
        start_program,
        write_outside, write_over_python, read_secrets, read_home, read_processes, raise_limits, flood,
        forge_length, hang_up, fill_disk, litter, nest, shut_doors, too_many_children, too_large_child,
        too_much_text, too_many_references, odd_values, endless_record, no_answer, leave,
    )
}  # fmt: skip
"""By name; each returns what it found, or nothing."""


def scan(sample: Sample) -> Found:
    found = DEEDS[sample.data.decode()]()
    return Found() if found is None else found


SCANNER = Scanner("hostile", scan, kinds=frozenset({"hostile"}))
