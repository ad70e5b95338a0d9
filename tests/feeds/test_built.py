import os
from pathlib import Path

import pytest

from unhook import cached
from unhook.feeds.built import mapped

ENTRIES = [f"host{number}.example" for number in range(500)]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path


def none() -> list[str]:
    raise AssertionError("built again")


def kept() -> Path:
    folder = cached.place("lists")
    assert folder is not None
    (path,) = folder.iterdir()
    return path


def test_a_list_is_built_once() -> None:
    made = mapped(b"stamp", lambda: ENTRIES)
    assert set(mapped(b"stamp", none)) == set(made) == set(ENTRIES)


def test_another_stamp_is_another_list() -> None:
    mapped(b"stamp", lambda: ENTRIES)
    assert set(mapped(b"other", lambda: ["a"])) == {"a"}


@pytest.mark.parametrize("place", [0, 40, 70, 90, 200, 1_000, -1])
def test_a_damaged_file_is_built_anew(place: int) -> None:
    mapped(b"stamp", lambda: ENTRIES)
    data = bytearray(kept().read_bytes())
    data[place] ^= 1
    kept().write_bytes(data)
    assert set(mapped(b"stamp", lambda: [*ENTRIES, "new"])) == {*ENTRIES, "new"}
    assert set(mapped(b"stamp", none)) == {*ENTRIES, "new"}


@pytest.mark.parametrize("size", [0, 20, 64, 80, 1_000, -1])
def test_a_shortened_file_is_built_anew(size: int) -> None:
    mapped(b"stamp", lambda: ENTRIES)
    kept().write_bytes(kept().read_bytes()[:size])
    assert set(mapped(b"stamp", lambda: ["new"])) == {"new"}


def test_the_built_form_of_another_list_is_not_taken() -> None:
    mapped(b"other", lambda: ["foreign"])
    foreign = kept()
    data = foreign.read_bytes()
    foreign.unlink()
    mapped(b"stamp", lambda: ENTRIES)
    kept().write_bytes(data)
    assert set(mapped(b"stamp", lambda: ["new"])) == {"new"}


def test_a_file_that_others_may_write_is_not_taken() -> None:
    mapped(b"stamp", lambda: ENTRIES)
    kept().chmod(0o666)
    assert set(mapped(b"stamp", lambda: ["new"])) == {"new"}


def test_what_the_library_does_not_read_is_built_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    mapped(b"stamp", lambda: ENTRIES)
    monkeypatch.setattr("unhook.feeds.built.built", lambda entries: b"\0" * 24)
    with pytest.raises(RuntimeError):
        mapped(b"other", lambda: ENTRIES)
    monkeypatch.undo()
    assert set(mapped(b"other", lambda: ["new"])) == {"new"}


def test_without_a_place_to_keep_it_it_is_built_each_time(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(home / "file"))
    assert set(mapped(b"stamp", lambda: ENTRIES)) == set(ENTRIES)
    assert set(mapped(b"stamp", lambda: ["new"])) == {"new"}


def test_a_list_in_use_outlives_its_file() -> None:
    made = mapped(b"stamp", lambda: ENTRIES)
    kept().unlink()
    assert set(made) == set(ENTRIES)


def test_using_a_list_keeps_it_from_being_forgotten() -> None:
    mapped(b"stamp", lambda: ENTRIES)
    os.utime(kept(), (0, 0))
    mapped(b"stamp", none)
    cached.forget("lists", 1_000)
    assert kept().exists()
