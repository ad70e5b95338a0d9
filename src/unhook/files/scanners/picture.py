"""A picture's size, a thumbnail for reports and its perceptual hash."""

from base64 import b64encode
from io import BytesIO

from unhook.files.model import Found, Sign
from unhook.files.scanner import Sample, Scanner

_THUMBNAIL = 320
_COLOURS = 64


def _scan(sample: Sample) -> Found:
    """Give the member `picture`: `width`, `height` in pixels, `frames`, `thumbnail` (a PNG of at most 320
    pixels a side, base64) and `dhash`. Rules do not see it; reports do.
    """
    from unhook.files.picture.fingerprint import dhash
    from unhook.files.picture.opened import opened

    picture = opened(sample)
    about: dict[str, object] = {"width": picture.width, "height": picture.height, "frames": picture.frames}
    signs = []
    if picture.views:
        view = picture.views[0].copy()
        about["dhash"] = dhash(view)
        if all(low == high for low, high in view.getextrema()):  # type: ignore[misc]
            signs.append(Sign("picture-of-one-colour", f"{picture.width} x {picture.height}"))
        view.thumbnail((_THUMBNAIL, _THUMBNAIL))
        written = BytesIO()
        view.quantize(_COLOURS).save(written, "PNG", optimize=True)
        about["thumbnail"] = b64encode(written.getvalue()).decode("ascii")
    if picture.frames > 1:
        signs.append(Sign("picture-animated", str(picture.frames)))
    return Found(record={"picture": about}, signs=tuple(signs), faults=picture.faults)


SCANNER = Scanner("picture", _scan, kinds=frozenset({"png", "jpg", "gif", "webp", "bmp", "tif", "ico"}))
