"""VBA source inside a compound file (MS-OVBA), wherever it stands.

Read here rather than by a library: a chunk may claim to hold a thousand times its due, and readers believe
it.
"""

import struct
from collections.abc import Iterator

from unhook.files.collecting import Collecting
from unhook.files.office.compound import Compound

_CHUNK = 4096
_SIGNATURE = 0b011
# Each module's source opens with "Attribute", behind the container's and the chunk's heads and one flag byte.
_OPENING = b"\x00Attribut"
_LEAD = 3
_CODE_PAGE = 0x0003


def sources(compound: Compound, out: Collecting) -> Iterator[tuple[str, str]]:
    """Path and source of each module, in all at most `macro_chars` characters."""
    encoding = _encoding(compound, out)
    left = out.limits.macro_chars
    for path, data in compound.streams():
        at = data.find(_OPENING)
        while at >= 0 and left > 0:
            code = decompressed(data, at - _LEAD, left) if at >= _LEAD else b""
            if code:
                left -= len(code)
                yield path, code.decode(encoding, "replace")
            at = data.find(_OPENING, at + 1)
    if left <= 0:
        out.fault("limit:macro_chars")


def has_project(compound: Compound) -> bool:
    """Whether there is a VBA project, its source readable or not."""
    return any(
        name.lower().endswith("vba/dir") or name.lower() == "vba/_vba_project" for name in compound.names
    )


def decompressed(data: bytes, start: int, most: int) -> bytes:
    """A compressed container (section 2.4.1) from `start`, as far as it is sound, at most `most` bytes."""
    if data[start : start + 1] != b"\x01":
        return b""
    result = bytearray()
    at = start + 1
    while at + 2 <= len(data) and len(result) < most:
        (head,) = struct.unpack_from("<H", data, at)
        if head >> 12 & 0b111 != _SIGNATURE:
            break
        end = min(len(data), at + (head & 0xFFF) + 3)
        if head >> 15:
            result += _chunk(data, at + 2, end)
        else:
            result += data[at + 2 : at + 2 + _CHUNK]
            end = at + 2 + _CHUNK
        at = end
    return bytes(result[:most])


def _chunk(data: bytes, at: int, end: int) -> bytes:
    """Sections 2.4.1.3.2 to 2.4.1.3.5; no more than the 4,096 bytes that a chunk may hold."""
    out = bytearray()
    while at < end and len(out) < _CHUNK:
        flags = data[at]
        at += 1
        for bit in range(8):
            if at >= end or len(out) >= _CHUNK:
                break
            if not flags >> bit & 1:
                out.append(data[at])
                at += 1
                continue
            if at + 2 > end or not out:
                return bytes(out)
            (token,) = struct.unpack_from("<H", data, at)
            at += 2
            # As many bits for the offset as the chunk so far needs, at least four (section 2.4.1.3.19.1).
            bits = max(4, (len(out) - 1).bit_length())
            length = (token & (0xFFFF >> bits)) + 3
            offset = (token >> (16 - bits)) + 1
            if offset > len(out):
                return bytes(out)
            piece = bytes(out[len(out) - offset :])
            out += (piece * (length // offset + 1))[:length]
    return bytes(out[:_CHUNK])


def _encoding(compound: Compound, out: Collecting) -> str:
    """The project's code page (PROJECTCODEPAGE, section 2.3.4.2.1.4)."""
    path = next((name for name in compound.names if name.lower().endswith("vba/dir")), None)
    if path is not None:
        project = decompressed(compound.read(path), 0, 64 * 1024)
        at = project.find(struct.pack("<HI", _CODE_PAGE, 2))
        if at >= 0:
            page = f"cp{int.from_bytes(project[at + 6 : at + 8], 'little')}"
            try:
                "".encode(page)
            except LookupError:
                return "cp1252"
            return page
    return "cp1252"
