"""Codes cut into several pictures of one message, which only lie side by side when the mail is shown."""

from collections.abc import Iterator, Sequence
from itertools import pairwise, permutations

from PIL import Image, ImageOps

from unhook.files.picture.codes import Code, distinct, plain

_SIDE = range(8, 1_200)
_ALIKE = 3
_TRIES = 60
_PICTURES = 40
_QUIET = 16


def read(pictures: Sequence[Image.Image]) -> tuple[Code, ...]:
    """Read codes that neighbours make together: halves and strips beside or below one another, quarters.

    Takes RGB pictures in the mail's order; those without the size of a code's part are passed over.
    """
    parts = [each for each in pictures if each.width in _SIDE and each.height in _SIDE][:_PICTURES]
    found: list[Code] = []
    for tries, sheet in enumerate(_sheets(parts)):
        if tries >= _TRIES:
            break
        found.extend(plain(ImageOps.expand(sheet.convert("L"), _QUIET, 255)))
    return distinct(found)


def _sheets(parts: Sequence[Image.Image]) -> Iterator[Image.Image]:
    yield from (_row(run) for run in _runs(parts, 1))
    yield from (_column(run) for run in _runs(parts, 0))
    for at in range(len(parts) - 3):
        four = parts[at : at + 4]
        if all(_alike(one.size[axis], four[0].size[axis]) for one in four for axis in (0, 1)):
            # By rows, by columns, then in the other orders in which files may have been attached.
            for a, b, c, d in sorted(permutations(four), key=lambda order: order[0] is not four[0]):
                yield _column((_row((a, b)), _row((c, d))))
    for one, other in pairwise(parts):
        if _alike(one.height, other.height):
            yield _row((other, one))
            yield _row((one, other))
        if _alike(one.width, other.width):
            yield _column((other, one))
            yield _column((one, other))


def _runs(parts: Sequence[Image.Image], axis: int) -> Iterator[Sequence[Image.Image]]:
    """Give longest stretches of neighbours with one height (axis 1) or width (axis 0)."""
    start = 0
    for at in range(1, len(parts) + 1):
        if at == len(parts) or not _alike(parts[at].size[axis], parts[start].size[axis]):
            if at - start > 1:
                yield parts[start:at]
            start = at


def _alike(one: int, other: int) -> bool:
    return abs(one - other) <= _ALIKE


def _row(parts: Sequence[Image.Image]) -> Image.Image:
    return _sheet([(part, sum(each.width for each in parts[:at]), 0) for at, part in enumerate(parts)])


def _column(parts: Sequence[Image.Image]) -> Image.Image:
    return _sheet([(part, 0, sum(each.height for each in parts[:at])) for at, part in enumerate(parts)])


def _sheet(placed: Sequence[tuple[Image.Image, int, int]]) -> Image.Image:
    width = max(part.width + left for part, left, _ in placed)
    height = max(part.height + top for part, _, top in placed)
    sheet = Image.new("RGB", (width, height), "white")
    for part, left, top in placed:
        sheet.paste(part, (left, top))
    return sheet
