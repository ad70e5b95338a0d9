import os
from pathlib import Path

import pytest

from unhook import cached


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "unhook"


def read(name: str) -> bytes | None:
    file = cached.opened(name)
    if file is None:
        return None
    with file:
        return file.read()


def test_what_was_written_is_read(folder: Path) -> None:
    cached.write("some/name", (b"a", b"b"))
    assert read("some/name") == b"ab"
    assert (folder / "some" / "name").stat().st_mode & 0o077 == 0
    assert os.listdir(folder / "some") == ["name"]


def test_nothing_written_nothing_read() -> None:
    assert read("name") is None


@pytest.mark.parametrize("mode", [0o620, 0o602])
def test_what_others_may_write_is_not_read(folder: Path, mode: int) -> None:
    cached.write("name", (b"a",))
    (folder / "name").chmod(mode)
    assert read("name") is None


def test_what_is_somebody_elses_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    cached.write("name", (b"a",))
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    assert read("name") is None


def test_no_place_to_write_is_no_mistake(folder: Path) -> None:
    folder.write_text("")
    cached.write("name", (b"a",))
    cached.forget("name", 0)
    assert read("name") is None


def test_without_a_home_there_is_no_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")

    def none() -> Path:
        raise RuntimeError

    monkeypatch.setattr(Path, "home", none)
    assert cached.place("name") is None
    cached.write("name", (b"a",))
    cached.forget("", 0)
    assert read("name") is None


def test_what_was_long_unused_is_forgotten(folder: Path) -> None:
    for name in ("old", "new"):
        cached.write(f"lists/{name}", (b"a",))
    os.utime(folder / "lists" / "old", (0, 0))
    cached.forget("lists", 1_000)
    assert os.listdir(folder / "lists") == ["new"]
