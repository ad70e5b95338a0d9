"""The lexical tokens of an address list (RFC 5322 section 3.2), found in raw bytes in one pass."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

MAX_ADDRESS = 2_048
"""How many bytes between angle brackets are read; RFC 5321 allows 254."""

Flaw = Callable[[str], None]
"""Takes the code of a defect."""

_TOKEN = re.compile(
    rb"""(?P<blank>[ \t\r\n\0]+)
    | (?P<word>=\?[^?\s<>",;]{1,64}\?[bBqQ]\?[^?]*\?=)
    | (?P<special>[<>,;:)"]|\(+)
    | (?P<text>(?:[^ \t\r\n\0<>,;:()"\\=]|\\.?|=(?!\?))+|=)""",
    re.VERBOSE | re.DOTALL,
)
_QUOTED = re.compile(rb'"((?:[^"\\]|\\.)*+)"', re.DOTALL)
_PAREN = re.compile(rb"\\.|[()]", re.DOTALL)


class Token(NamedTuple):
    """A stretch of the raw value: `word` (encoded), `quoted`, `text`, `comment`, `angle`, or `,` `;` `:`."""

    kind: str
    start: int
    end: int


def tokens(source: bytes, flaw: Flaw) -> Iterator[Token]:
    """Quoted strings, comments and angle brackets whole; an opener that never closes is plain text."""
    position, size = 0, len(source)
    quotes = comments = True
    while position < size:
        match = _TOKEN.match(source, position)
        if match is None:
            return
        kind, start, position = match.lastgroup or "text", match.start(), match.end()
        if kind == "blank":
            continue
        if kind != "special":
            yield Token(kind, start, position)
            continue
        special = match[0]
        if special == b'"':
            quoted = _QUOTED.match(source, start) if quotes else None
            if quoted:
                position = quoted.end()
                yield Token("quoted", start, position)
            else:
                quotes = False
                flaw("unbalanced-quote")
        elif special.startswith(b"("):
            end = _comment_end(source, start) if comments else None
            if end:
                position = end
                yield Token("comment", start, end)
            else:
                comments = False
                flaw("unbalanced-comment")
        elif special == b"<":
            position, inner = _angle(source, start, flaw)
            yield inner
        elif special in (b",", b";", b":"):
            yield Token(special.decode(), start, position)


def _comment_end(source: bytes, start: int) -> int | None:
    depth = 0
    for match in _PAREN.finditer(source, start):
        if match[0] == b"(":
            depth += 1
        elif match[0] == b")":
            depth -= 1
            if not depth:
                return match.end()
    return None


def _angle(source: bytes, start: int, flaw: Flaw) -> tuple[int, Token]:
    """The content after `<`; repeated openers are skipped, a missing closer ends at a comma."""
    while source[start + 1 : start + 2] == b"<":
        start += 1
    inner = start + 1
    if source[inner : inner + 1] == b'"' and (quoted := _QUOTED.match(source, inner)):
        inner = quoted.end()
    end = source.find(b">", inner, inner + MAX_ADDRESS)
    again = source.find(b"<", inner, end if end >= 0 else inner + MAX_ADDRESS)
    if end < 0 or again >= 0:
        flaw("unclosed-angle-bracket")
        stops = [again] if again >= 0 else []
        comma = source.find(b",", inner, inner + MAX_ADDRESS)
        stops += [comma] if comma >= 0 else []
        end = min(stops, default=len(source))
        return end, Token("angle", start + 1, end)
    after = end + 1
    while source[after : after + 1] == b">":
        after += 1
    return after, Token("angle", start + 1, end)
