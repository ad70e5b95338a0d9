"""Disk images: raw (`.img`), VHD fixed and dynamic. FAT volumes are read; ISO images are `archive`'s matter.

What is not read: NTFS and other file systems, VHDX and differencing VHD (a fault says so).
"""

import struct
from collections.abc import Iterator

from unhook.files import fat
from unhook.files.model import Fault, Found, Sign
from unhook.files.scanner import Sample, Scanner
from unhook.files.unpacking import FullError, Unpacking
from unhook.limits import allowance

_FOOTER, _SECTOR = 512, 512
_FIXED, _DYNAMIC, _DIFFERENCING = 2, 3, 4
_ABSENT = 0xFFFFFFFF
_NTFS = b"NTFS    "
_EFI = b"EFI PART"


def scan(sample: Sample) -> Found:
    """The files of each volume on the disk."""
    if sample.kind == "vhdx":
        return Found(signs=(Sign("disk-image", "vhdx"),), faults=(Fault("unsupported", "vhdx"),))
    into = Unpacking(sample, "file on a disk image")
    disk = _disk(sample, into)
    found_any = False
    for offset in _volumes(disk):
        listed = fat.files(disk, offset)
        if listed is None:
            if disk[offset + 3 : offset + 11] == _NTFS:
                into.fault("unsupported", "NTFS")
                found_any = True
            continue
        found_any = True
        _take(listed, into)
    if found_any or sample.kind == "vhd":
        into.sign("disk-image", sample.kind)
    return into.found()


def _take(listed: Iterator[fat.File], into: Unpacking) -> None:
    try:
        for each in listed:
            into.name(each.path)
            if not each.path.endswith("/"):
                into.take(each.path, each.chunks)
    except FullError:
        pass
    except ValueError as error:
        into.fault("damaged", str(error))


def _disk(sample: Sample, into: Unpacking) -> bytes:
    """The disk's bytes: as they stand, or put together from the blocks of a dynamic VHD (its specification,
    version 1.0), as far as the limits let it grow.
    """
    data = sample.data
    footer = data[-_FOOTER:] if data[-_FOOTER:].startswith(b"conectix") else data[:_FOOTER]
    if not footer.startswith(b"conectix"):
        return data
    kind = struct.unpack_from(">I", footer, 60)[0]
    if kind == _DIFFERENCING:
        into.fault("unsupported", "differencing VHD")
    if kind != _DYNAMIC:
        return data
    header = struct.unpack_from(">Q", footer, 16)[0]
    if data[header : header + 8] != b"cxsparse":
        into.fault("damaged", "no header")
        return b""
    table, count, block = struct.unpack_from(">Q4xII", data, header + 16)
    most = min(sample.limits.file_bytes, allowance(len(data), sample.limits.ratio))
    if block % _SECTOR or not block or count * block > most:
        # Most of a dynamic disk is usually empty at its end.
        count = min(count, most // block) if block else 0
        into.fault("limit:file_bytes", "dynamic VHD")
    bitmap = -(-block // (_SECTOR * 8 * _SECTOR)) * _SECTOR
    disk = bytearray()
    for each in range(count):
        place = int.from_bytes(data[table + 4 * each : table + 4 * each + 4], "big")
        start = place * _SECTOR + bitmap
        piece = b"" if place == _ABSENT else data[start : start + block]
        disk += piece.ljust(block, b"\0")
    return bytes(disk)


def _volumes(disk: bytes) -> Iterator[int]:
    """Where volumes may begin: the disk itself, and its partitions (MBR, GPT)."""
    yield 0
    if disk[510:512] != b"\x55\xaa":
        return
    for each in range(4):
        start = int.from_bytes(disk[446 + 16 * each + 8 : 446 + 16 * each + 12], "little")
        if start and start * _SECTOR < len(disk):
            yield start * _SECTOR
    if disk[512:520] == _EFI:
        rows, count, size = struct.unpack_from("<Q2I", disk, 512 + 72)
        for each in range(min(count, 128)):
            row = disk[rows * _SECTOR + each * size :][:48]
            if len(row) == 48 and any(row[:16]):
                yield struct.unpack_from("<Q", row, 32)[0] * _SECTOR


SCANNER = Scanner(
    "disk", scan, kinds=frozenset({"vhd", "vhdx"}), extensions=frozenset({"img", "ima", "vhd", "dd", "bin"})
)
