import os
import tempfile
from pathlib import Path

import pytest

from unhook.files import folders


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_a_folder_is_its_owners_alone() -> None:
    folder, lock = folders.make()
    assert os.stat(folder).st_mode & 0o777 == 0o700
    os.close(lock)


def test_what_a_dead_owner_left_is_removed_and_what_a_living_one_holds_is_not() -> None:
    left, dead = folders.make()
    Path(left, "file").write_text("x")
    os.close(dead)
    held, alive = folders.make()
    assert not os.path.exists(left)
    other, lock = folders.make()
    assert os.path.isdir(held)
    assert other != held
    os.close(alive)
    os.close(lock)


def test_folders_of_others_stay(temporary: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    theirs = temporary / "unhook-files-theirs"
    theirs.mkdir()
    (temporary / "unhook-files-link").symlink_to("/")
    (temporary / "unhook-files-file").touch()
    monkeypatch.setattr(folders, "_owners", set)
    _, lock = folders.make()
    assert theirs.is_dir()
    assert (temporary / "unhook-files-link").is_symlink()
    os.close(lock)


def test_a_folder_taken_before_it_was_locked_is_made_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    locked = folders._locked
    taken: list[str] = []

    def late(folder: str) -> int | None:
        if not taken:
            taken.append(folder)
            os.rmdir(folder)
        return locked(folder)

    monkeypatch.setattr(folders, "_locked", late)
    folder, lock = folders.make()
    assert folder not in taken
    assert os.path.isdir(folder)
    os.close(lock)


def test_removing_what_is_not_there_is_no_error(temporary: Path) -> None:
    folders.removed(str(temporary / "nothing"))


def test_deep_and_shut_folders_are_removed(temporary: Path) -> None:
    folder = temporary / "full"
    (folder / "shut" / "inside").mkdir(parents=True)
    (folder / "link").symlink_to(temporary / "kept")
    (temporary / "kept").mkdir()
    (temporary / "kept" / "file").touch()
    (folder / "shut" / "inside").chmod(0)
    (folder / "shut").chmod(0)
    folders.removed(str(folder))
    assert not folder.exists()
    assert (temporary / "kept" / "file").exists()
