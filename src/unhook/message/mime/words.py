"""Header text: unfolding (RFC 5322 section 2.2.3; a fold is one blank) and encoded words (RFC 2047).

Everything is one pass from left to right over the raw value, so a header made of nothing
but broken encoded words costs no more than its length.
"""

import binascii
import re
from dataclasses import dataclass

from unhook.message.mime.charset import codec, decode_text
from unhook.message.offsets import Span

_START = re.compile(rb"=\?([!->@-~]{1,64})\?([bBqQ])\?")
_LINE_ENDS = b"\r\n"
_FOLD = re.compile(rb"(?<![ \t])[ \t]*+\r?\n[ \t\r\n]*+")
_BASE64 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_NOT_BASE64 = bytes(set(range(256)) - set(_BASE64))
_BREAKS = dict.fromkeys(map(ord, "\r\n\0"), " ")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of decoded text and its byte range in the raw value; `literal` when bytes are characters."""

    text: str
    span: Span
    literal: bool


def decode(raw: bytes) -> str:
    """The text of an unstructured value or phrase: unfolded, words decoded, outer blanks removed.

    Raw 8-bit bytes are read as UTF-8, else windows-1252. Line breaks and NULs that came
    out of encoded words become blanks, as clients show them.
    """
    if b"=?" not in raw:
        return _literal(raw).strip(" \t")
    return "".join(piece.text for piece in pieces(raw)).strip(" \t")


def pieces(raw: bytes) -> list[Piece]:
    """The decoded value in pieces that together are `decode(raw)` before blanks are removed."""
    found: list[Piece] = []
    position = 0
    pending: list[tuple[str, bytes]] = []
    pending_start = pending_end = end = 0
    starts = list(_START.finditer(raw))
    for index, start in enumerate(starts):
        if start.start() < position:
            continue
        text_start = start.end()
        if end < text_start:
            end = raw.find(b"?=", text_start)
        if end < 0:
            break
        following = starts[index + 1].start() if index + 1 < len(starts) else len(raw)
        if following < end:
            continue
        gap = raw[position : start.start()]
        if pending and not gap.strip():
            pass
        else:
            found += _words(pending, (pending_start, pending_end))
            pending = []
            if gap:
                found.append(Piece(_literal(gap), (position, start.start()), True))
        if not pending:
            pending_start = start.start()
        pending.append((start[1].split(b"*")[0].decode("ascii"), _payload(start[2], raw[text_start:end])))
        position = pending_end = end + 2
    found += _words(pending, (pending_start, pending_end))
    if position < len(raw):
        found.append(Piece(_literal(raw[position:]), (position, len(raw)), True))
    return found


def characters(raw: bytes) -> list[int]:
    """The places of the bytes that a literal piece's text consists of; of a fold the last blank."""
    found: list[int] = []
    position = 0
    for fold in _FOLD.finditer(raw):
        found += [at for at in range(position, fold.start()) if raw[at] not in _LINE_ENDS]
        found.append(fold.end() - 1)
        position = fold.end()
    return found + [at for at in range(position, len(raw)) if raw[at] not in _LINE_ENDS]


def _words(words: list[tuple[str, bytes]], span: Span) -> list[Piece]:
    """Adjacent words as one piece; those of one charset are joined first: writers split characters."""
    if not words:
        return []
    text: list[str] = []
    current, data = words[0][0], bytearray()
    for charset, payload in words:
        if charset.lower() != current.lower():
            text.append(_text(bytes(data), current))
            current, data = charset, bytearray()
        data += payload
    text.append(_text(bytes(data), current))
    return [Piece("".join(text), span, False)]


def _text(data: bytes, charset: str) -> str:
    declared = charset if codec(charset) else None
    return decode_text(data, declared).text.translate(_BREAKS)


def _payload(encoding: bytes, text: bytes) -> bytes:
    if encoding in b"qQ":
        return binascii.a2b_qp(text.translate(None, _LINE_ENDS), header=True)
    clean = text.translate(None, _NOT_BASE64)
    clean = clean[: len(clean) - 1] if len(clean) % 4 == 1 else clean
    return binascii.a2b_base64(clean + b"=" * (-len(clean) % 4))


def _literal(raw: bytes) -> str:
    if b"\n" in raw or b"\r" in raw:
        raw = _FOLD.sub(b" ", raw).translate(None, _LINE_ENDS)
    if raw.isascii():
        return raw.decode("ascii")
    return decode_text(raw, None).text
