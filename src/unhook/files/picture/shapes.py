"""Shapes on a picture: what stands out from a ground, as silhouettes that can be compared.

A silhouette is the same in any size and colour, and survives compression.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image, ImageChops

SIDE = 32
CELLS = SIDE * SIDE
_LONGEST = 800
_DIFFERENT = 56
_SMALLEST = 12
_LONG = 9.0
_GROUND_SHARE = 0.12
_GROUNDS = 3
_GAPS = (1, 3, 7)
_INNER_AREA = 400
_SHAPES = 300
_INNER = 40
_RUN = re.compile(rb"\xff+")

Box = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Shape:
    """A silhouette of 32 x 32 cells as bits, row by row, stretched to a square.

    `ratio`: width by height before; `box`: where on the picture as it was looked at.
    """

    bits: int
    ratio: float
    box: Box = (0, 0, 0, 0)


def alike(one: int, other: int) -> float:
    """Tell how alike two silhouettes are, as the correlation of their cells: 1 equal, 0 unrelated."""
    a, b = one.bit_count(), other.bit_count()
    spread = a * b * (CELLS - a) * (CELLS - b)
    if not spread:
        return 0.0
    return float((CELLS * (one & other).bit_count() - a * b) / spread**0.5)


def of(image: Image.Image) -> Iterator[Shape]:
    """Give the shapes of an RGB picture: whole ones on its main colours, then what stands within these."""
    scale = min(1.0, _LONGEST / max(image.size))
    small = image
    if scale < 1:
        size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
        small = image.resize(size, Image.Resampling.BOX)
    outer: dict[Box, None] = {}
    for ground in _grounds(small):
        for shape in _on(small, ground, (0, 0)):
            if shape.box not in outer or len(outer) < _SHAPES:
                outer[shape.box] = None
                yield shape
    roomy = (box for box in outer if _area(box) >= _INNER_AREA)
    for box in sorted(roomy, key=_area, reverse=True)[:_INNER]:
        inner = small.crop(box)
        for ground in _grounds(inner)[:1]:
            yield from _on(inner, ground, box[:2])


def silhouette(mask: Image.Image) -> Shape | None:
    """Give the shape of a mask (255 where it is), cut to its extent; None where there is nothing."""
    extent = mask.getbbox()
    if extent is None:
        return None
    cut = mask.crop(extent)
    cells = cut.resize((SIDE, SIDE), Image.Resampling.BOX).point(lambda value: 255 if value > 127 else 0)
    bits = int.from_bytes(cells.convert("1").tobytes(), "big")
    return Shape(bits, cut.width / cut.height, box=extent)


def standing_out(image: Image.Image, ground: tuple[int, int, int]) -> Image.Image:
    """Give the mask of what differs from a colour."""
    red, green, blue = ImageChops.difference(image, Image.new("RGB", image.size, ground)).split()
    most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    return most.point(lambda value: 255 if value > _DIFFERENT else 0)


def _grounds(image: Image.Image) -> list[tuple[int, int, int]]:
    """Give the colours that cover most of a picture, the commonest first."""
    reduced = image.quantize(8, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    palette = reduced.getpalette() or []
    counts = sorted(reduced.getcolors(256) or (), reverse=True)
    area = image.width * image.height
    chosen: list[tuple[int, int, int]] = []
    for count, index in counts:
        assert isinstance(index, int)
        red, green, blue = palette[index * 3 : index * 3 + 3]
        near = any(max(abs(red - r), abs(green - g), abs(blue - b)) < _DIFFERENT for r, g, b in chosen)
        if count >= area * _GROUND_SHARE and not near:
            chosen.append((red, green, blue))
    return chosen[:_GROUNDS]


def _on(image: Image.Image, ground: tuple[int, int, int], corner: tuple[int, int]) -> Iterator[Shape]:
    mask = standing_out(image, ground)
    seen: set[Box] = set()
    for gap in _GAPS:
        # Parts that lie less than a coarse cell apart are one shape.
        coarse = mask.reduce(gap).point(lambda value: 255 if value else 0) if gap > 1 else mask
        for cells in _boxes(coarse, gap):
            box = cells[0] * gap, cells[1] * gap, cells[2] * gap, cells[3] * gap
            shape = silhouette(mask.crop(box))
            if shape is None:
                continue
            left, top, right, bottom = shape.box
            place = (box[0] + left, box[1] + top, box[0] + right, box[1] + bottom)
            if place in seen or not _fits(place):
                continue
            seen.add(place)
            yield Shape(shape.bits, shape.ratio, _moved(place, corner))


def _moved(box: Box, corner: tuple[int, int]) -> Box:
    return box[0] + corner[0], box[1] + corner[1], box[2] + corner[0], box[3] + corner[1]


def _fits(box: Box, unit: int = 1) -> bool:
    width, height = box[2] - box[0], box[3] - box[1]
    return min(width, height) * unit >= _SMALLEST and 1 / _LONG <= width / height <= _LONG


def _area(box: Box) -> int:
    return (box[2] - box[0]) * (box[3] - box[1])


def _boxes(mask: Image.Image, unit: int) -> list[Box]:
    """Give the extents of the connected parts of a mask of `unit` pixels a cell, the largest first."""
    width, pixels = mask.width, mask.tobytes()
    boxes: list[list[int]] = []
    parents: list[int] = []
    above: list[tuple[int, int, int]] = []

    def root(label: int) -> int:
        while parents[label] != label:
            parents[label] = parents[parents[label]]
            label = parents[label]
        return label

    for row in range(mask.height):
        line: list[tuple[int, int, int]] = []
        at = 0
        for match in _RUN.finditer(pixels, row * width, (row + 1) * width):
            start, end = match.start() - row * width, match.end() - row * width
            while at < len(above) and above[at][1] < start:
                at += 1
            label = -1
            look = at
            while look < len(above) and above[look][0] <= end:
                other = root(above[look][2])
                if label < 0:
                    label = other
                elif other != label:
                    parents[other] = label
                    _widen(boxes[label], *boxes[other])
                look += 1
            if label < 0:
                label = len(boxes)
                parents.append(label)
                boxes.append([start, row, end, row + 1])
            else:
                _widen(boxes[label], start, row, end, row + 1)
            line.append((start, end, label))
        above = line
    whole = [(b[0], b[1], b[2], b[3]) for label, b in enumerate(boxes) if parents[label] == label]
    return sorted((box for box in whole if _fits(box, unit)), key=_area, reverse=True)[:_SHAPES]


def _widen(box: list[int], left: int, top: int, right: int, bottom: int) -> None:
    box[0], box[1] = min(box[0], left), min(box[1], top)
    box[2], box[3] = max(box[2], right), max(box[3], bottom)
