"""Glob patterns: `*` is any run of characters, `?` any one; the whole text must match."""

import re
from collections.abc import Callable
from functools import lru_cache

from unhook.message.offsets import Span

Matcher = Callable[[str], bool]


@lru_cache(maxsize=4096)
def glob(pattern: str) -> Matcher:
    """A test for texts; letter case counts (fold pattern and text before).

    The shapes that rules use (`*a*`, `a*`, `*a`, `a`) need no regular expression. Several
    stars are matched greedily piece by piece, which is linear for each piece.
    """
    if "?" in pattern:
        pieces = [_piece(piece) for piece in pattern.split("*")]
        return lambda text: _match_pieces(pieces, text)
    parts = pattern.split("*")
    if len(parts) == 1:
        return lambda text: text == pattern
    head, tail, middle = parts[0], parts[-1], [part for part in parts[1:-1] if part]
    if not head and not tail and len(middle) == 1:
        needle = middle[0]
        return lambda text: needle in text
    if not middle:
        shortest = len(head) + len(tail)
        return lambda text: len(text) >= shortest and text.startswith(head) and text.endswith(tail)

    def match(text: str) -> bool:
        if not (text.startswith(head) and text.endswith(tail)):
            return False
        place, end = len(head), len(text) - len(tail)
        for part in middle:
            found = text.find(part, place, end)
            if found < 0:
                return False
            place = found + len(part)
        return place <= end

    return match


def glob_span(pattern: str, text: str, fold: bool) -> Span | None:
    """Where the pattern's fixed characters stand in a text that it matches."""
    inner = pattern.strip("*")
    if not inner:
        return (0, len(text))
    expression = "".join({"*": r"[\s\S]*?", "?": r"[\s\S]"}.get(c) or re.escape(c) for c in inner)
    if inner.count("*") > 1:
        expression = re.escape(max(re.split(r"[*?]", inner), key=len))
    found = re.search(expression, text, re.IGNORECASE if fold else 0)
    return found.span() if found else None


def _piece(piece: str) -> re.Pattern[str]:
    """A run of fixed and `?` characters: no repetition, so no backtracking."""
    return re.compile("".join("." if c == "?" else re.escape(c) for c in piece), re.DOTALL)


def _match_pieces(pieces: list[re.Pattern[str]], text: str) -> bool:
    if len(pieces) == 1:
        return pieces[0].fullmatch(text) is not None
    first = pieces[0].match(text)
    if first is None:
        return False
    place = first.end()
    for piece in pieces[1:-1]:
        found = piece.search(text, place)
        if found is None:
            return False
        place = found.end()
    last = pieces[-1]
    start = len(text) - _length(last)
    return start >= place and last.match(text, start) is not None


def _length(piece: re.Pattern[str]) -> int:
    # A piece has no repetition, so every text it matches has the same length.
    return len(re.sub(r"\\(.)", r"\1", piece.pattern, flags=re.DOTALL))
