"""Disk images."""

import struct

import pytest

from files.fat_volume import dynamic_vhd, partitioned, volume
from files.scanners.made import faults, signs
from unhook.files.model import Found
from unhook.files.scanner import Sample
from unhook.files.scanners.disk import SCANNER
from unhook.message.mime.magic import file_type

INSIDE = volume({"invoice.js": b"WScript.Echo(1)"})
FIXED = b"conectix".ljust(60, b"\0") + struct.pack(">I", 2) + bytes(448)


def scan(data: bytes, name: str) -> Found:
    sample = Sample(data, file_type(data), name)
    assert SCANNER.reads(sample), sample.kind
    return SCANNER.scan(sample)


@pytest.mark.parametrize(("data", "name"), [
    (INSIDE, "a.img"),
    (partitioned(INSIDE), "a.img"),
    (partitioned(INSIDE) + FIXED, "a.vhd"),
    (dynamic_vhd(partitioned(INSIDE) + bytes(1_000_000)), "a.vhd"),
])  # fmt: skip
def test_the_files_on_it(data: bytes, name: str) -> None:
    found = scan(data, name)
    assert [(each.name, each.data) for each in found.children] == [("invoice.js", b"WScript.Echo(1)")]
    assert signs(found)["archive-single-program"] == "invoice.js"
    assert "disk-image" in signs(found)
    assert not found.faults


def test_what_is_not_read_is_said() -> None:
    ntfs = b"\xeb\x52\x90NTFS    ".ljust(510, b"\0") + b"\x55\xaa" + bytes(512)
    assert [each.detail for each in scan(partitioned(ntfs), "a.img").faults] == ["NTFS"]
    assert [each.detail for each in scan(b"vhdxfile" + bytes(600), "a.vhdx").faults] == ["vhdx"]


def test_a_dynamic_disk_that_claims_to_be_huge() -> None:
    data = bytearray(dynamic_vhd(partitioned(INSIDE)))
    header = data.find(b"cxsparse")
    data[header + 28 : header + 32] = b"\x7f\xff\xff\xff"
    found = scan(bytes(data), "a.vhd")
    assert "limit:file_bytes" in faults(found)
    assert [each.name for each in found.children] == ["invoice.js"]


def test_other_files_of_that_name() -> None:
    assert scan(b"not a disk at all", "a.bin") == Found()
