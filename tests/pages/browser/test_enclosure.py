"""What a program finds inside, and what is left of it afterwards."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from bench.processes import children

from files.processes import alive, eventually
from unhook.files.sandbox.layers import NOBODY
from unhook.pages.browser import availability, enclosure


def inside(script: str, folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """What a shell script says from in there."""
    command = [*availability.command(str(folder)), "/bin/sh", "-c", script, "sh", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def test_the_network_has_no_interface_that_is_up(tmp_path: Path) -> None:
    told = inside("cat /proc/net/dev /proc/net/route /proc/net/fib_trie", tmp_path).stdout
    assert [line.split(":")[0].strip() for line in told.splitlines() if ":" in line] == ["lo"]
    assert "127.0.0.1" not in told


def test_a_listener_on_loopback_outside_is_not_reached(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = str(server.getsockname()[1])
        script = 'exec bash -c "exec 9<>/dev/tcp/127.0.0.1/$1"'
        # Outside the same words reach it.
        outside = subprocess.run(["/bin/sh", "-c", script, "sh", port], timeout=60, check=False)
        assert outside.returncode == 0
        server.accept()[0].close()
        assert "unreachable" in inside(script, tmp_path, port).stderr
        server.setblocking(False)
        with pytest.raises(BlockingIOError):
            server.accept()


def test_it_sees_no_files_of_anybodys(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("mine")
    listed = inside("ls / /tmp; cat /etc/passwd", tmp_path)
    assert set(listed.stdout.split()) >= {"usr", "proc", "tmp", "dev"}
    assert set(listed.stdout.split()) & {"home", "root", "run", "work", "secret", tmp_path.name} == set()
    assert "No such file" in listed.stderr


def test_it_writes_in_memory_only(tmp_path: Path) -> None:
    name = f"of-{tmp_path.parent.name}-{os.getpid()}"
    script = f"touch /usr/{name}; touch /{name}; touch /tmp/{name} && ls /tmp"
    written = inside(script, tmp_path)
    assert written.stdout == f"{name}\n"
    assert written.stderr.count("Read-only file system") == 2
    assert not os.path.exists(f"/tmp/{name}")


def test_it_has_no_rights_and_sees_its_own_processes_only(tmp_path: Path) -> None:
    told = inside("id -u; grep -E '^(CapEff|CapPrm|NoNewPrivs)' /proc/self/status; echo $$", tmp_path).stdout
    user, *rights, process = told.split("\n")[:-1]
    assert int(user) == (NOBODY if os.getuid() == 0 else os.getuid())
    assert [line.split()[1] for line in rights] == ["0" * 16, "0" * 16, "1"]
    assert process == "1"


def test_it_gets_nothing_of_our_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOKEN", "secret")
    assert "secret" not in inside("env", tmp_path).stdout


def test_its_status_is_passed_on(tmp_path: Path) -> None:
    assert inside("exit 3", tmp_path).returncode == 3


def test_a_program_that_is_not_there_is_told(tmp_path: Path) -> None:
    command = [*availability.command(str(tmp_path)), "/usr/bin/no-such-program"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, "No such file" in done.stderr) == (enclosure.REFUSED, True)


def test_the_profile_outside_stays_empty_and_goes_too(tmp_path: Path) -> None:
    folder, profile = tmp_path / "folder", tmp_path / "profile"
    folder.mkdir()
    profile.mkdir()
    sleeper = _sleeping(folder, f"--user-data-dir={profile}")
    sleeper.kill()
    sleeper.wait()
    assert eventually(lambda: not folder.exists() and not profile.exists())


@pytest.mark.parametrize("end", ["owner", "enclosure"])
def test_nothing_is_left_when_either_is_killed(tmp_path: Path, end: str) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    owner = _sleeping(folder)
    shut_in = int((folder / enclosure.PROCESSES).read_text().split()[0])
    assert eventually(lambda: bool(children(shut_in)))
    inner = children(shut_in)
    inner |= {each for process in inner for each in children(process)}
    os.kill(owner.pid if end == "owner" else shut_in, signal.SIGKILL)
    owner.kill()
    owner.wait()
    assert eventually(lambda: not any(map(alive, inner)))
    assert end == "enclosure" or eventually(lambda: not folder.exists())


def _sleeping(folder: Path, *arguments: str) -> "subprocess.Popen[bytes]":
    """An owner of a program that never ends."""
    script = (
        "import subprocess, sys\n"
        "from unhook.pages.browser import availability\n"
        "subprocess.run([*availability.command(sys.argv[1]), *sys.argv[2:]])"
    )
    command = ["/bin/sh", "-c", "sleep 1000 & sleep 1000; wait", "sh", *arguments]
    owner = subprocess.Popen([sys.executable, "-c", script, str(folder), *command])
    named = folder / enclosure.PROCESSES
    assert eventually(lambda: named.exists() and bool(named.read_text()))
    return owner
