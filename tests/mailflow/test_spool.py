import os
from dataclasses import replace
from pathlib import Path

import pytest

from mailflow.mails import ENVELOPE
from unhook.errors import ConfigError
from unhook.mailflow.spool import Entry, Spool

ENTRY = Entry(ENVELOPE, b"raw \xff", judged=b"judged", failure=None)


@pytest.fixture
def spool(tmp_path: Path) -> Spool:
    made = Spool(tmp_path / "spool")
    made.own()
    return made


def test_an_outcome_waits_once_it_is_settled(spool: Spool) -> None:
    spool.keep(ENTRY)
    assert spool.waiting() == []
    spool.settle(ENVELOPE.id, "done")
    (path,) = spool.waiting()
    assert spool.read(path) == (ENTRY, "done")
    spool.drop(path)
    assert spool.waiting() == []


def test_what_was_being_answered_when_the_milter_died_is_unknown(spool: Spool, tmp_path: Path) -> None:
    spool.keep(ENTRY)
    spool.close()
    (tmp_path / "spool" / "draft" / "half").write_bytes(b"h")
    after = Spool(tmp_path / "spool")
    after.own()
    (path,) = after.waiting()
    assert after.read(path) == (ENTRY, "unknown")
    assert not any((tmp_path / "spool" / "draft").iterdir())


def test_two_milters_cannot_share_a_spool(spool: Spool, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="another milter"):
        Spool(tmp_path / "spool").own()
    spool.close()
    Spool(tmp_path / "spool").own()


def test_nobody_else_may_read_it(spool: Spool, tmp_path: Path) -> None:
    spool.keep(ENTRY)
    assert all(path.stat().st_mode & 0o077 == 0 for path in (tmp_path / "spool").rglob("*"))


def test_what_cannot_be_kept_leaves_nothing(spool: Spool, tmp_path: Path) -> None:
    (tmp_path / "spool" / "answering").rmdir()
    with pytest.raises(OSError, match="answering"):
        spool.keep(ENTRY)
    assert not any((tmp_path / "spool" / "draft").iterdir())


def test_the_oldest_comes_first_and_what_is_refused_is_put_aside(spool: Spool, tmp_path: Path) -> None:
    for number, name in enumerate(("c", "a", "b")):
        spool.keep(replace(ENTRY, envelope=replace(ENVELOPE, id=name)))
        spool.settle(name, "done")
        os.utime(tmp_path / "spool" / "ready" / f"{name}.done", (number, number))
    assert [path.name for path in spool.waiting()] == ["c.done", "a.done", "b.done"]
    spool.refuse(spool.waiting()[0])
    assert [path.name for path in spool.waiting()] == ["a.done", "b.done"]
    assert (tmp_path / "spool" / "failed" / "c.done").exists()


def test_a_file_of_somebody_else_is_no_outcome(spool: Spool, tmp_path: Path) -> None:
    odd = tmp_path / "spool" / "ready" / "x.odd"
    odd.write_bytes(b"")
    with pytest.raises(ValueError, match="no outcome"):
        spool.read(odd)


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(ConfigError, match="Not a directory"):
        Spool(tmp_path / "file").own()
