"""Raw header fields with their places, as every parser of one field consumes them."""

import re
from dataclasses import dataclass

from unhook.limits import Limits
from unhook.message.defects import DefectLog
from unhook.message.mime import words
from unhook.message.offsets import Span

# Possessive, so that a header of any shape is read once. A line of blanks only is folding.
_FIELD = re.compile(rb"([!-9;-~]*+)[ \t]*+:((?:[^\n]*+\n[ \t])*+[^\n]*+)\n?")
_BLANK = re.compile(rb"\r*\n")
_MBOX = re.compile(rb">?From [^\n]*\n")
_LINE_END, _DASH = b"\r\n", ord("-")
_LINE = re.compile(rb"[^\n]*\n?")
# A line that lost its folding or name, with the header plainly going on after it.
_STRAY = re.compile(
    rb"[^\n]*\n(?:content-(?:type|disposition|transfer-encoding|id)|mime-version|received|message-id|"
    rb"from|to|cc|subject|date|reply-to)[ \t]*:",
    re.IGNORECASE,
)
_HEADER_END = re.compile(rb"\n\r*\n")


@dataclass(frozen=True, slots=True)
class RawField:
    """One header field (RFC 5322 section 2.2), in order from the top of the header.

    `name` as written, without the colon and blanks before it; `raw_value` the bytes after
    the colon up to, not including, the final line end, folding kept; `value` the same
    unfolded, encoded words (RFC 2047) decoded, outer blanks removed. `span` is the whole
    field with its line end, `value_span` the place of `raw_value` in the message.
    """

    name: str
    raw_value: bytes
    value: str
    span: Span
    value_span: Span


@dataclass(frozen=True, slots=True)
class Section:
    """The fields of one entity, the place of its header, and where its body begins."""

    fields: tuple[RawField, ...]
    span: Span
    body: int


def scan(raw: bytes, start: int, limits: Limits, log: DefectLog, budget: int | None = None) -> Section:
    """Read the header that begins at `start`.

    It ends after an empty line, or at a line that is no field, which then begins the body
    (or is the delimiter of the next part). `budget` is how many bytes may be read,
    `Limits.header_bytes` by default; what lies beyond is skipped with a defect.
    """
    position = start
    horizon = min(len(raw), start + (limits.header_bytes if budget is None else max(0, budget)))
    found: list[RawField] = []
    while position < horizon:
        first = raw[position]
        if first in _LINE_END and (blank := _BLANK.match(raw, position)):
            return Section(tuple(found), (start, position), blank.end())
        # No field's name begins with two dashes, but the line before a part does.
        dashes = first == _DASH and raw.startswith(b"--", position)
        match = None if dashes else _FIELD.match(raw, position, horizon)
        if match is None:
            line = _LINE.match(raw, position)
            assert line is not None
            if _MBOX.match(raw, position):
                log.add("mbox-line-in-header", span=line.span())
            elif found and not dashes and _STRAY.match(raw, position):
                log.add("line-that-is-no-field", span=line.span())
            elif first in b" \t" and not found:
                log.add("header-begins-with-folding", span=line.span())
            else:
                log.add("no-blank-line-after-header" if found else "no-header", span=(position, position))
                return Section(tuple(found), (start, position), position)
            position = line.end()
            continue
        if len(found) >= limits.header_fields:
            log.reach("header_fields", span=(position, position))
            break
        position = match.end()
        if match.end(1) == match.start(1):
            log.add("field-without-name", span=match.span())
            continue
        found.append(_field(raw, match, limits, log))
    if position >= len(raw):
        if found:
            log.add("no-body", span=(position, position))
        return Section(tuple(found), (start, position), len(raw))
    if position >= horizon:
        log.reach("header_bytes", span=(start, horizon))
    end = _HEADER_END.search(raw, max(start, position - 1))
    return Section(tuple(found), (start, position), end.end() if end else len(raw))


def _field(raw: bytes, match: re.Match[bytes], limits: Limits, log: DefectLog) -> RawField:
    begin, end = match.span(2)
    value = raw[begin:end]
    if value.endswith(b"\r"):
        value, end = value[:-1], end - 1
    name = match[1].decode("ascii")
    if end - begin > limits.field_bytes:
        log.reach("field_bytes", name[:60], match.span())
        value = value[: limits.field_bytes]
    return RawField(name, value, words.decode(value), match.span(), (begin, end))
