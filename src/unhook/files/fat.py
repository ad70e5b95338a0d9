"""Files of a FAT volume (Microsoft's FAT specification 1.03): 12, 16 and 32 bits, with long names.

Read in place, without mounting anything.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

_ROW = 32
_LONG, _VOLUME, _FOLDER, _DELETED, _END = 0x0F, 0x08, 0x10, 0xE5, 0x00
_DEPTH = 32
_ENDS = {12: 0xFF8, 16: 0xFFF8, 32: 0x0FFFFFF8}


@dataclass(frozen=True, slots=True)
class File:
    """`path` ends in a slash for a folder; `size` in bytes as its row says, `chunks` what is there."""

    path: str
    size: int
    chunks: Iterator[bytes]


@dataclass(frozen=True, slots=True)
class _Volume:
    data: memoryview
    bits: int
    cluster: int
    table: int
    root: int
    root_bytes: int
    first: int
    clusters: int


def files(data: bytes, offset: int = 0) -> Iterator[File] | None:
    """The files of the volume at `offset`; None where there is none. A loop in its tables ends a file."""
    volume = _volume(memoryview(data)[offset:])
    return None if volume is None else _folder(volume, _root(volume), "", 0, set())


def _volume(data: memoryview) -> _Volume | None:
    if len(data) < 512 or bytes(data[510:512]) != b"\x55\xaa" or data[0] not in (0xEB, 0xE9):
        return None
    sector, per_cluster, reserved, tables, rows, small, _, per_table = struct.unpack_from(
        "<HBHBHHBH", data, 11
    )
    (large, wide) = struct.unpack_from("<II", data, 32)
    if (
        sector not in (512, 1024, 2048, 4096)
        or per_cluster not in (1, 2, 4, 8, 16, 32, 64, 128)
        or not reserved
    ):
        return None
    if tables not in (1, 2):
        return None
    total, per_table = small or large, per_table or wide
    root = (reserved + tables * per_table) * sector
    root_bytes = (rows * _ROW + sector - 1) // sector * sector
    clusters = (total * sector - root - root_bytes) // (sector * per_cluster)
    bits = 12 if clusters < 4085 else 16 if clusters < 65525 else 32
    first_root = struct.unpack_from("<I", data, 44)[0] if bits == 32 else 0
    return _Volume(
        data,
        bits,
        sector * per_cluster,
        reserved * sector,
        first_root or root,
        rows * _ROW,
        root + root_bytes,
        clusters,
    )


def _root(volume: _Volume) -> Iterator[bytes]:
    if volume.bits == 32:
        return _chain(volume, volume.root)
    return iter([bytes(volume.data[volume.root : volume.root + volume.root_bytes])])


def _chain(volume: _Volume, cluster: int) -> Iterator[bytes]:
    """The clusters of a file, each at most once."""
    seen = bytearray(volume.clusters // 8 + 1) if volume.clusters > 0 else bytearray(1)
    while 2 <= cluster < min(volume.clusters + 2, _ENDS[volume.bits]):
        place, bit = divmod(cluster - 2, 8)
        if seen[place] >> bit & 1:
            raise ValueError("a file that runs into itself")
        seen[place] |= 1 << bit
        start = volume.first + (cluster - 2) * volume.cluster
        piece = bytes(volume.data[start : start + volume.cluster])
        if not piece:
            raise ValueError("ends early")
        yield piece
        cluster = _next(volume, cluster)


def _next(volume: _Volume, cluster: int) -> int:
    at = volume.table + cluster * volume.bits // 8
    raw = int.from_bytes(volume.data[at : at + 4], "little")
    if volume.bits == 12:
        return raw >> (4 * (cluster & 1)) & 0xFFF
    return raw & (0xFFFF if volume.bits == 16 else 0x0FFFFFFF)


def _folder(
    volume: _Volume, chunks: Iterator[bytes], path: str, depth: int, seen: set[int]
) -> Iterator[File]:
    pending = ""
    for chunk in chunks:
        for at in range(0, len(chunk) - _ROW + 1, _ROW):
            row = chunk[at : at + _ROW]
            if row[0] == _END:
                return
            kind = row[11]
            if kind == _LONG and row[0] != _DELETED:
                # The last piece of a long name stands first.
                pending = _long(row) + pending
                continue
            name, pending = pending.partition("\0")[0] or _short(row), ""
            if row[0] == _DELETED or kind & _VOLUME or name in (".", ".."):
                continue
            high, low, size = struct.unpack_from("<H4xHI", row, 20)
            start = (high << 16 if volume.bits == 32 else 0) | low
            if not kind & _FOLDER:
                yield File(path + name, size, _cut(_chain(volume, start), size))
            elif start not in seen and depth < _DEPTH:
                seen.add(start)
                yield File(f"{path}{name}/", 0, iter(()))
                yield from _folder(volume, _chain(volume, start), f"{path}{name}/", depth + 1, seen)


def _cut(chunks: Iterator[bytes], size: int) -> Iterator[bytes]:
    for chunk in chunks:
        if size <= 0:
            return
        yield chunk[:size]
        size -= len(chunk)
    if size > 0:
        raise ValueError("ends early")


def _long(row: bytes) -> str:
    return (row[1:11] + row[14:26] + row[28:32]).decode("utf-16-le", "replace")


def _short(row: bytes) -> str:
    name, ending = (part.decode("cp437").rstrip() for part in (row[:8], row[8:11]))
    return f"{name}.{ending}" if ending else name
