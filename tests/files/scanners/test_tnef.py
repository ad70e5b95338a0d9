"""winmail.dat."""

import random
import struct

import pytest

from files.scanners.made import ask, faults
from unhook.files.model import Found
from unhook.files.scanners.tnef import SCANNER

pytest.importorskip("tnefparse")


def attribute(level: int, name: int, kind: int, data: bytes) -> bytes:
    return struct.pack("<BHHI", level, name, kind, len(data)) + data + struct.pack("<H", sum(data) & 0xFFFF)


WINMAIL = (
    struct.pack("<IH", 0x223E9F78, 1)
    + attribute(1, 0x9006, 8, struct.pack("<I", 0x10000))
    + attribute(1, 0x9007, 6, struct.pack("<II", 1252, 0))
    + attribute(1, 0x800C, 2, b"Dear Ann, the invoice.")
    + attribute(2, 0x9002, 6, bytes(14))
    + attribute(2, 0x8010, 1, b"invoice.exe\0")
    + attribute(2, 0x800F, 6, b"MZ program")
)


def test_attachments_and_body() -> None:
    found = ask(SCANNER, WINMAIL, "winmail.dat")
    assert [(each.name, each.data) for each in found.children] == [("invoice.exe", b"MZ program")]
    assert [each.text for each in found.texts] == ["Dear Ann, the invoice."]
    assert not found.faults


def test_damage_is_told() -> None:
    assert faults(ask(SCANNER, b"\x78\x9f\x3e\x22")) == ["damaged"]


def test_anything_is_read() -> None:
    dice = random.Random(5)
    for _ in range(300):
        broken = bytearray(WINMAIL)
        for _ in range(3):
            broken[dice.randrange(4, len(broken))] = dice.randrange(256)
        assert isinstance(ask(SCANNER, bytes(broken)), Found)
