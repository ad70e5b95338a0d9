"""Content-Type and Content-Disposition values: a token and its parameters (RFC 2045, 2183, 2231)."""

import re
from dataclasses import dataclass, field

from unhook.message.mime import words
from unhook.message.mime.charset import decode_text

_TOKEN = re.compile(rb"[ \t]*([^\s;()=]+)")
_PARAMETER = re.compile(
    rb"""[;\s]\s*([^\s=;"()]+)\s*=\s*   # name
    ("(?:[^"\\]|\\.)*+"?                # a quoted string, perhaps never closed
    |(?:\s*=\?[^\s?]+\?[bBqQ]\?[^?]*\?=)++   # encoded words, where none are allowed
    |[^;]*)""",
    re.VERBOSE | re.DOTALL,
)
_SECTION = re.compile(r"(.+?)\*(\d{1,5})?(\*)?$")
_PERCENT = re.compile(rb"%([0-9A-Fa-f]{2})")
_QUOTED_PAIR = re.compile(rb'\\(["\\])')


@dataclass(frozen=True, slots=True)
class Content:
    """`token` is lower case (`text/html`, `attachment`), empty when absent; names in
    `parameters` are lower case, values decoded; `repeated` names were given twice, first wins.
    """

    token: str = ""
    parameters: dict[str, str] = field(default_factory=dict)
    repeated: tuple[str, ...] = ()


def parse(raw: bytes) -> Content:
    """Read a structured MIME value; whatever cannot be understood is left out."""
    if b"\n" in raw or b"\r" in raw:
        raw = raw.translate(None, b"\r\n")
    head = _TOKEN.match(raw)
    token = head[1].decode("ascii", "replace").lower() if head else ""
    if b"=" not in raw:
        return Content(token)
    plain: dict[str, str] = {}
    sections: dict[str, dict[int, tuple[bytes, bool]]] = {}
    repeated: list[str] = []
    for match in _PARAMETER.finditer(raw, head.end() if head else 0):
        name = match[1].decode("ascii", "replace").lower()
        value = _unquote(match[2])
        star = _SECTION.match(name) if "*" in name else None
        if star is None:
            if name in plain:
                repeated.append(name)
            plain.setdefault(name, words.decode(value))
            continue
        parts = sections.setdefault(star[1], {})
        index = int(star[2] or 0)
        if index in parts:
            repeated.append(star[1])
        parts.setdefault(index, (value, star[3] is not None or star[2] is None))
    for name, parts in sections.items():
        plain[name] = _joined(parts)
    return Content(token, plain, tuple(repeated))


def _unquote(value: bytes) -> bytes:
    if value.startswith(b'"'):
        value = value[1:-1] if len(value) > 1 and value.endswith(b'"') else value[1:]
        return _QUOTED_PAIR.sub(rb"\1", value)
    return value.strip()


def _joined(parts: dict[int, tuple[bytes, bool]]) -> str:
    """RFC 2231 sections 3 and 4: continuations in order, the charset stated by the first."""
    charset: str | None = None
    data = bytearray()
    for position, (_, (written, extended)) in enumerate(sorted(parts.items())):
        value = written
        if extended and position == 0 and written.count(b"'") >= 2:
            label, _, value = written.split(b"'", 2)
            charset = label.decode("ascii", "replace") or None
        data += _PERCENT.sub(lambda found: bytes.fromhex(found[1].decode()), value) if extended else value
    joined = bytes(data)
    return decode_text(joined, charset).text if charset else words.decode(joined)
