"""Drawings made without a picture: in block characters, in `##` and blanks, in coloured table cells.

Light, since every mail is looked through for them; whether one is a code, `drawn` tells.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from html import unescape

from turbohtml import Document, Element

from unhook.limits import Limits
from unhook.message.body import colours, tree
from unhook.message.body.colours import Colour
from unhook.message.body.presentation import Presentation

# The four quarters of a character cell: upper left, upper right, lower left, lower right.
_QUARTERS = {
    "█": "1111", "▀": "1100", "▄": "0011", "▌": "1010", "▐": "0101", "▘": "1000", "▝": "0100", "▖": "0010",
    "▗": "0001", "▙": "1011", "▛": "1110", "▜": "1101", "▟": "0111", "▚": "1001", "▞": "0110",
} | dict.fromkeys("■▓⬛#@XxMW*1", "1111") | dict.fromkeys(" \u00a0\u2003\u3000░□⬜.-_0", "0000")  # fmt: skip
_QUADRANTS = frozenset("▌▐▘▝▖▗▙▛▜▟▚▞")
_HALVES = frozenset("▀▄")
# The smallest codes: a Micro QR code has 11 modules a side, a QR code 21.
_MODULES = 11
_MOST = 400
_LEVELS = 6
# More than the largest code has, and more than any page of a mail.
_CELLS = 200_000
_MIDDLE = 140
_CLEAR = 0.5
_BREAK = re.compile(r"\r\n|[\n\r\u2028\x0b\x0c]")
_LINE_END = re.compile(r"<(?:br|/p|/div|/tr|/li|pre)(?=[\s/>])[^<>]*>", re.I)
_TAG = re.compile(r"<[^<>]*>")
_HINT = re.compile("[▀▄█▌▐■▓⬛]|##|@@|XX|&#|&block;")

Grid = Sequence[Sequence[int]]
"""Rows of squares, dark (1) or light (0)."""


def in_text(text: str) -> Iterator[Grid]:
    """Give drawings in characters that are large enough for a code."""
    return filter(_is_large, (grid for lines in _stretches(_BREAK.split(text)) for grid in _of_text(lines)))


def in_boxes(source: str, limits: Limits) -> Iterator[Grid]:
    """Give drawings in the background colours of an HTML page's table cells or boxes."""
    document, _ = tree.build(source, limits)
    return filter(_is_large, _of_document(document))


def in_page(source: str) -> Iterator[Grid]:
    """Give drawings in an HTML page's characters."""
    return in_text(_lines(source)) if _HINT.search(source) else iter(())


def _lines(source: str) -> str:
    """Give a page's characters with every blank kept, as drawings need them; not for reading."""
    return unescape(_TAG.sub("", _LINE_END.sub("\n", source)))


def _is_large(grid: Grid) -> bool:
    return len(grid) >= _MODULES and max(map(len, grid)) >= _MODULES and any(map(any, grid))


def _stretches(lines: Iterable[str]) -> Iterator[list[str]]:
    """Give runs of lines that are nothing but drawing."""
    run: list[str] = []
    for line in (*lines, "end"):
        if _draws(line):
            run.append(line)
            continue
        if len(run) >= _MODULES // 2 and any(each.strip() for each in run):
            yield run
        run = []


def _draws(line: str) -> bool:
    return len(line) <= 2 * _MOST and all(each in _QUARTERS for each in line)


def _of_text(lines: list[str]) -> Iterator[Grid]:
    """Give the grids that a drawing may mean. A character is about twice as high as wide: a quarter or
    half of one is a square, or two whole ones are, or one where the drawer did not care.
    """
    used = set().union(*lines)
    margin = min(len(line) - len(line.lstrip()) for line in lines if line.strip())
    width = max(len(line.rstrip()) for line in lines) - margin
    grid = [row for line in lines[:_MOST] for row in _halves(line[margin:].rstrip().ljust(width))]
    if used & _QUADRANTS:
        yield grid
    elif used & _HALVES:
        yield [row[::2] for row in grid]
    else:
        yield [row[::4] for row in grid[::2]]
        yield [row[::2] for row in grid[::2]]


def _halves(line: str) -> tuple[list[int], list[int]]:
    quarters = [_QUARTERS[each] for each in line]
    return [int(bit) for four in quarters for bit in four[:2]], [
        int(bit) for four in quarters for bit in four[2:]
    ]


def _of_document(document: Document) -> Iterator[Grid]:
    presentation = Presentation()
    presentation.read(document)
    rows: list[list[int]] = []
    for row in _rows(document, presentation):
        if rows and len(row) != len(rows[-1]):
            yield rows
            rows = []
        rows.append(row)
    if rows:
        yield rows


def _rows(document: Document, presentation: Presentation) -> Iterator[list[int]]:
    """Give elements whose children are many small boxes as rows of squares, in the document's order."""
    left = _CELLS
    for element in document.find_all(True):
        cells = _elements(element)
        left -= len(cells)
        if left < 0:
            return
        if 3 <= len(cells) <= _MOST and all(len(_elements(cell)) <= 1 for cell in cells):
            ground = _ground(element, presentation)
            row = [dark for cell in cells for dark in _squares(cell, presentation, ground)]
            if _MODULES <= len(row) <= _MOST:
                yield row


def _ground(row: Element, presentation: Presentation) -> Colour:
    """Give the colour that shows through cells without one: the row's, the table's, white."""
    at: object = row
    for _ in range(_LEVELS):
        if not isinstance(at, Element):
            break
        if (own := _background(at, presentation)) is not None:
            return own
        at = at.parent
    return colours.WHITE


def _squares(cell: Element, presentation: Presentation, ground: Colour) -> list[int]:
    inner = next(iter(_elements(cell)), cell)
    colour = _background(inner, presentation) or _background(cell, presentation) or ground
    dark = 0.299 * colour[0] + 0.587 * colour[1] + 0.114 * colour[2] < _MIDDLE
    return [int(dark)] * _number(cell.attr("colspan"))


def _background(element: Element, presentation: Presentation) -> Colour | None:
    style = presentation.of(element, element.tag)
    colour = style.background if style is not None else None
    return colour if colour is not None and colour[3] > _CLEAR else None


def _elements(element: Element) -> list[Element]:
    return [child for child in element.children if isinstance(child, Element)]


def _number(text: str | None) -> int:
    return max(1, min(_MOST, int(text))) if text and text.isascii() and text.isdigit() else 1
