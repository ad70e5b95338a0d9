"""Codes drawn without a picture (`grids`)."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from PIL import Image

from unhook.files.picture import grids
from unhook.files.picture.codes import Code, distinct, plain
from unhook.files.picture.grids import Grid
from unhook.limits import Limits

_DRAWINGS = 20
_UNIT = 4
_QUIET = 4 * _UNIT


@dataclass(frozen=True, slots=True)
class Drawn:
    """A code and what it was drawn in: `text` or `table`."""

    code: Code
    medium: str


def in_text(text: str) -> tuple[Drawn, ...]:
    """Read codes drawn in characters."""
    return _read(grids.in_text(text), "text")


def in_html(source: str, limits: Limits) -> tuple[Drawn, ...]:
    """Read codes drawn in the background colours of table cells or boxes, or in an HTML page's characters."""
    return _read(grids.in_boxes(source, limits), "table") + _read(grids.in_page(source), "text")


def _read(drawings: Iterable[Grid], medium: str) -> tuple[Drawn, ...]:
    found: list[Code] = []
    for grid in islice(drawings, _DRAWINGS):
        found.extend(plain(_drawing(grid)))
    return tuple(Drawn(code, medium) for code in distinct(found))


def _drawing(grid: Grid) -> Image.Image:
    """Give a picture of a grid, four pixels a square, with a light margin."""
    width = max(map(len, grid))
    pixels = b"".join(bytes(0 if dark else 255 for dark in row).ljust(width, b"\xff") for row in grid)
    small = Image.frombytes("L", (width, len(grid)), pixels)
    sheet = Image.new("L", (width * _UNIT + 2 * _QUIET, len(grid) * _UNIT + 2 * _QUIET), 255)
    sheet.paste(small.resize((width * _UNIT, len(grid) * _UNIT), Image.Resampling.NEAREST), (_QUIET, _QUIET))
    return sheet
