"""Bytes to characters for whatever charset a mail declares, and the way back by offset.

Labels are read as the WHATWG Encoding Standard (section 4.2) reads them, since that is
what mail clients show: `iso-8859-1` means windows-1252, `gb2312` means gb18030.
"""

import codecs
from dataclasses import dataclass
from functools import lru_cache

from unhook.message.part import Defect

WESTERN = "windows-1252"

# Bytes that windows-1252 leaves undefined are C1 controls, as browsers have it, so that
# every byte is one character.
_WESTERN_TABLE = "".join(bytes((code,)).decode("cp1252", "ignore") or chr(code) for code in range(256))

_ALIASES = {
    "ascii": WESTERN,
    "us-ascii": WESTERN,
    "ansi_x3.4-1968": WESTERN,
    "iso-8859-1": WESTERN,
    "iso8859-1": WESTERN,
    "iso_8859-1": WESTERN,
    "latin1": WESTERN,
    "l1": WESTERN,
    "cp1252": WESTERN,
    "x-cp1252": WESTERN,
    "ansi": WESTERN,
    "default": WESTERN,
    "default_charset": WESTERN,
    "x-unknown": WESTERN,
    "unknown": WESTERN,
    "unknown-8bit": WESTERN,
    "8bit": WESTERN,
    "binary": WESTERN,
    "utf8": "utf-8",
    "unicode-1-1-utf-8": "utf-8",
    "unicode": "utf-16",
    "unicode-1-1-utf-7": "utf-7",
    "iso-8859-9": "cp1254",
    "latin5": "cp1254",
    "iso-8859-8-i": "iso8859-8",
    "iso-8859-8-e": "iso8859-8",
    "iso-8859-11": "cp874",
    "tis-620": "cp874",
    "windows-874": "cp874",
    "gb2312": "gb18030",
    "gb_2312-80": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "chinese": "gb18030",
    "hz-gb-2312": "hz",
    "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
    "x-x-big5": "big5hkscs",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "sjis": "cp932",
    "x-sjis": "cp932",
    "ms_kanji": "cp932",
    "windows-31j": "cp932",
    "iso-2022-jp": "iso2022_jp_2",
    "x-euc-jp": "euc_jp",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "ks_c_5601-1989": "cp949",
    "ksc5601": "cp949",
    "korean": "cp949",
    "windows-949": "cp949",
    "x-mac-roman": "mac_roman",
    "macintosh": "mac_roman",
    "x-mac-cyrillic": "mac_cyrillic",
    "koi8": "koi8-r",
}

# Text codecs of Python that no mail means by its charset.
_NOT_CHARSETS = frozenset(
    {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem", "utf_8_sig"}
)
# Little-endian unless a byte order mark says otherwise; the mark stays in the text.
_BYTE_ORDER = {"utf-16": b"\xfe\xff", "utf-32": b"\0\0\xfe\xff"}
_SINGLE_BYTE = ("cp125", "iso8859", "koi8", "cp866", "cp874", "mac-", "cp850", "cp437")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, the charset that gave it (a Python codec name or `windows-1252`), what was wrong."""

    text: str
    charset: str
    defect: Defect | None = None


@lru_cache(maxsize=512)
def codec(label: str) -> str | None:
    """The canonical codec name for a declared charset; None when nobody knows it."""
    name = label.strip().strip("\"'").lower()
    name = _ALIASES.get(name, name)
    if name == WESTERN:
        return name
    if len(name) > 40 or not name.isascii():
        return None
    try:
        found = codecs.lookup(name)
    except (LookupError, ValueError):
        return None
    if not found._is_text_encoding or found.name.replace("-", "_") in _NOT_CHARSETS:
        return None
    return _ALIASES.get(found.name, found.name)


def decode_text(data: bytes, declared: str | None) -> Decoded:
    """Characters of `data`; never fails. UTF-8 that is valid beats an absent or Western label.

    Order: the declared charset strictly; UTF-8 strictly; the declared one with U+FFFD for
    what is broken, unless UTF-8 was declared and most of it is not UTF-8; windows-1252.
    """
    if b"\x1b" not in data and data.isascii() and declared is None:
        return Decoded(data.decode("ascii"), "us-ascii")
    name = codec(declared[:64]) if declared else None
    defect = None
    if declared and name is None:
        defect = Defect("unknown-charset", declared[:60])
    if name is None and b"\x1b$" in data:
        name = "iso2022_jp_2"
    if name in _BYTE_ORDER:
        name = f"{name}-{'be' if data.startswith(_BYTE_ORDER[name]) else 'le'}"
    if name and name not in (WESTERN, "utf-8"):
        try:
            return Decoded(data.decode(name), name, defect)
        except (UnicodeError, ValueError):
            defect = Defect("undecodable-text", f"not valid {name}")
    try:
        return Decoded(data.decode("utf-8"), "utf-8", defect)
    except UnicodeDecodeError:
        pass
    if name and name != WESTERN:
        text = data.decode(name, "replace")
        if name != "utf-8" or _mostly_utf8(text):
            return Decoded(text, name, defect or Defect("undecodable-text", f"not valid {name}"))
        defect = Defect("undecodable-text", "declared utf-8, read as windows-1252")
    elif declared is None:
        defect = Defect("undeclared-charset", "8-bit text without a charset")
        # Long names are often cut in the middle of a character.
        text = data.decode("utf-8", "replace")
        if _mostly_utf8(text):
            return Decoded(text, "utf-8", defect)
    return Decoded(western(data), WESTERN, defect)


def western(data: bytes) -> str:
    """`data` as windows-1252, one character a byte."""
    return codecs.charmap_decode(data, "strict", _WESTERN_TABLE)[0]


def _mostly_utf8(text: str) -> bool:
    broken = text.count("\ufffd")
    return broken <= sum(1 for character in text if character > "\x7f") - broken


def byte_offset(data: bytes, decoded: Decoded, offset: int) -> int:
    """Where in `data` the character `offset` of `decoded.text` begins."""
    if offset <= 0:
        return 0
    if offset >= len(decoded.text):
        return len(data)
    name = decoded.charset
    if name in ("us-ascii", WESTERN) or name.startswith(_SINGLE_BYTE) or len(decoded.text) == len(data):
        return offset
    if name == "utf-8" and "\ufffd" not in decoded.text:
        return len(decoded.text[:offset].encode("utf-8", "surrogatepass"))
    return _walk(data, name, offset)


def _walk(data: bytes, name: str, offset: int) -> int:
    """Decode in growing steps until `offset` characters are out: works for stateful charsets."""
    decoder = codecs.getincrementaldecoder(name)("replace")
    step, position, seen = 4096, 0, 0
    while position < len(data):
        state = decoder.getstate()
        count = len(decoder.decode(data[position : position + step]))
        if seen + count <= offset:
            seen += count
            position += step
        elif step > 1:
            decoder.setstate(state)
            step = max(1, step // 16)
        else:
            # Bytes of an unfinished character are kept by the decoder until it is whole.
            return position - len(state[0])
    # What is left over, a character cut off by the end, is the replacement character.
    return len(data) - len(decoder.getstate()[0])
