"""Archives that libarchive reads."""

import io
import random
import struct
import tarfile
import zlib
from typing import Any

import pytest

from unhook.files.model import Found
from unhook.files.scanner import Sample
from unhook.files.scanners.archive import SCANNER
from unhook.limits import FileLimits
from unhook.message.mime.magic import file_type

libarchive: Any = pytest.importorskip("libarchive", reason="needs Debian's libarchive13")


def written(kind: str, *members: tuple[str, bytes], **more: Any) -> bytes:
    out = bytearray()

    def write(data: bytes) -> int:
        out.extend(data)
        return len(data)

    with libarchive.custom_writer(write, kind, **more) as archive:
        for name, data in members:
            archive.add_file_from_memory(name, len(data), data)
    return bytes(out)


def tar(*members: tarfile.TarInfo, data: bytes = b"") -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for member in members:
            archive.addfile(member, io.BytesIO(data))
    return out.getvalue()


def scan(data: bytes, **more: Any) -> Found:
    kind = file_type(data)
    sample = Sample(data, kind, "a", **more)
    assert SCANNER.reads(sample), kind
    return SCANNER.scan(sample)


def signs(found: Found) -> dict[str, str]:
    return {each.name: each.detail for each in found.signs}


def faults(found: Found) -> list[str]:
    return [each.name for each in found.faults]


@pytest.mark.parametrize("kind", ["ustar", "pax", "gnutar", "cpio_newc", "ar_svr4", "iso9660"])
def test_members_come_out(kind: str) -> None:
    found = scan(written(kind, ("letter.txt", b"Dear Ann"), ("run.js", b"x" * 5000)))
    inside = {(each.name or "").lower().removesuffix("/"): each.data for each in found.children}
    assert inside == {"letter.txt": b"Dear Ann", "run.js": b"x" * 5000}
    assert signs(found) == {"archive-program": "run.js"} or kind == "iso9660"
    assert not found.faults


def test_an_installer_of_macos() -> None:
    found = scan(written("xar", ("run.sh", b"x" * 500)))
    assert [each.name for each in found.children] == ["run.sh"]
    assert found.children[0].data.startswith(b"x" * 500)


def test_a_cabinet() -> None:
    """One stored folder (MS-CAB section 2)."""
    data, name = b"MZ cabinet", b"run.exe\0"
    at = 36 + 8 + 16 + len(name)
    block = struct.pack("<IHH", 0, len(data), len(data)) + data
    head = struct.pack("<4sIIIIIBBHHHHH", b"MSCF", 0, at + len(block), 0, 44, 0, 3, 1, 1, 1, 0, 0, 0)
    member = struct.pack("<IIHHHH", len(data), 0, 0, 0x21, 0, 0x20) + name
    found = scan(head + struct.pack("<IHH", at, 1, 0) + member + block)
    assert [(each.name, each.data) for each in found.children] == [("run.exe", data)]
    assert signs(found)["archive-single-program"] == "run.exe"


def test_an_lzh_archive() -> None:
    """Level 0, stored."""
    name, data = b"a.txt", b"hello"
    body = b"-lh0-" + struct.pack("<IIIBBB", len(data), len(data), 0, 0x20, 0, len(name)) + name
    body += struct.pack("<H", _crc16(data))
    found = scan(bytes([len(body), sum(body) & 0xFF]) + body + data + b"\0")
    assert [(each.name, each.data) for each in found.children] == [("a.txt", b"hello")]


def _crc16(data: bytes) -> int:
    crc = 0
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = (crc >> 1) ^ (0xA001 if crc & 1 else 0)
    return crc


def test_names_and_links_that_lead_outside() -> None:
    link = tarfile.TarInfo("link")
    link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
    found = scan(tar(tarfile.TarInfo("../../a.sh"), link))
    assert signs(found)["path-traversal"] == "../../a.sh, /etc/passwd"


def test_a_size_beyond_all_bounds() -> None:
    big = tarfile.TarInfo("a.bin")
    big.size = 8 * 1024**4
    head = big.tobuf(tarfile.GNU_FORMAT)
    assert faults(scan(head + b"x" * 5000)) == ["damaged"]


def test_a_sparse_file_stops_at_the_ratio() -> None:
    """GNU's old format: one piece of data at its very end."""
    head = bytearray(tarfile.TarInfo("a.bin").tobuf(tarfile.GNU_FORMAT))
    head[156:157] = b"S"
    head[124:136] = b"%011o\0" % 512
    total = 4 * 1024**3
    head[386:410] = b"%011o\0%011o\0" % (total - 512, 512)
    head[482] = 0
    head[483:495] = b"%011o\0" % 0o37777777777
    head[148:156] = b" " * 8
    head[148:156] = b"%06o\0 " % sum(head)
    found = scan(bytes(head) + bytes(512) + bytes(1024))
    assert faults(found) == ["limit:ratio"]
    assert found.children == ()


def test_no_more_names_than_the_limit() -> None:
    found = scan(tar(*(tarfile.TarInfo(f"{n}") for n in range(50))), limits=FileLimits(names=20))
    assert len(found.children) == 20
    assert faults(found) == ["limit:names"]


def test_a_large_member_is_left_out_alone() -> None:
    found = scan(written("ustar", ("a", b"x" * 3000), ("b", b"y")), limits=FileLimits(file_bytes=2000))
    assert [each.data for each in found.children] == [b"y"]
    assert faults(found) == ["limit:file_bytes"]


def test_a_rar_is_read() -> None:
    """RAR 4, its member stored."""

    def block(kind: int, flags: int, fields: bytes) -> bytes:
        rest = struct.pack("<BHH", kind, flags, 7 + len(fields)) + fields
        return struct.pack("<H", zlib.crc32(rest) & 0xFFFF) + rest

    name, words = b"invoice.js", b"WScript.Echo(1)"
    sizes = struct.pack(
        "<IIBIIBBHI", len(words), len(words), 2, zlib.crc32(words), 0, 20, 0x30, len(name), 32
    )
    data = b"Rar!\x1a\x07\x00" + block(0x73, 0, bytes(6)) + block(0x74, 0x8000, sizes + name) + words
    found = scan(data + block(0x7B, 0x4000, b""))
    assert [(each.name, each.data) for each in found.children] == [("invoice.js", words)]
    assert "archive-single-program" in signs(found)
    assert not found.faults


def test_an_encrypted_rar_is_told() -> None:
    """RAR 4: an archive header that says the rest is encrypted."""
    block = struct.pack("<BHHHI", 0x73, 0x0080, 13, 0, 0)
    data = b"Rar!\x1a\x07\x00" + struct.pack("<H", zlib.crc32(block) & 0xFFFF) + block + bytes(64)
    found = scan(data)
    assert faults(found) == ["encrypted"]
    assert "encrypted" in signs(found)


def test_damage_is_told_and_what_came_before_kept() -> None:
    whole = written("ustar", ("a", b"first"), ("b", b"z" * 5000))
    found = scan(whole[:3000])
    assert [each.data[:5] for each in found.children] == [b"first"]
    assert faults(found) == ["damaged"]


def test_anything_is_read() -> None:
    dice = random.Random(7)
    for kind in ("ustar", "cpio_newc", "iso9660", "xar"):
        whole = written(kind, ("a.txt", b"hello" * 50), ("c.exe", b"MZ" * 50))
        for _ in range(40):
            broken = bytearray(whole)
            for _ in range(dice.randrange(1, 6)):
                broken[dice.randrange(len(broken))] = dice.randrange(256)
            assert isinstance(SCANNER.scan(Sample(bytes(broken), "tar")), Found)
