"""One file to the workers of this process."""

import hashlib
import io
import pickle
import tarfile
from pathlib import Path

import pytest

from unhook.errors import ConfigError
from unhook.files.keeper import PoolError
from unhook.files.model import Found
from unhook.files.pool import Pool
from unhook.files.scanner import Sample
from unhook.files.scanning import Scanning, rules

SAMPLE = Sample(b"Hello, mark.", "txt")


def test_all_scanners_answer() -> None:
    found = Scanning()(SAMPLE)
    assert found.record["hash"]["sha256"] == hashlib.sha256(SAMPLE.data).hexdigest()
    assert found.faults == ()


def test_a_worker_finds_the_library_of_archives_though_it_may_start_no_program() -> None:
    written = io.BytesIO()
    with tarfile.open(fileobj=written, mode="w") as archive:
        member = tarfile.TarInfo("a.txt")
        member.size = 5
        archive.addfile(member, io.BytesIO(b"words"))
    with Pool(size=1) as pool:
        found = pool.scan(Sample(written.getvalue(), "tar", "a.tar"))
    assert [(child.name, child.data) for child in found.children] == [("a.txt", b"words")]
    assert not found.faults


def test_rules_of_the_operators_own_are_asked(tmp_path: Path) -> None:
    (tmp_path / "own.yar").write_text('rule own_mark { strings: $a = "mark" condition: $a }')
    found = Scanning((str(tmp_path),))(SAMPLE)
    assert [sign.detail for sign in found.signs if sign.name == "yara-match"] == ["own_mark"]


def test_a_folder_that_is_missing_is_told_before_anything_is_scanned(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="none"):
        rules((str(tmp_path / "none"),))


def test_without_folders_nothing_is_compiled() -> None:
    assert rules(()) == b""


def test_where_no_worker_can_be_had_the_file_stays_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(self: Pool, sample: Sample) -> Found:
        raise PoolError("no workers here")

    monkeypatch.setattr(Pool, "scan", none)
    (fault,) = Scanning()(SAMPLE).faults
    assert (fault.name, fault.detail) == ("failed", "no workers here")


def test_it_may_go_to_another_process() -> None:
    assert pickle.loads(pickle.dumps(Scanning(("a",)))) == Scanning(("a",))
