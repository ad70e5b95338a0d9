"""VBA's compression (MS-OVBA section 2.4.1)."""

import struct

from files.office import made
from unhook.files.office.vba import decompressed


def test_example_of_the_specification() -> None:
    """Section 3.2.2."""
    packed = bytes.fromhex(
        "01 2f b0 00 23 61 61 61 62 63 64 65 82 66 00 70 61 67 68 69 6a 01 38 08 61 6b 6c 00 30 6d 6e 6f 70"
        " 06 71 02 70 04 10 72 73 74 75 76 10 77 78 79 7a 00 3c"
    )
    assert decompressed(packed, 0, 1_000) == b"#aaabcdefaaaaghijaaaaaklaaamnopqaaaaaaaaaaaarstuvwxyzaaa"


def test_literals_of_several_chunks() -> None:
    text = b"Attribute VB_Name" * 600
    assert decompressed(b"xx" + made.compressed(text), 2, 100_000) == text


def test_raw_chunk() -> None:
    assert decompressed(b"\x01" + struct.pack("<H", 0x3FFF) + b"a" * 4096, 0, 5_000) == b"a" * 4096


def test_chunk_holds_no_more_than_its_due() -> None:
    """Each copy may claim four thousand bytes; a chunk is 4,096."""
    tokens = b"\x02" + b"a" + struct.pack("<H", 0x0FFF) + b"\xff" + struct.pack("<H", 0x000F) * 8 * 200
    chunk = b"\x01" + struct.pack("<H", 0xB000 | (len(tokens) + 2 - 3)) + tokens
    assert len(decompressed(chunk, 0, 10**9)) == 4096


def test_damage_ends_it() -> None:
    assert decompressed(b"", 0, 10) == b""
    assert decompressed(b"\x02abc", 0, 10) == b""
    assert decompressed(b"\x01\x00\x00", 0, 10) == b""
    assert decompressed(b"\x01" + struct.pack("<H", 0xB005) + b"\x01\x00\x00", 0, 10) == b""
