"""What a page or script carries in disguise and would unpack in the victim's browser ("HTML smuggling",
MITRE ATT&CK T1027.006): base64, percent and hexadecimal escapes, character codes.

Only literals are decoded; nothing is evaluated.
"""

import base64
import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

from unhook.files.web.javascript import tokens
from unhook.message.mime.magic import UNKNOWN, file_type

_BASE64 = re.compile(
    r"(?:data:(?P<type>[\w.+/-]*)(?:;[\w=-]+)*;base64,)?(?P<data>={0,2}[A-Za-z0-9+/_-]{32,}={0,2})"
)
_SPACE = re.compile(r"\s+")
_HEX = re.compile(r"(?:\\?x?[0-9a-fA-F]{2}[ ,]?){32,}")
_PERCENT = re.compile(r"(?:%(?:u[0-9a-fA-F]{4}|[0-9a-fA-F]{2})){8}")
_WIDE_PERCENT = re.compile(r"%u([0-9a-fA-F]{4})")
_MARKUP = re.compile(
    rb"<\s*(?:!doctype|html|script|body|form|iframe|meta|div|a\s)|https?://|document\.|window\.|location",
    re.I,
)
_LEAST_CODES = 16
_DEPTH = 4
_SHORT = 24


@dataclass(frozen=True, slots=True)
class Smuggled:
    """Decoded bytes and how they were hidden: `base64`, `reversed-base64`, `data-url`, `percent`, `hex` or
    `character-codes`.
    """

    data: bytes
    encoding: str
    media_type: str | None = None


def payloads(source: str, most: int, largest: int) -> Iterator[Smuggled]:
    """Literals of a script that decode to a page, a script or a known file type, each once, at most `most` of
    at most `largest` bytes together. Encodings may be wrapped in each other.
    """
    seen: set[bytes] = set()
    left = largest
    for literal, spelt in _literals(source):
        for found in _unpacked(literal, _DEPTH, spelt):
            if found.data in seen or len(found.data) > left:
                continue
            seen.add(found.data)
            left -= len(found.data)
            yield found
            if len(seen) >= most:
                return


def telling(data: bytes) -> bool:
    """Whether bytes are a file of a known type, markup or a script, rather than chance."""
    if len(data) < _SHORT:
        return False
    kind = file_type(data)
    return kind not in (UNKNOWN, "txt") or bool(_MARKUP.search(data[:65_536]))


def _literals(source: str) -> Iterator[tuple[str, bool]]:
    """String literals, neighbours joined by `+` together, and runs of character codes, for which the second
    value is true.
    """
    pieces: list[str] = []
    codes: list[int] = []
    for kind, text in (*tokens(source), ("mark", ";")):
        if kind == "string":
            pieces.append(text)
        elif pieces and not (kind == "mark" and text == "+"):
            yield "".join(pieces), False
            pieces = []
        if kind == "number":
            codes.append(_code(text))
        elif codes and not (kind == "mark" and text == ","):
            if len(codes) >= _LEAST_CODES and min(codes) >= 0:
                yield "".join(map(chr, codes)), True
            codes = []


def _code(text: str) -> int:
    """A number's character code, -1 where it is none."""
    try:
        code = int(text, 0) if len(text) < 8 else -1
    except ValueError:
        return -1
    return code if code < 0xD800 else -1


def _unpacked(text: str, depth: int, spelt: bool = False) -> Iterator[Smuggled]:
    if len(text) < _SHORT or depth == 0:
        return
    raw = text.encode("latin-1", "replace")
    if spelt and telling(raw):
        yield Smuggled(raw, "character-codes")
        return
    for encoding, data, media_type in _readings(text):
        if telling(data):
            yield Smuggled(data, encoding, media_type)
        else:
            yield from _unpacked(data.decode("utf-8", "replace"), depth - 1)


def _readings(text: str) -> Iterator[tuple[str, bytes, str | None]]:
    if _PERCENT.search(text):
        wide = _WIDE_PERCENT.sub(lambda match: chr(int(match[1], 16)), text)
        yield "percent", unquote_to_bytes(wide), None
    packed = _SPACE.sub("", text)
    for match in _BASE64.finditer(packed):
        if (data := _unbase64(match["data"])) is not None:
            yield "data-url" if match["type"] is not None else "base64", data, match["type"] or None
        if (data := _unbase64(match["data"][::-1])) is not None:
            yield "reversed-base64", data, None
    if _HEX.fullmatch(packed):
        digits = re.sub(r"\\?x|[ ,]", "", packed)
        yield "hex", bytes.fromhex(digits[: len(digits) // 2 * 2]), None


def _unbase64(text: str) -> bytes | None:
    standard = text.strip("=").replace("-", "+").replace("_", "/")
    try:
        return base64.b64decode(standard + "=" * (-len(standard) % 4))
    except binascii.Error:
        return None
