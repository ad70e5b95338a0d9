"""ASN.1 values as they are written (X.690, BER and DER), as far as finding something in them needs."""

from collections.abc import Iterator
from dataclasses import dataclass

OBJECT, OCTETS = 0x06, 0x04
_CONSTRUCTED = 0x20
_DEPTH = 40
_VALUES = 100_000


@dataclass(frozen=True, slots=True)
class Value:
    """`tag`: its first byte; the content stands in `data[start:end]`, the next value at `after`."""

    tag: int
    start: int
    end: int
    after: int

    @property
    def constructed(self) -> bool:
        """Whether it holds values."""
        return bool(self.tag & _CONSTRUCTED)


def values(data: bytes, start: int, end: int) -> Iterator[Value]:
    """The values that stand one behind the other; raises ValueError for what is none."""
    count = [0]
    while start < end:
        value = _read(data, start, end, 0, count)
        yield value
        start = value.after


def inside(data: bytes, value: Value) -> tuple[Value, ...]:
    """What it holds, nothing where it is simple; raises ValueError."""
    return tuple(values(data, value.start, value.end)) if value.constructed else ()


def octets(data: bytes, value: Value) -> bytes:
    """Of an octet string, one written in pieces too (section 8.7); raises ValueError."""
    if not value.constructed:
        return data[value.start : value.end]
    pieces, waiting = [], [value]
    while waiting:
        each = waiting.pop()
        if each.constructed:
            waiting += reversed(inside(data, each))
        else:
            pieces.append(data[each.start : each.end])
    return b"".join(pieces)


def _read(data: bytes, at: int, end: int, depth: int, count: list[int]) -> Value:
    count[0] += 1
    if depth > _DEPTH or count[0] > _VALUES:
        raise ValueError("too many values")
    if at + 2 > end or data[at] & 0x1F == 0x1F:
        raise ValueError("no value")
    tag, length = data[at], data[at + 1]
    start = at + 2
    if length == 0x80 and tag & _CONSTRUCTED:
        # As long as what it holds, until two zero bytes (section 8.1.3.6).
        at = start
        while data[at : at + 2] != b"\0\0":
            at = _read(data, at, end, depth + 1, count).after
        return Value(tag, start, at, at + 2)
    if length & 0x80:
        start += length & 0x7F
        length = int.from_bytes(data[at + 2 : start], "big")
    if start + length > end:
        raise ValueError("cut short")
    return Value(tag, start, start + length, start + length)
