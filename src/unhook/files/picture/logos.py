"""Brands by their logos: silhouettes on a picture beside those of `logos.jsonl`.

Each line of that file: `name` as rules compare it, `source` (the drawing it was made of), `ratio` and `bits`
(hexadecimal) of `shapes.Shape`, and `least`, how alike a shape must be. `docs/models.md` tells what they
were made of. A brand whose mark is only its name in ordinary letters is left to the words.
"""

import json
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from PIL import Image

from unhook.files.picture import shapes
from unhook.files.picture.shapes import Box, Shape

_NARROWER = 0.87
_CLEARLY = 0.07
_CLEAR = 36


@dataclass(frozen=True, slots=True)
class Logo:
    """One drawing of a brand's logo."""

    name: str
    source: str
    ratio: float
    bits: int
    least: float


@dataclass(frozen=True, slots=True)
class Seen:
    """A logo on a picture: `confidence` is `high` or `medium`."""

    name: str
    confidence: str
    alike: float
    box: Box


def seen(image: Image.Image) -> tuple[Seen, ...]:
    """Find logos on an RGB picture, each brand once, where it shows best. In the order of the names."""
    best: dict[str, Seen] = {}
    for shape in shapes.of(image):
        for logo in _of_ratio(shape.ratio):
            alike = shapes.alike(shape.bits, logo.bits)
            if alike >= logo.least and (logo.name not in best or alike > best[logo.name].alike):
                best[logo.name] = Seen(logo.name, _confidence(shape, logo, alike), alike, shape.box)
    return tuple(best[name] for name in sorted(best))


def _confidence(shape: Shape, logo: Logo, alike: float) -> str:
    """A shape in a size at which details show, and far from those that were mistaken for it."""
    side = min(shape.box[2] - shape.box[0], shape.box[3] - shape.box[1])
    return "high" if side >= _CLEAR and alike >= min(0.97, logo.least + _CLEARLY) else "medium"


def _of_ratio(ratio: float) -> tuple[Logo, ...]:
    logos, ratios = known()
    return logos[bisect_left(ratios, ratio * _NARROWER) : bisect_left(ratios, ratio / _NARROWER)]


@cache
def known() -> tuple[tuple[Logo, ...], tuple[float, ...]]:
    """The shipped logos and their ratios, the narrowest first."""
    text = files("unhook.files.picture").joinpath("logos.jsonl").read_text("utf-8")
    rows = [json.loads(line) for line in text.splitlines()]
    logos = [
        Logo(row["name"], row["source"], row["ratio"], int(row["bits"], 16), row["least"]) for row in rows
    ]
    logos.sort(key=lambda logo: logo.ratio)
    return tuple(logos), tuple(logo.ratio for logo in logos)
