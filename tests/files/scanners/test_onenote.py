"""Files in OneNote sections."""

import struct
import uuid

from files.scanners.made import ask, faults, signs
from unhook.files.scanners.onenote import SCANNER
from unhook.limits import FileLimits

START = bytes.fromhex("e4525c7b8cd8a74daeb15378d02996d3") + bytes(200)


def store(data: bytes, length: int | None = None) -> bytes:
    guid = uuid.UUID("{BDE316E7-2665-4511-A4C4-8D4D0B7A9EAC}").bytes_le
    size = len(data) if length is None else length
    return guid + struct.pack("<QIQ", size, 0, 0) + data + bytes(8)


def test_embedded_files_and_their_names() -> None:
    names = b"\x01\x02" + "C:\\Users\\x\\open me.hta".encode("utf-16-le") + b"\0\0\xff\xfe"
    found = ask(SCANNER, START + names + store(b"<hta>") + store(b"\x89PNG..."), "a.one")
    assert [each.data for each in found.children] == [b"<hta>", b"\x89PNG..."]
    assert signs(found) == {
        "onenote-embedded-file": "open me.hta",
        "onenote-embedded-program": "open me.hta",
    }
    assert not found.faults


def test_notes_alone() -> None:
    assert not ask(SCANNER, START).signs


def test_a_length_beyond_the_end() -> None:
    found = ask(SCANNER, START + store(b"cut", length=2**60))
    assert [each.data[:3] for each in found.children] == [b"cut"]
    assert faults(found) == ["damaged"]


def test_limits() -> None:
    many = START + store(b"x") * 30
    assert faults(ask(SCANNER, many, limits=FileLimits(files=10))) == ["limit:files"]
    assert faults(ask(SCANNER, START + store(b"y" * 99), limits=FileLimits(file_bytes=50))) == [
        "limit:file_bytes"
    ]
