"""A picture's bytes to pixels as a person sees them, within bounds.

The size is known from the header, before anything is decoded; only the formats that mail readers show are
tried. What can be seen of a damaged picture is given with a fault.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO

from PIL import Image, ImageFile, ImageStat

from unhook.files.model import Fault
from unhook.files.scanner import Sample

FORMATS = {
    "png": "PNG", "jpg": "JPEG", "gif": "GIF", "webp": "WEBP", "bmp": "BMP", "tif": "TIFF", "ico": "ICO",
}  # fmt: skip
KINDS = frozenset(FORMATS)
"""Kinds by content (`message.mime.magic`) of pictures that can be opened."""

_ANIMATED = frozenset({"GIF", "WEBP", "PNG"})
_DARK = (40, 40, 40)
_WHITE = (255, 255, 255)
_LIGHT = 200


@dataclass(frozen=True, slots=True)
class Picture:
    """`width`, `height` in pixels; `frames`: how many there are, as far as was counted.

    `views`: what to look at, RGB: the picture, pages of a TIFF, moments of an animation evenly apart.
    """

    width: int = 0
    height: int = 0
    frames: int = 0
    views: tuple[Image.Image, ...] = ()
    faults: tuple[Fault, ...] = ()


@lru_cache(maxsize=1)
def opened(sample: Sample) -> Picture:
    """Decode a picture. The last one is kept, since several scanners look at the same one.

    Never raises on content: what cannot be read is a fault `damaged`, what is too large
    `limit:picture_pixels`, pages not looked at `limit:pages`, moments not reached `limit:frames`.
    """
    limits = sample.limits
    try:
        image = header(sample)
    except Exception as error:
        return Picture(faults=(Fault("damaged", _told(error)),))
    width, height = image.size
    if width * height > limits.picture_pixels:
        return Picture(width, height, faults=(Fault("limit:picture_pixels", f"{width} x {height}"),))
    # Pictures within an icon tell their own size; Pillow raises at the double of this one.
    Image.MAX_IMAGE_PIXELS = limits.picture_pixels
    try:
        if image.format in _ANIMATED and getattr(image, "is_animated", False):
            return _animation(sample, image)
        if image.format == "TIFF":
            return _pages(sample, image)
        return Picture(width, height, 1, (_seen(image),))
    except Exception as error:
        return _what_is_left(sample, Picture(width, height, 1, faults=(Fault("damaged", _told(error)),)))


def header(sample: Sample) -> ImageFile.ImageFile:
    """Read a picture's header alone, for its metadata. Raises what Pillow raises."""
    Image.MAX_IMAGE_PIXELS = None
    return Image.open(BytesIO(sample.data), formats=(FORMATS[sample.kind],))


def _animation(sample: Sample, image: ImageFile.ImageFile) -> Picture:
    width, height = image.size
    limits = sample.limits
    frames: int = getattr(image, "n_frames", 1)
    budget = limits.picture_pixels // max(1, width * height)
    within = max(1, min(frames, limits.frames, budget))
    faults = (Fault("limit:frames", f"{frames}"),) if within < frames else ()
    wanted = min(within, limits.pages)
    chosen = {index * (within - 1) // max(1, wanted - 1) for index in range(wanted)}
    views = tuple(_seen(image) for _ in _sought(image, sorted(chosen)))
    return Picture(width, height, frames, views, faults)


def _pages(sample: Sample, image: ImageFile.ImageFile) -> Picture:
    width, height = image.size
    views: list[Image.Image] = []
    faults: tuple[Fault, ...] = ()
    pixels = 0
    for page in _sought(image, range(sample.limits.pages + 1)):
        pixels += image.width * image.height
        if page == sample.limits.pages:
            faults = (Fault("limit:pages", "tif"),)
        elif pixels > sample.limits.picture_pixels:
            faults = (Fault("limit:picture_pixels", f"page {page + 1}"),)
        else:
            views.append(_seen(image))
            continue
        break
    return Picture(width, height, len(views), tuple(views), faults)


def _sought(image: ImageFile.ImageFile, frames: Iterator[int] | range | list[int]) -> Iterator[int]:
    for frame in frames:
        try:
            image.seek(frame)
        except EOFError:
            return
        yield frame


def _what_is_left(sample: Sample, picture: Picture) -> Picture:
    ImageFile.LOAD_TRUNCATED_IMAGES = True
    try:
        views = (_seen(header(sample)),)
    except Exception:
        return picture
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = False
    return Picture(picture.width, picture.height, 1, views, picture.faults)


def _seen(image: Image.Image) -> Image.Image:
    """Give a frame over white, or over dark grey where white would hide what is drawn in white."""
    if image.mode in ("RGB", "L"):
        image.load()
        return image.convert("RGB")
    if image.mode.startswith("I;16") or image.mode in ("I", "F"):
        return _levels(image)
    if not image.has_transparency_data:
        return image.convert("RGB")
    layer = image.convert("RGBA")
    alpha = layer.getchannel("A")
    drawn = layer.convert("RGB")
    solid = alpha.point(lambda value: 255 if value > 127 else 0)
    stat = ImageStat.Stat(drawn.convert("L"), mask=solid)
    light = bool(stat.count[0]) and stat.mean[0] > _LIGHT
    ground = Image.new("RGB", layer.size, _DARK if light else _WHITE)
    ground.paste(drawn, mask=alpha)
    return ground


def _levels(image: Image.Image) -> Image.Image:
    """Bring more than 256 levels of grey down to 256, as far apart as they are used."""
    plain = image.convert("F")
    low, high = plain.getextrema()
    assert isinstance(low, float)
    assert isinstance(high, float)
    scale = 255 / (high - low) if high > low else 0.0
    return plain.point(lambda value: value * scale - low * scale).convert("L").convert("RGB")


def _told(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:200]
