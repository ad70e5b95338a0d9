from pathlib import Path

import pytest

from message.mails import mail
from unhook.archive.index import row, write
from unhook.archive.index.engine import connect
from unhook.archive.index.write import Writer
from unhook.context import Context
from unhook.message.container.stored import Stored


def line(place: int) -> bytes:
    return row.of(Stored(mail(f"mail {place}\n"), "it's a.mbox", place), Context())


def places(path: Path) -> list[int]:
    with connect() as connection:
        return [place for (place,) in connection.execute(f"SELECT place FROM '{path}'").fetchall()]


def test_parts_become_one_file_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(write, "PART_BYTES", 5_000)
    path = tmp_path / "it's.parquet"
    with Writer(path, "stamp") as writer:
        for place in range(20):
            writer.add(line(place))
        assert not path.exists()
        size = writer.finish()
    with connect() as connection:
        found = connection.execute("SELECT place FROM read_parquet(?)", [str(path)]).fetchall()
        stamps = connection.execute("SELECT value FROM parquet_kv_metadata(?)", [str(path)]).fetchall()
    assert [place for (place,) in found] == list(range(20))
    assert (b"stamp",) in stamps
    assert size == path.stat().st_size
    assert list(tmp_path.iterdir()) == [path]


def test_what_is_not_finished_leaves_nothing_and_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "mail.parquet"
    with Writer(path, "stamp") as writer:
        writer.add(line(1))
        writer.finish()
    with Writer(path, "stamp") as writer:
        writer.add(line(2))
    assert list(tmp_path.iterdir()) == [path]
    assert places(path) == [1]


def test_a_row_longer_than_a_part_is_written(tmp_path: Path) -> None:
    path = tmp_path / "mail.parquet"
    with Writer(path, "stamp") as writer:
        writer.add(row.of(Stored(mail("x" * 18_000_000), "a.eml", 7), Context()))
        writer.finish()
    assert places(path) == [7]
