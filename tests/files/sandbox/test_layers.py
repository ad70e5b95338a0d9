import os
import resource
import socket
import sys
from functools import partial
from pathlib import Path

import pytest

from unhook.files.sandbox import layers

from . import confined
from .confined import fresh, outcome

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the sandbox needs Linux")


def test_a_worker_can_do_its_work(tmp_path: Path) -> None:
    told = outcome(
        tmp_path,
        {
            "read a library": Path(os.__file__).read_bytes,
            "write in its folder": partial(confined.write_in, tmp_path),
            "make a thread": confined.thread,
            "signal itself": confined.signal_itself,
            "read its limits": partial(resource.getrlimit, resource.RLIMIT_CPU),
        },
    )
    assert {told[name] for name in told if name != "layers"} == {"done"}


def test_a_worker_can_do_nothing_else(tmp_path: Path) -> None:
    inside, outside = tmp_path / "inside", tmp_path / "outside"
    inside.mkdir()
    outside.mkdir()
    (outside / "secret").write_text("x")
    told = outcome(
        inside,
        {
            "read a file outside": (outside / "secret").read_text,
            "list a folder outside": partial(os.listdir, outside),
            "write outside": partial((outside / "new").write_text, "x"),
            "remove outside": (outside / "secret").unlink,
            "link out": partial(os.symlink, "/etc", inside / "link"),
            "make a pipe": partial(os.mkfifo, inside / "pipe"),
            "a socket": socket.socket,
            "a local socket": confined.local_socket,
            "fork": confined.fork,
            "run": confined.become_python,
            "spawn": confined.run_python,
            "signal its parent": confined.signal_parent,
            "signal all": partial(os.kill, -1, 0),
            "a large file": partial((inside / "large").write_bytes, bytes(2_000_000)),
        },
    )
    held = told.pop("layers")
    if held["landlock"] or held["seccomp"]:
        pytest.skip(f"this kernel lacks a layer: {held}")
    assert told.pop("a large file") == "EFBIG"
    assert {name for name, answer in told.items() if answer not in ("EPERM", "EACCES")} == set()


@pytest.mark.skipif(os.uname().machine != "x86_64", reason="calls by their numbers on x86_64")
def test_doors_of_the_kernel_are_shut(tmp_path: Path) -> None:
    numbers = {
        "connect": 42, "clone": 56, "execve": 59, "ptrace": 101, "chroot": 161, "mount": 165, "keyctl": 250,
        "unshare": 272, "perf_event_open": 298, "prlimit64 of another": 302, "setns": 308,
        "process_vm_readv": 310, "process_vm_writev": 311, "kexec_file_load": 320, "bpf": 321,
        "userfaultfd": 323, "io_uring_setup": 425, "pidfd_open": 434,
    }  # fmt: skip
    told = outcome(
        tmp_path, {name: partial(confined.call, number, 1, 0, 0, 0, 0) for name, number in numbers.items()}
    )
    if told.pop("layers")["seccomp"]:
        pytest.skip("this kernel has no seccomp")
    assert told == dict.fromkeys(numbers, "EPERM")


def test_a_worker_ends_with_its_parent(tmp_path: Path) -> None:
    ours, theirs = fresh.Pipe(duplex=False)
    parent = fresh.Process(target=confined.start_worker, args=(theirs, tmp_path))
    parent.start()
    theirs.close()
    assert ours.recv_bytes() == b"ready"
    parent.kill()
    parent.join()
    # The end of the pipe: nobody is left who could write.
    assert ours.poll(confined.SECONDS)
    with pytest.raises(EOFError):
        ours.recv_bytes()


def test_a_worker_whose_parent_is_gone_does_not_start(tmp_path: Path) -> None:
    process = fresh.Process(target=confined.start_orphan, args=(tmp_path,))
    process.start()
    process.join()
    assert process.exitcode == 1


@pytest.mark.parametrize(
    ("network", "calls", "enough"),
    [("", "", True), ("no", "", True), ("", "no", True), ("no", "no", False)],
)
def test_without_a_wall_to_the_network_it_is_not_tight(network: str, calls: str, enough: bool) -> None:
    assert layers.tight({layers.NETWORK: network, layers.CALLS: calls}) is enough


def test_each_layer_that_cannot_be_had_says_why(tmp_path: Path) -> None:
    told = outcome(tmp_path, {}, confined.without_layers)
    assert told["layers"]["seccomp"] == told["layers"]["landlock"] == "not on this kernel"
    assert told["layers"]["resource limits"] == ""


def test_pythons_own_folders_are_known() -> None:
    folders = layers.python_folders()
    assert any(os.path.realpath(os.__file__).startswith(f"{each}/") for each in folders)
    assert any(os.path.realpath(pytest.__file__).startswith(f"{each}/") for each in folders)
    assert "" not in folders
    assert "/" not in folders
