"""Where a document's text stands in its source, worked out only when somebody asks.

The tree knows its text but not the places, the tokens know both: the tree's text nodes are
found one after the other in the tokens' text.
"""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from turbohtml import TokenType, tokenize

from unhook.message.offsets import Span

Runs = tuple[tuple[int, int], ...]

_RAW = frozenset({"script", "style", "title", "iframe", "noembed", "noframes"})
# A text node out of order (a table's stray text) costs a search through everything.
_MAX_STRAY = 50


class Places:
    """Places in `source` of the text nodes of the document made of it.

    A node's characters are counted on from the end of the one before it; `nodes` holds
    (count at its start, its text).
    """

    __slots__ = ("_nodes", "_runs", "_source")

    def __init__(self, source: str, nodes: Sequence[tuple[int, str]]) -> None:
        self._source = source
        self._nodes = nodes
        self._runs: list[tuple[int, int]] | None = None

    def of(self, runs: Sequence[tuple[int, int]], length: int) -> Runs:
        """Lead `runs` of (text offset, count) of a text so long on to (text offset, source offset)."""
        return led(runs, length, self._to_source())

    def spans(self, ranges: Sequence[Span]) -> tuple[Span, ...]:
        """Lead ranges of counts to ranges of the source."""
        to_source = self._to_source()
        return tuple((_place(to_source, start), _place(to_source, end - 1) + 1) for start, end in ranges)

    def _to_source(self) -> list[tuple[int, int]]:
        if self._runs is None:
            self._runs = self._aligned()
        return self._runs

    def _aligned(self) -> list[tuple[int, int]]:
        pieces, places = _text_tokens(self._source)
        starts = list(accumulate(map(len, pieces), initial=0))
        text = "".join(pieces)
        runs: list[tuple[int, int]] = []
        cursor = strays = 0
        for count, data in self._nodes:
            if data.isspace():
                continue
            found = text.find(data, cursor)
            if found < 0:
                if strays >= _MAX_STRAY:
                    continue
                strays += 1
                found = text.find(data)
                if found < 0:
                    continue
            else:
                cursor = found + len(data)
            at = bisect_right(starts, found) - 1
            runs.append((count, places[at] + found - starts[at]))
            end = found + len(data)
            at += 1
            while at < len(pieces) and starts[at] < end:
                runs.append((count + starts[at] - found, places[at]))
                at += 1
        return runs


def led(runs: Sequence[tuple[int, int]], length: int, onward: Sequence[tuple[int, int]]) -> Runs:
    """Put two maps together: `runs` of a text of `length` lead to where `onward` begins."""
    both: list[tuple[int, int]] = []
    for number, (text, middle) in enumerate(runs):
        end = (runs[number + 1][0] if number + 1 < len(runs) else length) - text + middle
        at = bisect_right(onward, middle, key=_start)
        start, place = onward[at - 1] if at else (0, 0)
        both.append((text, place + middle - start))
        while at < len(onward) and onward[at][0] < end:
            both.append((text + onward[at][0] - middle, onward[at][1]))
            at += 1
    return tuple(both)


def _start(run: tuple[int, int]) -> int:
    return run[0]


def _place(runs: Sequence[tuple[int, int]], count: int) -> int:
    at = bisect_right(runs, count, key=_start)
    start, place = runs[at - 1] if at else (0, 0)
    return place + count - start


def _text_tokens(source: str) -> tuple[list[str], list[int]]:
    """Give the text of the document's tokens, piece by piece, and each piece's place."""
    lines = list(accumulate((len(line) + 1 for line in source.split("\n")), initial=0))
    pieces: list[str] = []
    places: list[int] = []
    raw = False
    for token in tokenize(source, resolve_references=False, capture_attributes=False):
        if token.type is TokenType.START_TAG:
            raw = token.tag in _RAW
        elif token.type is TokenType.END_TAG:
            raw = False
        elif not raw and (token.type is TokenType.TEXT or token.type is TokenType.CHARACTER_REFERENCE):
            pieces.append(token.data or "")
            places.append(lines[token.line - 1] + token.col)
    return pieces, places
