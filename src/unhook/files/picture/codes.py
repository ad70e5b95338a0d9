"""QR and bar codes on a picture (`zxing-cpp`), also faint, coloured, small or inverted ones."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from PIL import Image, ImageChops, ImageFilter, ImageOps

# Those that telephones read and that no photograph or table was mistaken for; each costs a search of its own.
_FORMATS = "QRCode,MicroQRCode,RMQRCode,Aztec,DataMatrix,PDF417,Code128,EAN13"
_SQUARE = "QRCode,MicroQRCode,RMQRCode,Aztec"
_LARGE = 16_000_000
_FAINT = 200
_COLOURED = 48
_NOISE = 1.5


@dataclass(frozen=True, slots=True)
class Code:
    """`format`: zxing's name (`QR Code`, `Data Matrix`, `EAN-13`); `text` as decoded."""

    format: str
    text: str


def read(image: Image.Image) -> tuple[Code, ...]:
    """Read all codes of an RGB picture; those of the first way of looking that finds any.

    Beyond the plain look only square codes are sought: where contrast is low, in single colours, since
    a code may differ from its ground by hue alone, and beneath noise.
    """
    area = image.width * image.height
    if area > _LARGE:
        image = image.reduce(2)
    grey = image.convert("L")
    return _decoded(grey, _FORMATS) or next(
        (codes for look in _harder(image, grey) if (codes := _decoded(look, _SQUARE))), ()
    )


def plain(image: Image.Image) -> tuple[Code, ...]:
    """Read the square codes of a clean drawing."""
    return _decoded(image, _SQUARE)


def distinct(codes: Iterable[Code]) -> tuple[Code, ...]:
    """Give each code once, in order."""
    return tuple(dict.fromkeys(codes))


def _decoded(image: Image.Image, formats: str) -> tuple[Code, ...]:
    import zxingcpp

    found = zxingcpp.read_barcodes(image, formats=_named(formats))
    return distinct(Code(str(each.format), each.text) for each in found if each.text)


@cache
def _named(formats: str) -> Any:
    import zxingcpp

    return zxingcpp.barcode_formats_from_str(formats)


def _harder(image: Image.Image, grey: Image.Image) -> Iterator[Image.Image]:
    low, high = grey.getextrema()
    assert isinstance(low, int)
    assert isinstance(high, int)
    if 0 < high - low < _FAINT:
        yield ImageOps.autocontrast(grey, cutoff=1)
    red, green, blue = image.split()
    hues = (ImageChops.difference(red, green), ImageChops.difference(red, blue))
    if any(each.getextrema()[1] >= _COLOURED for each in hues):
        yield ImageOps.autocontrast(red, cutoff=1)
        yield ImageOps.autocontrast(blue, cutoff=1)
        yield ImageChops.subtract(red, green, 2, 128)
    yield grey.filter(ImageFilter.GaussianBlur(_NOISE))
