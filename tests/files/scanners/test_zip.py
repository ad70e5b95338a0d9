"""Zip files, honest and lying."""

import io
import random
import struct
import zipfile
import zlib

import pytest

from unhook.files.model import Found
from unhook.files.scanner import Sample
from unhook.files.scanners.zip import SCANNER
from unhook.limits import FileLimits


def zipped(*members: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return out.getvalue()


def encrypted(name: str, data: bytes, password: str, aes: bool = True) -> bytes:
    pyzipper = pytest.importorskip("pyzipper")
    if not aes:
        return _classic(name, data, password.encode())
    out = io.BytesIO()
    with pyzipper.AESZipFile(
        out, "w", compression=zipfile.ZIP_DEFLATED, encryption=pyzipper.WZ_AES
    ) as archive:
        archive.setpassword(password.encode())
        archive.writestr(name, data)
    return bytes(out.getvalue())


def _classic(name: str, data: bytes, password: bytes) -> bytes:
    """PKWARE's first encryption (APPNOTE 6.1), stored."""
    keys = [0x12345678, 0x23456789, 0x34567890]
    table = [_crc_step(n) for n in range(256)]

    def update(byte: int) -> None:
        keys[0] = (keys[0] >> 8) ^ table[(keys[0] ^ byte) & 0xFF]
        keys[1] = ((keys[1] + (keys[0] & 0xFF)) * 134775813 + 1) & 0xFFFFFFFF
        keys[2] = (keys[2] >> 8) ^ table[(keys[2] ^ (keys[1] >> 24)) & 0xFF]

    for byte in password:
        update(byte)
    crc = zlib.crc32(data)
    out = bytearray()
    for byte in bytes(11) + bytes([crc >> 24]) + data:
        temp = (keys[2] | 2) & 0xFFFF
        out.append(byte ^ ((temp * (temp ^ 1) >> 8) & 0xFF))
        update(byte)
    return raw_zip([(name.encode(), bytes(out), 0, crc, len(data), 1)])


def _crc_step(value: int) -> int:
    for _ in range(8):
        value = (value >> 1) ^ (0xEDB88320 if value & 1 else 0)
    return value


def raw_zip(members: list[tuple[bytes, bytes, int, int, int, int]], local_name: bytes | None = None) -> bytes:
    """(name, packed, method, crc, size, flags)."""
    body, records = b"", b""
    for name, packed, method, crc, size, flags in members:
        numbers = struct.pack("<HHHHIII", flags, method, 0, 33, crc, len(packed), size)
        record = (
            b"PK\x01\x02\x14\0\x14\0" + numbers + struct.pack("<HHHHHII", len(name), 0, 0, 0, 0, 0, len(body))
        )
        records += record + name
        told = local_name or name
        body += b"PK\x03\x04\x14\0" + numbers + struct.pack("<HH", len(told), 0) + told + packed
    end = struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, len(members), len(members), len(records), len(body), 0)
    return body + records + end


def scan(data: bytes, **more: object) -> Found:
    return SCANNER.scan(Sample(data, "zip", "a.zip", **more))  # type: ignore[arg-type]


def signs(found: Found) -> dict[str, str]:
    return {each.name: each.detail for each in found.signs}


def faults(found: Found) -> list[str]:
    return [each.name for each in found.faults]


@pytest.mark.parametrize(
    "method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]
)
def test_members_come_out(method: int) -> None:
    found = scan(zipped(("docs/", b""), ("docs/letter.txt", b"Dear Ann" * 99), method=method))
    assert [(each.name, each.data) for each in found.children] == [("docs/letter.txt", b"Dear Ann" * 99)]
    assert found.record["zip"] == {
        "all_paths": ["docs/", "docs/letter.txt"],
        "attempted_files": ["docs/letter.txt"],
        "encrypted": False,
    }
    assert not found.faults
    assert not found.signs


@pytest.mark.parametrize("aes", [True, False])
def test_a_password_from_the_mail_opens_it(aes: bool) -> None:
    data = encrypted("invoice.js", b"WScript.Echo(1)" * 20, "2468", aes)
    found = scan(data, passwords=("wrong", "2468"))
    assert [each.data for each in found.children] == [b"WScript.Echo(1)" * 20]
    assert found.record["encrypted_zip"] == {"cracked_password": "2468"}
    assert found.record["zip"]["encrypted"] is True
    assert signs(found) == {
        "opened-with-password": "2468",
        "archive-program": "invoice.js",
        "archive-single-program": "invoice.js",
    }
    assert found.flavors == ("encrypted_zip",)
    assert not found.faults


@pytest.mark.parametrize("aes", [True, False])
def test_without_the_password_its_names_are_told(aes: bool) -> None:
    found = scan(encrypted("invoice.js", b"x" * 50, "2468", aes), passwords=("wrong", ""))
    assert found.children == ()
    assert found.record["zip"]["attempted_files"] == ["invoice.js"]
    assert found.record["encrypted_zip"] == {"cracked_password": None}
    assert signs(found)["encrypted"] == "invoice.js"
    assert faults(found) == ["encrypted"]


def test_no_more_passwords_are_tried_than_the_limit() -> None:
    data = encrypted("a.txt", b"x", "2468")
    assert faults(scan(data, passwords=("1", "2468"), limits=FileLimits(passwords=1))) == ["encrypted"]


@pytest.mark.parametrize("path", ["../../evil.exe", "..\\evil.exe", "/etc/cron.d/x", "C:\\evil.exe"])
def test_names_that_lead_outside(path: str) -> None:
    found = scan(raw_zip([(path.encode(), b"x", 0, zlib.crc32(b"x"), 1, 0)]))
    assert signs(found)["path-traversal"] == path
    assert [each.data for each in found.children] == [b"x"]


def test_names_that_stand_there_twice() -> None:
    found = scan(zipped(("a.txt", b"1"), ("A.TXT", b"2")))
    assert signs(found)["archive-duplicate-names"] == "a.txt, A.TXT"
    assert [each.data for each in found.children] == [b"1", b"2"]


def test_names_that_differ_between_directory_and_member() -> None:
    data = raw_zip([(b"letter.txt", b"x", 0, zlib.crc32(b"x"), 1, 0)], local_name=b"letter.exe")
    assert signs(scan(data))["archive-names-differ"] == "letter.txt, letter.exe"


def test_sizes_that_are_wrong() -> None:
    packed = zlib.compress(b"y" * 5000)[2:-4]
    found = scan(raw_zip([(b"a.txt", packed, 8, zlib.crc32(b"y" * 5000), 10, 0)]))
    assert signs(found)["archive-sizes-differ"] == "a.txt"
    assert [len(each.data) for each in found.children] == [5000]


def test_a_wrong_checksum_keeps_the_data() -> None:
    found = scan(raw_zip([(b"a.txt", b"x", 0, 1, 1, 0)]))
    assert [each.data for each in found.children] == [b"x"]
    assert faults(found) == ["damaged"]


def test_a_broken_member_does_not_hide_the_next() -> None:
    good = zlib.compress(b"good")[2:-4]
    found = scan(
        raw_zip([(b"a", b"\xff\xff\xff", 8, 0, 9, 0), (b"b", good, 8, zlib.crc32(b"good"), 4, 0)]),
    )
    assert [each.data for each in found.children] == [b"good"]
    assert faults(found) == ["damaged"]


def test_an_unknown_method_is_named() -> None:
    found = scan(raw_zip([(b"a", b"x", 77, 0, 1, 0)]))
    assert [(each.name, each.detail) for each in found.faults] == [("unsupported", "a: method 77")]


def test_data_before_and_after() -> None:
    first, second = zipped(("decoy.txt", b"decoy")), zipped(("evil.js", b"evil"))
    found = scan(first + second + b"tail")
    assert [(each.how, each.data) for each in found.children] == [
        ("archive entry", b"evil"),
        ("data before an archive", first),
        ("data after an archive", b"tail"),
    ]
    assert {"archive-data-before", "archive-data-after"} <= signs(found).keys()


def test_bytes_that_got_in_between_do_not_move_the_members() -> None:
    data = zipped(("a.txt", b"hello"))
    at = data.rfind(b"PK\x01\x02")
    found = scan(data[:at] + b"\r\r" + data[at:])
    assert [each.data for each in found.children] == [b"hello"]
    assert not found.faults


def test_behind_a_picture() -> None:
    picture = b"\x89PNG\r\n\x1a\n" + bytes(100)
    found = SCANNER.scan(Sample(picture + zipped(("a.js", b"x")), "png", "a.png"))
    assert [each.data for each in found.children] == [b"x"]
    assert signs(found)["archive-inside-file"] == "at byte 108"


def test_the_words_of_a_zip_in_something_else() -> None:
    assert SCANNER.scan(Sample(b"MZ" + zipped()[:-22] + b"PK\5\6" + bytes(18), "unknown")) == Found()


def test_a_cut_file_gives_what_is_there() -> None:
    pytest.importorskip("libarchive")
    whole = zipped(("a.txt", b"first"), ("b.txt", random.Random(1).randbytes(5000)))
    found = scan(whole[:400])
    assert found.children[0].data == b"first"
    assert "damaged" in faults(found)
    assert found.record["zip"]["all_paths"] == ["a.txt", "b.txt"]


def test_a_flat_bomb_stops_at_the_ratio() -> None:
    found = scan(zipped(("zeros", bytes(30_000_000))), limits=FileLimits(ratio=250))
    assert faults(found) == ["limit:ratio"]
    assert "archive-bomb-ratio" in signs(found)
    assert found.children == ()


def test_a_nested_bomb_gives_one_layer() -> None:
    inner = zipped(*((f"{n}.zip", zipped(("zeros", bytes(1_000_000)))) for n in range(16)))
    found = scan(zipped(*((f"lib {n}.zip", inner) for n in range(16))))
    assert [each.data for each in found.children] == [inner] * 16
    assert not found.faults


def overlapping(count: int, kernel: bytes) -> bytes:
    """Each member's data quote the headers of all that follow, and end in one shared kernel
    (D. Fifield, A better zip bomb, section "Quoted overlap").
    """
    packed = zlib.compress(kernel, 9)[2:-4]
    names = [f"{n}".encode() for n in range(count)]
    tail, size, crc, data = packed, len(kernel), zlib.crc32(kernel), kernel
    places: list[tuple[bytes, int, int, int]] = []
    for name in reversed(names):
        numbers = struct.pack("<HHHHIII", 0, 8, 0, 33, crc, len(tail), size)
        header = b"PK\x03\x04\x14\0" + numbers + struct.pack("<HH", len(name), 0) + name
        places.append((name, len(tail), size, crc))
        quoted = header
        tail = header + tail
        if name is not names[0]:
            # A stored block that quotes the header, so that the same bytes serve twice.
            tail = b"\0" + struct.pack("<HH", len(quoted), len(quoted) ^ 0xFFFF) + tail
            data = quoted + data
            size, crc = len(data), zlib.crc32(data)
    records = b""
    for name, length, total, check in reversed(places):
        numbers = struct.pack("<HHHHIII", 0, 8, 0, 33, check, length, total)
        at = len(tail) - length - 30 - len(name)
        records += (
            b"PK\x01\x02\x14\0\x14\0" + numbers + struct.pack("<HHHHHII", len(name), 0, 0, 0, 0, 0, at) + name
        )
    return (
        tail + records + struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, count, count, len(records), len(tail), 0)
    )


def test_overlapping_members_are_told_and_bounded() -> None:
    bomb = overlapping(200, bytes(500_000))
    assert zipfile.ZipFile(io.BytesIO(bomb)).read("0").endswith(bytes(500_000))
    found = scan(bomb)
    assert "archive-overlap" in signs(found)
    assert faults(found) == ["limit:ratio"]
    assert sum(len(each.data) for each in found.children) <= 1024 * 1024 + 250 * len(bomb)


def test_a_million_names_are_cut_at_the_limit() -> None:
    name = b"n"
    record = b"PK\x01\x02" + bytes(24) + struct.pack("<HHHHHII", len(name), 0, 0, 0, 0, 0, 0) + name
    local = b"PK\x03\x04" + bytes(22) + struct.pack("<HH", 1, 0) + name
    directory = record * 1_000_000
    end = struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, len(directory), len(local), 0)
    found = scan(local + directory + end)
    assert len(found.record["zip"]["all_paths"]) == 10_000
    assert "limit:names" in faults(found)


def test_zip_64() -> None:
    data = zipped(("a.txt", b"x"))
    start = data.rfind(b"PK\x01\x02")
    end = data.rfind(b"PK\5\6")
    wide = b"PK\6\6" + struct.pack("<QHHIIQQQQ", 44, 45, 45, 0, 0, 1, 1, end - start, start)
    locator = b"PK\6\7" + struct.pack("<IQI", 0, end, 1)
    last = struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    found = scan(data[:end] + wide + locator + last)
    assert [each.data for each in found.children] == [b"x"]
    assert not found.signs


def test_anything_is_read() -> None:
    whole = zipped(("a.txt", b"hello" * 50), ("b/", b""), ("c.exe", b"MZ" * 50))
    dice = random.Random(42)
    for _ in range(500):
        broken = bytearray(whole)
        for _ in range(dice.randrange(1, 6)):
            broken[dice.randrange(len(broken))] = dice.randrange(256)
        assert isinstance(scan(bytes(broken[: dice.randrange(20, len(broken) + 1)])), Found)


def test_which_files_it_reads() -> None:
    assert SCANNER.reads(Sample(b"", "zip"))
    assert SCANNER.reads(Sample(b"", "png"))
    assert not SCANNER.reads(Sample(b"", "docx"))
