import io
import random
import tarfile
import zipfile
from pathlib import Path

import pytest

from unhook.errors import RuleError
from unhook.feeds.draft import Draft
from unhook.feeds.unpack import unpack
from unhook.limits import FeedLimits

Entry = tuple[str, bytes]


@pytest.fixture
def draft(tmp_path: Path) -> Draft:
    (tmp_path / "out").mkdir()
    return Draft(tmp_path / "out")


def tar(path: Path, *entries: Entry, mode: str = "w:gz", special: tarfile.TarInfo | None = None) -> Path:
    with tarfile.open(path, mode) as archive:  # type: ignore[call-overload]
        if special:
            archive.addfile(special)
        for name, data in entries:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return path


def packed(path: Path, *entries: Entry) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries:
            archive.writestr(name, data)
    return path


@pytest.mark.parametrize("mode", ["w", "w:gz", "w:bz2", "w:xz"])
def test_every_kind_of_tar(tmp_path: Path, draft: Draft, mode: str) -> None:
    text = b"x" * 300_000
    unpack(tar(tmp_path / "feed", ("top/a.yml", text), ("top/b.py", b"no"), mode=mode), draft)
    assert (draft.root() / "a.yml").read_bytes() == text
    assert draft.left_out == {"other files": 1}


def test_zip(tmp_path: Path, draft: Draft) -> None:
    unpack(packed(tmp_path / "feed.zip", ("top/a.yml", b"text"), ("top/b.py", b"no")), draft)
    assert (draft.root() / "a.yml").read_bytes() == b"text"


@pytest.mark.parametrize("make", [tar, packed])
def test_an_entry_outside_ends_it(tmp_path: Path, draft: Draft, make: object) -> None:
    with pytest.raises(RuleError, match="leads out"):
        unpack(make(tmp_path / "feed", ("../evil.yml", b"")), draft)  # type: ignore[operator]
    assert not (tmp_path / "evil.yml").exists()


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE])
def test_links_and_devices_are_left_out(tmp_path: Path, draft: Draft, kind: bytes) -> None:
    special = tarfile.TarInfo("a.yml")
    special.type, special.linkname = kind, "/etc/passwd"
    unpack(tar(tmp_path / "feed", ("b.yml", b"text"), special=special), draft)
    assert [path.name for path in draft.root().iterdir()] == ["b.yml"]
    assert draft.left_out == {"links and devices": 1}


def test_a_link_in_a_zip_is_left_out(tmp_path: Path, draft: Draft) -> None:
    link = zipfile.ZipInfo("a.yml")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "feed.zip", "w") as archive:
        archive.writestr(link, "/etc/passwd")
        archive.writestr("b.yml", "text")
    unpack(tmp_path / "feed.zip", draft)
    assert [path.name for path in draft.root().iterdir()] == ["b.yml"]


@pytest.mark.parametrize("make", [tar, packed])
def test_a_bomb_is_stopped(tmp_path: Path, draft: Draft, make: object) -> None:
    bomb = make(tmp_path / "feed", ("a.txt", bytes(20_000_000)))  # type: ignore[operator]
    with pytest.raises(RuleError, match="grows"):
        unpack(bomb, draft)


def test_a_bomb_in_what_is_not_wanted_is_stopped_too(tmp_path: Path, draft: Draft) -> None:
    with pytest.raises(RuleError, match="grows"):
        unpack(tar(tmp_path / "feed", ("a.bin", bytes(20_000_000))), draft)


def test_a_large_archive_is_not_opened(tmp_path: Path) -> None:
    draft = Draft(tmp_path / "out", FeedLimits(archive_bytes=100))
    with pytest.raises(RuleError, match="larger"):
        unpack(tar(tmp_path / "feed", ("a.txt", b"x" * 5000), mode="w"), draft)


@pytest.mark.parametrize("keep", [0, 5, 100, 400])
@pytest.mark.parametrize("mode", ["w", "w:gz", "w:bz2", "w:xz"])
def test_a_damaged_archive_is_an_error(tmp_path: Path, draft: Draft, mode: str, keep: int) -> None:
    path = tar(tmp_path / "feed", ("a.yml", random.Random(1).randbytes(9_000)), mode=mode)
    path.write_bytes(path.read_bytes()[:keep])
    with pytest.raises(RuleError):
        unpack(path, draft)


def test_an_encrypted_zip_is_an_error(tmp_path: Path, draft: Draft) -> None:
    path = packed(tmp_path / "feed.zip", ("a.yml", b"text"))
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    with pytest.raises(RuleError, match="encrypted"):
        unpack(path, draft)
