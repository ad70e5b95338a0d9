"""Brands whose logos are on a picture."""

from unhook.files.model import Found, Sign
from unhook.files.scanner import Sample, Scanner


def _scan(sample: Sample) -> Found:
    """Give the member `logo` (`brands` of {`name`, `confidence`}), and a sign `logo` for each."""
    from unhook.files.picture import logos
    from unhook.files.picture.opened import opened

    brands = logos.seen(views[0]) if (views := opened(sample).views) else ()
    if not brands:
        return Found()
    record = {"brands": [{"name": each.name, "confidence": each.confidence} for each in brands]}
    return Found({"logo": record}, signs=tuple(Sign("logo", each.name) for each in brands))


SCANNER = Scanner(
    "logo", _scan, kinds=frozenset({"png", "jpg", "gif", "webp", "bmp", "tif", "ico"}), on_demand=True
)
