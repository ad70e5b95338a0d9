import gc
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from unhook.files import nursery
from unhook.files.model import Found
from unhook.files.scanner import Scanner
from unhook.limits import FILES

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="workers need Linux")

LOOSE = """
import sys
from unhook.files import nursery
from unhook.files.model import Found
from unhook.files.scanner import Scanner
nursery.layers.tight = lambda _: False
nursery.main(int(sys.argv[1]))
"""


class Server:
    """A fork server, spoken to without the parent's side."""

    def __init__(self, *command: str) -> None:
        self.control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.control.settimeout(60)
        with theirs:
            self.process = subprocess.Popen([*command, str(theirs.fileno())], pass_fds=[theirs.fileno()])

    def asked(self, order: object, *ends: int) -> bytes:
        socket.send_fds(self.control, [msgspec.msgpack.encode(order)], ends)
        return self.control.recv(nursery.PACKET)


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server(sys.executable, "-I", "-m", "unhook.files.nursery")
    yield made
    made.control.close()
    assert made.process.wait(60) == 0


def test_workers_come_and_go_and_leave_no_folder(server: Server, tmp_path: Path) -> None:
    folder = tmp_path / "workers"
    folder.mkdir()
    ready = msgspec.msgpack.decode(server.asked(nursery.Setting(str(folder), FILES)), type=nursery.Ready)
    assert ready.refused == ""
    ours, theirs = socket.socketpair()
    process = msgspec.msgpack.decode(server.asked(nursery.Order("fork", name="1"), theirs.fileno()))
    theirs.close()
    assert os.listdir(folder) == ["1"]
    ours.close()
    assert msgspec.msgpack.decode(server.asked(nursery.Order("end", process, 20))) == 0
    assert os.listdir(folder) == []
    server.control.close()
    assert server.process.wait(60) == 0
    assert not folder.exists()


def test_one_that_does_not_end_is_ended(server: Server, tmp_path: Path) -> None:
    server.asked(nursery.Setting(str(tmp_path / "workers"), FILES))
    (tmp_path / "workers").mkdir()
    ours, theirs = socket.socketpair()
    with ours, theirs:
        process = msgspec.msgpack.decode(server.asked(nursery.Order("fork", name="1"), theirs.fileno()))
        assert msgspec.msgpack.decode(server.asked(nursery.Order("end", process))) == -signal.SIGKILL


def test_a_scanner_that_cannot_be_loaded_is_told(server: Server, tmp_path: Path) -> None:
    (tmp_path / "broken.py").write_text("raise LookupError('no good')\n")
    setting = nursery.Setting(str(tmp_path), FILES, (str(tmp_path),))
    ready = msgspec.msgpack.decode(server.asked(setting), type=nursery.Ready)
    assert ready.refused == "LookupError: no good"


def test_without_walls_no_worker_is_made(tmp_path: Path) -> None:
    loose = Server(sys.executable, "-c", LOOSE)
    ready = msgspec.msgpack.decode(loose.asked(nursery.Setting(str(tmp_path), FILES)), type=nursery.Ready)
    assert ready.refused == "neither a network namespace nor seccomp can be had"
    assert loose.process.wait(60) == 0
    loose.control.close()


def test_what_is_imported_inside_functions_is_found(tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "a.py").write_text(
        "def scan():\n    import one.two as x, three\n    from four import y\n"
    )
    assert set(nursery._imported_later(tmp_path)) == {"one.two", "three", "four"}


def test_what_all_files_share_is_loaded_before_workers_are_made(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    warmed = []

    def fail() -> None:
        warmed.append("fails")
        raise LookupError

    known = (
        Scanner("fails", lambda _: Found(), warm=fail),
        Scanner("cold", lambda _: Found()),
        Scanner("warm", lambda _: Found(), warm=lambda: warmed.append("warm")),
    )
    monkeypatch.setattr(nursery, "scanners", lambda _: known)
    monkeypatch.setattr(gc, "freeze", lambda: None)
    nursery._Nursery(nursery.Setting(str(tmp_path), FILES))
    assert warmed == ["fails", "warm"]


def test_libraries_are_loaded_while_nothing_is_asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("def scan():\n    import there\n    import missing\n")
    loaded = []

    def load(name: str) -> None:
        loaded.append(name)
        if name == "missing":
            raise ImportError

    monkeypatch.setattr(nursery, "scanners", lambda _: ())
    monkeypatch.setattr(nursery, "import_module", load)
    monkeypatch.setattr(nursery, "_IDLE_SECONDS", 0.0)
    monkeypatch.setattr(gc, "freeze", lambda: None)
    made = nursery._Nursery(nursery.Setting(str(tmp_path), FILES))
    made._loading = nursery._loaded(tmp_path)
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.send(b"x")
        made._load_until_asked(ours)
        assert loaded == []
        ours.recv(1)
        made._load_until_asked(ours)
        assert loaded == ["missing", "there"]
        assert made._loading is None
