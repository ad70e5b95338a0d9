"""Writes small OLE compound files (MS-CFB version 3), so that tests need no Outlook."""

import struct
from collections.abc import Mapping
from dataclasses import dataclass, field

Tree = Mapping[str, "bytes | Tree"]

_SECTOR, _MINI, _CUT_OFF = 512, 64, 4096
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_STORAGE, _STREAM, _ROOT = 1, 2, 5


@dataclass
class _Entry:
    name: str
    kind: int
    data: bytes = b""
    start: int = 0
    size: int = 0
    sibling: int = _FREE
    child: int = _FREE


@dataclass
class _Chain:
    """Sectors of one size and the table that links them."""

    unit: int
    data: bytearray = field(default_factory=bytearray)
    table: list[int] = field(default_factory=list)

    def append(self, data: bytes) -> int:
        if not data:
            return _END
        start, count = len(self.table), -(-len(data) // self.unit)
        self.data += data.ljust(count * self.unit, b"\0")
        self.table += [*range(start + 1, start + count), _END]
        return start


def compound(tree: Tree) -> bytes:
    """The file for a tree of storages (mappings) and streams (bytes)."""
    entries = [_Entry("Root Entry", _ROOT)]
    _add(tree, 0, entries)
    mini, sectors = _Chain(_MINI), _Chain(_SECTOR)
    for entry in entries:
        if entry.kind == _STREAM:
            entry.size = len(entry.data)
            entry.start = (mini if entry.size < _CUT_OFF else sectors).append(entry.data)
    entries[0].start, entries[0].size = sectors.append(bytes(mini.data)), len(mini.data)
    mini_table = sectors.append(struct.pack(f"<{len(mini.table)}I", *mini.table))
    mini_count = -(-len(mini.table) * 4 // _SECTOR)
    directory = sectors.append(b"".join(map(_packed, entries)))
    fat_start = len(sectors.table)
    fat_count = -(-(fat_start + 1) // 127)
    sectors.table += [_FAT] * fat_count
    fat = struct.pack(f"<{len(sectors.table)}I", *sectors.table).ljust(fat_count * _SECTOR, b"\xff")
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    header += bytes(6)
    header += struct.pack("<9I", 0, fat_count, directory, 0, _CUT_OFF, mini_table, mini_count, _END, 0)
    header += struct.pack("<109I", *range(fat_start, fat_start + fat_count), *[_FREE] * (109 - fat_count))
    return header + bytes(sectors.data) + fat


def _add(tree: Tree, parent: int, entries: list[_Entry]) -> None:
    """Children hang on their storage as a list of right siblings."""
    before: _Entry | None = None
    for name, content in tree.items():
        entry = _Entry(name, _STREAM, content) if isinstance(content, bytes) else _Entry(name, _STORAGE)
        index = len(entries)
        entries.append(entry)
        if before:
            before.sibling = index
        else:
            entries[parent].child = index
        before = entry
        if not isinstance(content, bytes):
            _add(content, index, entries)


def _packed(entry: _Entry) -> bytes:
    name = entry.name.encode("utf-16-le") + b"\0\0"
    links = (_FREE, entry.sibling, entry.child)
    return struct.pack(
        "<64sHBBIII16sIQQIQ", name, len(name), entry.kind, 1, *links, b"", 0, 0, 0, entry.start, entry.size
    )
