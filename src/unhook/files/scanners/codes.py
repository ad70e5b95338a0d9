"""QR and bar codes on pictures."""

from unhook.files.model import Found
from unhook.files.scanner import Sample, Scanner


def _scan(sample: Sample) -> Found:
    """Give the members `qr` and `codes`, references and signs (`files.picture.decoded.found`).

    A fault of the picture is told by the scanner `picture`.
    """
    from unhook.files.picture import codes, decoded
    from unhook.files.picture.opened import opened

    views = opened(sample).views
    seen: dict[codes.Code, str] = {}
    for number, view in enumerate(views, 1):
        for code in codes.read(view):
            seen.setdefault(code, f"frame {number}" if len(views) > 1 else "")
    return decoded.found(seen.items(), sample.limits)


SCANNER = Scanner("codes", _scan, kinds=frozenset({"png", "jpg", "gif", "webp", "bmp", "tif", "ico"}))
