"""A zip file's central directory (PKWARE's APPNOTE, section 4.3), read as far as a limit.

Read here rather than by a library, since what is told twice in a zip is where attackers lie, and since
libraries read a directory of a million names before anybody can say stop.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

_END = b"PK\x05\x06"
_END_64 = b"PK\x06\x06"
_RECORD = b"PK\x01\x02"
_LOCAL = b"PK\x03\x04"
_CENTRAL = struct.Struct("<4s4xHH4xIIIHHHHHII")
_CENTRAL_SIZE = 46
_LOCAL_HEADER = struct.Struct("<4s2xHH4xIIIHH")
_LOCAL_SIZE = 30
# Ends are looked for from the last one back; a file may be full of false ones.
_ENDS = 16
_ABSENT = 0xFFFFFFFF
_ENCRYPTED, _DESCRIPTOR, _UTF8 = 1, 8, 0x800


@dataclass(frozen=True, slots=True)
class Entry:
    """A member as the directory tells of it: `packed` and `size` in bytes, `offset` of its own header in
    the file, `record` its bytes in the directory.
    """

    name: str
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    offset: int
    record: bytes

    @property
    def encrypted(self) -> bool:
        """Whether a password is needed."""
        return bool(self.flags & _ENCRYPTED)

    @property
    def is_folder(self) -> bool:
        """A name that ends in a slash holds no data."""
        return self.name.endswith("/")


@dataclass(frozen=True, slots=True)
class Local:
    """What stands before a member's data: its name there, sizes (None where they follow the data), and
    where the data begin.
    """

    name: str
    packed: int | None
    size: int | None
    start: int


@dataclass(frozen=True)
class Directory:
    """All members in the directory's order; `more` says that a limit cut the list.

    `prefix`: bytes before the archive's first; `end`: where the archive ends in the file.
    """

    entries: tuple[Entry, ...]
    prefix: int
    end: int
    more: bool

    @cached_property
    def overlaps(self) -> bool:
        """Whether two members claim the same bytes."""
        places = sorted((each.offset, each.offset + _LOCAL_SIZE + each.packed) for each in self.entries)
        return any(later[0] < earlier[1] for earlier, later in pairwise(places))


def read(data: bytes, most: int) -> Directory | None:
    """The directory of at most `most` members; None where there is none."""
    end = len(data)
    for _ in range(_ENDS):
        end = data.rfind(_END, 0, end)
        if end < 0:
            return None
        if found := _directory(data, end, most):
            return found
    return None


def local(data: bytes, entry: Entry) -> Local | None:
    """The member's own header; None where the directory points to none."""
    head = data[entry.offset : entry.offset + _LOCAL_SIZE]
    if len(head) < _LOCAL_SIZE or not head.startswith(_LOCAL):
        return None
    _, flags, _, _, packed, size, name, extra = _LOCAL_HEADER.unpack(head)
    at = entry.offset + _LOCAL_SIZE
    known = not flags & _DESCRIPTOR and _ABSENT not in (packed, size)
    return Local(
        _text(data[at : at + name], flags),
        packed if known else None,
        size if known else None,
        at + name + extra,
    )


def alone(data: bytes, entry: Entry, start: int) -> bytes:
    """A zip file of this one member, whose data begin at `start`."""
    body = data[entry.offset : start + entry.packed]
    record = entry.record[:42] + bytes(4) + entry.record[46:]
    end = struct.pack("<4sHHHHIIH", _END, 0, 0, 1, 1, len(record), len(body), 0)
    return body + record + end


def _directory(data: bytes, end: int, most: int) -> Directory | None:
    tail = data[end : end + 22]
    if len(tail) < 22:
        return None
    count, size, offset, comment = struct.unpack("<10xHIIH", tail)
    stop = end
    wide = data.rfind(_END_64, max(0, end - 4096), end)
    if wide >= 0 and _ABSENT in (size, offset) and len(data[wide : wide + 56]) == 56:
        stop = wide
        size, offset = struct.unpack("<40xQQ", data[wide : wide + 56])
    start = stop - size
    if start < 0 or (size and data[start : start + 4] != _RECORD) or (not size and count):
        return None
    # What stands before the archive moves all that follows; what was lost or grew inside does not.
    prefix = max(0, start - offset)
    first = next(_entries(data, start, stop, 0), None)
    if (
        first is not None
        and data.startswith(_LOCAL, first.offset)
        and not data.startswith(_LOCAL, first.offset + prefix)
    ):
        prefix = 0
    entries: list[Entry] = []
    more = False
    for entry in _entries(data, start, stop, prefix):
        if more := len(entries) >= most:
            break
        entries.append(entry)
    before = min((each.offset for each in entries), default=prefix)
    return Directory(tuple(entries), before, min(len(data), end + 22 + comment), more)


def _entries(data: bytes, at: int, stop: int, prefix: int) -> Iterator[Entry]:
    while at + _CENTRAL_SIZE <= stop:
        head = _CENTRAL.unpack_from(data, at)
        signature, flags, method, crc, packed, size, name, extra, comment, _, _, _, offset = head
        if signature != _RECORD:
            return
        names = at + _CENTRAL_SIZE
        more = data[names + name : names + name + extra]
        size, packed, offset = _wide(more, size, packed, offset)
        after = names + name + extra + comment
        text = _text(data[names : names + name], flags)
        yield Entry(text, flags, method, crc, packed, size, offset + prefix, data[at:after])
        at = after


def _wide(extra: bytes, *values: int) -> tuple[int, ...]:
    """Values of 64 bits stand in extra field 1, in this order, for each that has no room (4.5.3)."""
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, at)
        if kind == 1:
            field = extra[at + 4 : at + 4 + length]
            wide = iter(struct.unpack_from(f"<{len(field) // 8}Q", field))
            return tuple(next(wide, value) if value == _ABSENT else value for value in values)
        at += 4 + length
    return values


def _text(raw: bytes, flags: int) -> str:
    # Many writers use UTF-8 without saying so.
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("utf-8" if flags & _UTF8 else "cp437", "replace")
