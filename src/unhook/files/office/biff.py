"""Records of an Excel 97 workbook (MS-XLS): hidden and macro sheets, links, DDE, words.

The formulas of macro sheets are written out by oletools' BIFF plugin; nothing is computed.
"""

import re
import struct
from collections.abc import Iterator

from unhook.files.collecting import Collecting

_FORMULA_BYTES = 4 * 1024 * 1024
_BOUNDSHEET, _NAME, _FILEPASS, _SST, _CONTINUE = 0x85, 0x18, 0x2F, 0xFC, 0x3C
_SUPBOOK, _HYPERLINK = 0x1AE, 0x1B8
_MACRO_SHEET = 1
_HIDDEN = ("", "hidden", "very hidden")
_AUTO_OPEN, _AUTO_CLOSE = 1, 2
_WIDE = re.compile(rb"(?:[\x20-\x7e]\x00){4,}")
_URL_MONIKER = bytes.fromhex("e0c9ea79f9bace118c8200aa004ba90b")


def records(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Number and body of each record."""
    at = 0
    while at + 4 <= len(data):
        number, size = struct.unpack_from("<HH", data, at)
        yield number, data[at + 4 : at + 4 + size]
        at += 4 + size


def read(stream: bytes, out: Collecting) -> tuple[bool, str]:
    """Tell of a workbook; gives whether it has macro sheets, and their formulas."""
    macro_sheets = False
    strings = bytearray()
    continued = 0
    for number, body in records(stream):
        if number == _BOUNDSHEET and len(body) >= 8:
            if body[5] == _MACRO_SHEET:
                macro_sheets = True
                state = _HIDDEN[min(body[4] & 3, 2)]
                out.sign("xlm-macro", f"{_characters(body[7:], body[6])} {state}".strip())
        elif number == _NAME and len(body) >= 16:
            _starting(body, out)
        elif number == _FILEPASS:
            return macro_sheets, ""
        elif number == _SUPBOOK:
            _supporting(body, out)
        elif number == _HYPERLINK:
            _hyperlink(body, out)
        elif number == _SST:
            strings += body[8:]
        elif number == _CONTINUE and continued == _SST:
            strings += body
        if number != _CONTINUE:
            continued = number
    out.text(_shared(bytes(strings)))
    return macro_sheets, _formulas(stream, out) if macro_sheets else ""


def _formulas(stream: bytes, out: Collecting) -> str:
    from oletools.thirdparty.oledump.plugin_biff import cBIFF

    if len(stream) > _FORMULA_BYTES:
        out.fault("limit:macro_chars", "macro sheets")
    lines = []
    for options in ("-o LABEL -r LN", "-c -r LN", "-o DCONN -s"):
        try:
            lines += cBIFF(name=["Workbook"], stream=stream[:_FORMULA_BYTES], options=options).Analyze()
        except Exception:
            # Whatever a plugin that was not written for hostile files raises.
            out.fault("damaged", "macro sheets")
    return "\n".join(map(str, lines))[: out.limits.macro_chars]


def _starting(body: bytes, out: Collecting) -> None:
    """Lbl (section 2.4.150): a built-in name of one character, or one spelt out."""
    flags = int.from_bytes(body[:2], "little")
    name = _characters(body[14:], body[3])
    if flags & 0x20 and name[:1] in (chr(_AUTO_OPEN), chr(_AUTO_CLOSE)):
        out.sign("macro-auto-exec", "Auto_Open" if ord(name[0]) == _AUTO_OPEN else "Auto_Close")
    elif name.lower().startswith(("auto_open", "auto_close", "auto_activate")):
        out.sign("macro-auto-exec", name)


def _supporting(body: bytes, out: Collecting) -> None:
    """SupBook (section 2.4.271): another workbook, or a DDE or OLE link, server and topic behind a mark."""
    count = int.from_bytes(body[2:4], "little")
    if not 1 <= count <= 0xFF:
        return
    path = _characters(body[4:], count)
    if "\x03" in path:
        out.sign("dde", path.replace("\x03", "|"))
    elif path.startswith(("\x01\x05", "\x01@")) or "://" in path:
        out.sign("external-relationship", path.lstrip("\x01\x05@"))


def _hyperlink(body: bytes, out: Collecting) -> None:
    """A URL moniker (MS-OSHARED section 2.3.7.6): size in bytes, then UTF-16."""
    at = body.find(_URL_MONIKER)
    if at >= 0:
        size = int.from_bytes(body[at + 16 : at + 20], "little")
        url = body[at + 20 : at + 20 + min(size, 16_384)].decode("utf-16-le", "replace")
        out.reference(url.partition("\x00")[0], "relationship")


def _characters(data: bytes, count: int) -> str:
    """An XLUnicodeString without its count: one flag byte, then one or two bytes a character."""
    if data[:1] and data[0] & 1:
        return data[1 : 1 + 2 * count].decode("utf-16-le", "replace")
    return data[1 : 1 + count].decode("latin-1")


def _shared(data: bytes) -> str:
    """The shared strings (section 2.4.265), where they run on into further records only roughly."""
    words: list[str] = []
    at = 0
    while at + 3 <= len(data):
        count = int.from_bytes(data[at : at + 2], "little")
        flags = data[at + 2]
        at += 3
        runs = int.from_bytes(data[at : at + 2], "little") if flags & 8 else 0
        at += 2 if flags & 8 else 0
        more = int.from_bytes(data[at : at + 4], "little") if flags & 4 else 0
        at += 4 if flags & 4 else 0
        size = count * 2 if flags & 1 else count
        words.append(data[at : at + size].decode("utf-16-le" if flags & 1 else "latin-1", "replace"))
        at += size + runs * 4 + more
    return "\n".join(words)


def strings(data: bytes) -> str:
    """Runs of UTF-16 text that a BIFF12 part (MS-XLSB) carries: its texts, though not its formulas."""
    return "\n".join(match[0].decode("utf-16-le") for match in _WIDE.finditer(data))
