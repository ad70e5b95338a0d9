"""Words in the streams of Word 97 (MS-DOC) and PowerPoint 97 (MS-PPT) files."""

import struct
import zlib
from collections.abc import Iterator

from unhook.files.collecting import Collecting

_CLX = 0x1A2
_PIECES, _PROPERTIES = 2, 1
_TEXT_UTF16, _TEXT_BYTES, _STRING, _OLE_STORAGE = 0x0FA0, 0x0FA8, 0x0FBA, 0x1011
_URL = ("http://", "https://", "file:", "mailto:", "\\\\")


def of_document(document: bytes, tables: dict[str, bytes], most: int) -> str:
    """A Word document's text with its field marks (section 2.4.1); empty where it can't be followed."""
    if len(document) < _CLX + 8:
        return ""
    table = tables.get("1Table" if document[0x0B] & 2 else "0Table", b"")
    start, size = struct.unpack_from("<II", document, _CLX)
    clx = table[start : start + size]
    at = 0
    while clx[at : at + 1] == bytes([_PROPERTIES]):
        at += 3 + int.from_bytes(clx[at + 1 : at + 3], "little")
    if clx[at : at + 1] != bytes([_PIECES]):
        return ""
    count = max(0, (int.from_bytes(clx[at + 1 : at + 5], "little") - 4) // 12)
    count = min(count, (len(clx) - at - 9) // 12)
    places = struct.unpack_from(f"<{count + 1}I", clx, at + 5) if count > 0 else ()
    pieces: list[str] = []
    left = most + 1
    for index in range(len(places) - 1):
        length = min(max(0, places[index + 1] - places[index]), left)
        (where,) = struct.unpack_from("<I", clx, at + 5 + 4 * (count + 1) + 8 * index + 2)
        if where >> 30 & 1:
            first = (where & 0x3FFFFFFF) // 2
            pieces.append(document[first : first + length].decode("cp1252", "replace"))
        else:
            pieces.append(document[where : where + 2 * length].decode("utf-16-le", "replace"))
        left -= length
        if left <= 0:
            break
    return "".join(pieces)


def of_slides(stream: bytes, out: Collecting) -> Iterator[bytes]:
    """Tell a presentation's words and links; gives the compound files inside it (section 2.10.34)."""
    at = 0
    words: list[str] = []
    while at + 8 <= len(stream):
        head, kind, size = struct.unpack_from("<HHI", stream, at)
        at += 8
        if head & 0xF == 0xF:
            # A container's records follow its head: they are met one by one.
            continue
        body = stream[at : at + size]
        at += size
        if kind == _TEXT_UTF16:
            words.append(body.decode("utf-16-le", "replace"))
        elif kind == _TEXT_BYTES:
            words.append(body.decode("latin-1"))
        elif kind == _STRING:
            text = body.decode("utf-16-le", "replace")
            if text.lower().startswith(_URL):
                out.reference(text, "relationship")
        elif kind == _OLE_STORAGE:
            inside = _inflated(body[4:], out) if head >> 4 == 1 else body
            if inside and out.spend(len(inside), "OLE storage"):
                yield inside
    out.text("\n".join(words).replace("\r", "\n"))


def _inflated(data: bytes, out: Collecting) -> bytes:
    reader = zlib.decompressobj()
    try:
        inside = reader.decompress(data, out.room() + 1)
    except zlib.error:
        out.fault("damaged", "OLE storage")
        return b""
    if len(inside) > out.room():
        out.fault("limit:ratio", "OLE storage")
        return b""
    return inside
