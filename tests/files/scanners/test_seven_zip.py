"""7z archives."""

import io
from typing import Any

import pytest

from unhook.files.model import Found
from unhook.files.scanner import Sample
from unhook.files.scanners.seven_zip import SCANNER
from unhook.limits import FileLimits

py7zr: Any = pytest.importorskip("py7zr")
pytest.importorskip("libarchive", reason="needs Debian's libarchive13")


def packed(*members: tuple[str, bytes], **more: Any) -> bytes:
    out = io.BytesIO()
    with py7zr.SevenZipFile(out, "w", **more) as archive:
        for name, data in members:
            archive.writestr(data, name)
    return out.getvalue()


def scan(data: bytes, **more: Any) -> Found:
    return SCANNER.scan(Sample(data, "7z", "a.7z", **more))


def signs(found: Found) -> dict[str, str]:
    return {each.name: each.detail for each in found.signs}


def faults(found: Found) -> list[str]:
    return [each.name for each in found.faults]


def test_members_come_out() -> None:
    found = scan(packed(("a/b.txt", b"hello" * 99), ("c.js", b"x")))
    assert [(each.name, each.data) for each in found.children] == [("a/b.txt", b"hello" * 99), ("c.js", b"x")]
    assert signs(found) == {"archive-program": "c.js"}
    assert not found.faults


@pytest.mark.parametrize("hidden_names", [False, True])
def test_a_password_from_the_mail_opens_it(hidden_names: bool) -> None:
    data = packed(("c.js", b"x" * 300), password="2468", header_encryption=hidden_names)
    found = scan(data, passwords=("1234", "2468"))
    assert [(each.name, each.data) for each in found.children] == [("c.js", b"x" * 300)]
    assert signs(found)["opened-with-password"] == "2468"
    assert not found.faults


def test_without_the_password_its_names_are_told() -> None:
    found = scan(packed(("c.js", b"x" * 300), password="2468"), passwords=("1",))
    assert found.children == ()
    assert signs(found)["encrypted"] == "c.js"
    assert signs(found)["archive-single-program"] == "c.js"
    assert faults(found) == ["encrypted"]


def test_encrypted_names_are_told() -> None:
    found = scan(packed(("c.js", b"x" * 300), password="2468", header_encryption=True))
    assert signs(found).keys() == {"encrypted", "archive-names-encrypted"}
    assert faults(found) == ["encrypted"]


@pytest.mark.parametrize("password", [None, "2468"])
def test_a_bomb_stops_at_the_ratio(password: str | None) -> None:
    data = packed(("zeros", bytes(20_000_000)), password=password)
    found = scan(data, passwords=("2468",), limits=FileLimits(ratio=100))
    assert faults(found) == ["limit:ratio"]
    assert "archive-bomb-ratio" in signs(found)
    assert found.children == ()


def test_damage_is_told() -> None:
    whole = packed(("a", b"hello" * 500))
    assert "damaged" in faults(scan(whole[:60]))


def test_a_worker_that_may_not_read_free_memory_opens_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused() -> None:
        raise PermissionError("/proc/meminfo")

    monkeypatch.setattr(pytest.importorskip("psutil"), "virtual_memory", refused)
    found = scan(packed(("c.js", b"x"), password="2468"), passwords=("2468",))
    assert [each.data for each in found.children] == [b"x"]
