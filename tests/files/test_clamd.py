import shutil
import socket
import struct
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from unhook.errors import ConfigError
from unhook.files.clamd import Clamd


def taken(link: socket.socket) -> bytes:
    """What a client sends as INSTREAM."""
    with link.makefile("rb") as read:
        assert read.read(10) == b"zINSTREAM\0"
        data = b""
        while size := struct.unpack(">I", read.read(4))[0]:
            data += read.read(size)
        return data


@pytest.fixture
def daemon(tmp_path: Path) -> Iterator[tuple[str, list[bytes]]]:
    """One that finds `Test.Word` in files with a word, and refuses large ones."""
    address, got = str(tmp_path / "clamd.sock"), list[bytes]()
    server = socket.socket(socket.AF_UNIX)
    server.bind(address)
    server.listen()

    def serve() -> None:
        while True:
            try:
                link, _ = server.accept()
            except OSError:
                return
            with link:
                got.append(taken(link))
                large, bad = len(got[-1]) > 200_000, b"badword" in got[-1]
                answer = (
                    "INSTREAM size limit exceeded. ERROR" if large else "Test.Word FOUND" if bad else "OK"
                )
                link.sendall((answer if large else f"stream: {answer}").encode() + b"\0")

    threading.Thread(target=serve, daemon=True).start()
    yield address, got
    server.close()


def test_what_it_finds_and_what_not(daemon: tuple[str, list[bytes]]) -> None:
    address, got = daemon
    assert Clamd(address).scan(b"a badword here") == "Test.Word"
    assert Clamd(address).scan(b"") is None
    assert Clamd(address).scan(b"x" * 150_000) is None
    assert [len(each) for each in got] == [14, 0, 150_000]


def test_a_refusal_is_no_clean_bill(daemon: tuple[str, list[bytes]]) -> None:
    with pytest.raises(ConfigError, match="size limit exceeded"):
        Clamd(daemon[0]).scan(b"x" * 300_000)


def test_nobody_there(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="clamd at"):
        Clamd(str(tmp_path / "none.sock")).scan(b"x")
    with pytest.raises(ConfigError, match="clamd at"):
        Clamd("127.0.0.1:1", seconds=1).scan(b"x")


@pytest.mark.clamd
def test_the_real_daemon(tmp_path: Path) -> None:
    if shutil.which("clamd") is None:
        pytest.skip("clamd is not installed (Debian's clamav-daemon)")
    signatures = tmp_path / "signatures"
    signatures.mkdir()
    (signatures / "test.ndb").write_text(f"Test.Word:0:*:{b'badword'.hex()}\n")
    address = str(tmp_path / "clamd.sock")
    settings = {"LocalSocket": address, "DatabaseDirectory": signatures, "Foreground": "yes", "User": "root"}
    (tmp_path / "clamd.conf").write_text("".join(f"{name} {value}\n" for name, value in settings.items()))
    with subprocess.Popen(
        ["clamd", "-c", str(tmp_path / "clamd.conf")], stdout=subprocess.DEVNULL
    ) as process:
        try:
            for _ in range(200):
                if Path(address).exists():
                    break
                time.sleep(0.05)
            assert Clamd(address).scan(b"a badword here") == "Test.Word.UNOFFICIAL"
            assert Clamd(address).scan(b"a word here") is None
        finally:
            process.terminate()
