"""Words on a picture (`tesserocr`), in the languages whose data is installed; nothing is ever fetched."""

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from PIL import Image, ImageFilter

from unhook.files.picture.languages import data, installed

_SMALLEST = (30, 10)
_SMALL = 250_000
_LARGE = 4_000_000
_SEEN_AT = 640
_EDGE = 48
_EDGES = (0.01, 0.45)
# A picture of nothing but shapes is read as letters too, with little confidence.
_DOUBTFUL = 50
# A wrong language lowers confidence this far; noise lowers it further.
_WRONG_LANGUAGE = range(75, 93)
_CLEARLY = 3


@dataclass(frozen=True, slots=True)
class Words:
    """`text` as read; `confidence` of its words on average, 0 to 100; `finished`: whether time sufficed."""

    text: str = ""
    confidence: int = 0
    finished: bool = True


def likely(image: Image.Image) -> bool:
    """Tell cheaply whether there may be words: large enough, and neither plain nor all texture."""
    if image.width < _SMALLEST[0] or image.height < _SMALLEST[1]:
        return False
    grey = image.convert("L")
    grey.thumbnail((_SEEN_AT, _SEEN_AT), Image.Resampling.BOX)
    levels = grey.filter(ImageFilter.FIND_EDGES).histogram()
    return _EDGES[0] <= sum(levels[_EDGE:]) / (grey.width * grey.height) <= _EDGES[1]


def read(image: Image.Image, seconds: float) -> Words:
    """Read an RGB picture: in the first language, then in whichever reads its widest line better.

    Needs `languages.available()`. `seconds` bounds all of it; what is not finished by then is left out.
    """
    end = time.monotonic() + seconds
    image = _sized(image.convert("L"))
    languages = installed()
    best = _recognised(languages[0], image, end)
    if not best.finished or best.confidence not in _WRONG_LANGUAGE:
        return _trusted(best)
    strip = image.crop(_strip(languages[0], image))
    first = _recognised(languages[0], strip, end).confidence
    tried = [(_recognised(each, strip, end).confidence, each) for each in languages[1:]]
    confidence, better = max(tried, default=(0, ""))
    if confidence >= max(_WRONG_LANGUAGE.stop - 3, first + _CLEARLY):
        other = _recognised(better, image, end)
        if other.finished and other.confidence > best.confidence:
            best = other
    return _trusted(best)


def _trusted(words: Words) -> Words:
    return words if words.confidence >= _DOUBTFUL else Words(finished=words.finished)


def _sized(grey: Image.Image) -> Image.Image:
    """Give letters the size that the models were made for: small pictures doubled, giant ones reduced."""
    area = grey.width * grey.height
    if area <= _SMALL:
        return grey.resize((grey.width * 2, grey.height * 2), Image.Resampling.BICUBIC)
    return grey.reduce(2 if area <= 4 * _LARGE else 4) if area > _LARGE else grey


def _recognised(language: str, image: Image.Image, end: float) -> Words:
    left = end - time.monotonic()
    if left <= 0:
        return Words(finished=False)
    api = _api(language)
    api.SetImage(image)
    try:
        if not api.Recognize(max(1, int(left * 1000))):
            return Words(finished=False)
        text = "\n".join(_lines(api.GetUTF8Text()))
        return Words(text, api.MeanTextConf() if text else 0)
    finally:
        api.Clear()


def _lines(text: str) -> Iterator[str]:
    return (line.strip() for line in text.splitlines() if line.strip())


def _strip(language: str, image: Image.Image) -> tuple[int, int, int, int]:
    """The widest line, as left, top, right, bottom."""
    api = _api(language)
    api.SetImage(image)
    boxes = [box for _, box, *_ in api.GetTextlines()]
    api.Clear()
    if not boxes:
        return (0, 0, *image.size)
    line = max(boxes, key=lambda box: box["w"])
    top = max(0, line["y"] - line["h"] // 2)
    return (0, top, image.width, min(image.height, top + line["h"] * 2))


@cache
def _api(language: str) -> Any:
    """A warm reader of one language; it uses one thread."""
    os.environ["OMP_THREAD_LIMIT"] = "1"
    import tesserocr

    api = tesserocr.PyTessBaseAPI(path=str(data()), lang=language)
    api.SetVariable("debug_file", os.devnull)
    return api
