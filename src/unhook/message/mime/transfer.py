"""Content-Transfer-Encodings (RFC 2045 section 6), decoded as leniently as mail clients do.

The way back from decoded offsets to raw bytes is worked out only when somebody asks for a
place; decoding itself stays in C.
"""

import binascii
import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from itertools import accumulate

from unhook.message.offsets import Span
from unhook.message.part import Defect

ToRaw = Callable[[int, int], Span]

_BASE64 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_NOT_BASE64 = bytes(set(range(256)) - set(_BASE64))
_BLOCK = 1024
_MOST_RUNS = 1000
_STRICT_RUN = re.compile(rb"[A-Za-z0-9+/=\s]*+\Z")
_PADDING = re.compile(rb"=[=\s]*")
_QP_TOKEN = re.compile(rb"=(?:([0-9A-Fa-f]{2})|[ \t]*(?:\r?\n|\r|\Z))")
# What binascii reads otherwise than clients do.
_QP_UNUSUAL = re.compile(rb"=(?:[ \t]+(?:[\r\n]|\Z)|\r(?!\n)|=)")
_UU_BEGIN = re.compile(rb"^begin [0-7]{3,4} ?[^\r\n]*\r?\n", re.MULTILINE)
_IDENTITY = frozenset({"7bit", "8bit", "binary", "7-bit", "8-bit", "7bits", "8bits", "none", "text", "utf-8"})
_UU = frozenset({"x-uuencode", "uuencode", "x-uue", "uue"})


@dataclass(frozen=True, slots=True)
class Transferred:
    """Decoded bytes; `to_raw` maps a range of them to a byte range of the message."""

    data: bytes
    to_raw: ToRaw
    defect: Defect | None = None


def decode(raw: bytes, body: Span, encoding: str | None) -> Transferred:
    """Decode the body range of a message. What cannot be decoded is passed on as it is."""
    start, end = body
    source = raw[start:end]
    if encoding is None or encoding in _IDENTITY:
        return Transferred(source, _Shift(start))
    if encoding == "base64":
        return _base64(source, start)
    if encoding in ("quoted-printable", "quotedprintable", "quoted_printable", "qp"):
        if _QP_UNUSUAL.search(source):
            return Transferred(_quoted_printable(source)[0], _QuotedPrintable(source, start))
        return Transferred(binascii.a2b_qp(source), _QuotedPrintable(source, start))
    if encoding in _UU:
        return _uuencode(source, start, end)
    return Transferred(source, _Shift(start), Defect("unknown-transfer-encoding", encoding[:60], body))


@dataclass(frozen=True, slots=True)
class _Shift:
    """Encodings that change nothing."""

    base: int

    def __call__(self, start: int, end: int) -> Span:
        return self.base + start, self.base + end


@dataclass(frozen=True, slots=True)
class _Whole:
    """Encodings whose inner places are not followed: the whole body is the place."""

    body: Span

    def __call__(self, start: int, end: int) -> Span:
        return self.body


def _base64(source: bytes, base: int) -> Transferred:
    """Skip bytes outside the alphabet (RFC 2045 section 6.8), as clients do.

    Several padded runs in a row are read on; text after the padding (list footers) is left out.
    """
    padding = source.find(b"=")
    if padding < 0 or not source[padding:].strip(b"= \t\r\n"):
        data, cut = _run(source)
        defect = Defect("base64-cut-short", "", (base, base + len(source))) if cut else None
        return Transferred(data, _Base64(source, ((0, 0),), base), defect)
    runs: list[tuple[int, int]] = []
    out = bytearray()
    position = 0
    code = "base64-in-several-runs"
    for number in range(1, _MOST_RUNS + 1):
        found = _PADDING.search(source, position)
        end = found.start() if found else len(source)
        data, _ = _run(source[position:end])
        if data:
            runs.append((len(out), position))
            out += data
        position = found.end() if found else len(source)
        if position >= len(source):
            break
        if number == 1 and not _STRICT_RUN.match(source, position):
            code = "text-after-base64"
            break
    else:
        code = "base64-in-too-many-runs"
    return Transferred(
        bytes(out),
        _Base64(source, tuple(runs), base),
        Defect(code, "", (base + position, base + len(source))),
    )


def _run(source: bytes) -> tuple[bytes, bool]:
    try:
        return binascii.a2b_base64(source), False
    except binascii.Error:
        clean = source.translate(None, _NOT_BASE64)
        if len(clean) % 4 == 1:
            clean = clean[:-1]
        return binascii.a2b_base64(clean + b"=" * (-len(clean) % 4)), True


class _Base64:
    """`runs` are (decoded offset, source offset) of each padded run."""

    def __init__(self, source: bytes, runs: tuple[tuple[int, int], ...], base: int) -> None:
        self._source, self._runs, self._base = source, runs or ((0, 0),), base
        self._blocks: list[tuple[list[int], list[int]] | None] = [None] * len(self._runs)

    def __call__(self, start: int, end: int) -> Span:
        if end <= start:
            at = self._character(start, 0)
            return self._base + at, self._base + at
        return self._base + self._character(start, 0), self._base + self._character(end - 1, 1) + 1

    def _character(self, offset: int, extra: int) -> int:
        """The source offset of the first (`extra` 0) or last (1) character that holds a decoded byte."""
        index = max(0, bisect_right(self._runs, (offset, len(self._source))) - 1)
        within = offset - self._runs[index][0]
        wanted = within // 3 * 4 + within % 3 + extra
        counts, places = self._table(index)
        block = max(0, bisect_right(counts, wanted) - 1)
        left = wanted - counts[block]
        for place in range(places[block], len(self._source)):
            if self._source[place] in _BASE64:
                if not left:
                    return place
                left -= 1
        return len(self._source)

    def _table(self, index: int) -> tuple[list[int], list[int]]:
        """Alphabet characters before each block of a run, and where the block begins."""
        table = self._blocks[index]
        if table is None:
            start = self._runs[index][1]
            end = self._runs[index + 1][1] if index + 1 < len(self._runs) else len(self._source)
            places = list(range(start, max(end, start + 1), _BLOCK))
            sizes = (
                len(self._source[at : min(at + _BLOCK, end)].translate(None, _NOT_BASE64)) for at in places
            )
            counts = [0, *accumulate(sizes)][: len(places)]
            table = self._blocks[index] = (counts, places)
        return table


def _quoted_printable(source: bytes) -> tuple[bytes, list[int], list[int]]:
    """Decoded bytes, and for each token the decoded and source offsets right after it."""
    out, decoded, places = bytearray(), [0], [0]
    position = 0
    for token in _QP_TOKEN.finditer(source):
        out += source[position : token.start()]
        if token[1]:
            if token.start() > position:
                decoded.append(len(out))
                places.append(token.start())
            out += bytes.fromhex(token[1].decode("ascii"))
        position = token.end()
        decoded.append(len(out))
        places.append(position)
    out += source[position:]
    return bytes(out), decoded, places


class _QuotedPrintable:
    def __init__(self, source: bytes, base: int) -> None:
        self._source, self._base = source, base
        self._tables: tuple[list[int], list[int]] | None = None

    def __call__(self, start: int, end: int) -> Span:
        first = self._place(start)
        if end <= start:
            return self._base + first, self._base + first
        last = self._place(end - 1)
        token = _QP_TOKEN.match(self._source, last)
        return self._base + first, self._base + (token.end() if token and token[1] else last + 1)

    def _place(self, offset: int) -> int:
        if self._tables is None:
            self._tables = _quoted_printable(self._source)[1:]
        decoded, places = self._tables
        index = bisect_right(decoded, offset) - 1
        return min(len(self._source), places[index] + offset - decoded[index])


def _uuencode(source: bytes, start: int, end: int) -> Transferred:
    begin = _UU_BEGIN.search(source)
    if begin is None:
        return Transferred(source, _Shift(start), Defect("uuencode-without-begin", "", (start, end)))
    out = bytearray()
    defect = None
    for line in source[begin.end() :].splitlines():
        if line.rstrip() in (b"end", b"`"):
            break
        try:
            out += binascii.a2b_uu(line)
        except binascii.Error:
            length = max(0, ((line[0] - 32) & 63) * 4 + 5) // 3 if line else 0
            try:
                out += binascii.a2b_uu(line[:length])
            except binascii.Error:
                defect = Defect("broken-uuencode", "", (start, end))
    return Transferred(bytes(out), _Whole((start, end)), defect)
