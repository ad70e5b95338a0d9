"""A gzip file that unpacks to itself (R. Cox, Zip files all the way down, 2010), built rather than kept."""

import zlib

_UNIT = 5


def quine() -> bytes:
    """Its checksum stands in the file itself, twice: the one that fits is found by linear algebra."""
    for letter in b"abcdefghijklmnopqrstuvwxyz":
        made = _fitting(letter)
        if made:
            return made
    raise AssertionError("no name fits")


def _file(letter: int, checksum: int) -> bytes:
    start = b"\x1f\x8b\x08\x08" + bytes(5) + b"\xff" + bytes([letter]) + b"\0"
    first, last = len(start) + _UNIT, 13 + _UNIT
    four = 4 * _UNIT
    size = 2 * len(start) + 30 * _UNIT + 2 * 13
    end = b"\x01\0\0\xff\xff" + checksum.to_bytes(4, "little") + size.to_bytes(4, "little")
    copy, copy4, copy_end = _copy(first), _copy(four), _copy(last)
    code = start
    code += _literal(first) + start + _literal(first)
    code += copy + _literal(_UNIT) + copy + _literal(_UNIT) + _literal(_UNIT)
    code += _literal(four) + copy + _literal(_UNIT) + _literal(_UNIT) + _literal(four) + copy4
    code += _literal(four) + copy4 + _literal(four) + copy4 + _literal(four) + copy4
    code += _literal(four) + copy4 + _literal(0) + _literal(0) + _literal(last) + copy4
    code += _literal(0) + _literal(0) + _literal(last) + copy_end + end + copy_end + end
    assert len(code) == size
    return code


def _literal(size: int) -> bytes:
    """A stored block's head (RFC 1951 section 3.2.4), five bytes."""
    return b"\0" + size.to_bytes(2, "little") + (size ^ 0xFFFF).to_bytes(2, "little")


def _copy(distance: int) -> bytes:
    """A block that writes the last 17 to 20 bytes again, five bytes long itself: two matches of 7 + 5 + 3
    bits between a head of 3 and an end of 7 (section 3.2.6).
    """
    # Not the last block, and fixed codes.
    bits = "0" + "10"
    for length in (distance // 2, distance - distance // 2):
        bits += f"{length - 2:07b}" + f"{8:05b}" + f"{distance - 17:03b}"[::-1]
    bits += "0" * 7
    assert len(bits) == 8 * _UNIT
    return bytes(int(bits[at : at + 8][::-1], 2) for at in range(0, len(bits), 8))


def _fitting(letter: int) -> bytes | None:
    base = zlib.crc32(_file(letter, 0))
    # What each bit of the checksum changes in the checksum, with the bit itself taken off.
    rows = [(zlib.crc32(_file(letter, 1 << bit)) ^ base ^ (1 << bit), 1 << bit) for bit in range(32)]
    want, chosen = base, 0
    for bit in range(32):
        pivot = next((row for row in rows if row[0] >> bit & 1), None)
        if pivot is None:
            if want >> bit & 1:
                return None
            continue
        rows.remove(pivot)
        rows = [
            (value ^ pivot[0], used ^ pivot[1]) if value >> bit & 1 else (value, used) for value, used in rows
        ]
        if want >> bit & 1:
            want, chosen = want ^ pivot[0], chosen ^ pivot[1]
    return _file(letter, chosen)
