"""Links on the pages of a PDF, with where they stand (ISO 32000-1 section 12.5.6.5)."""

from typing import Any

from unhook.files.collecting import Collecting
from unhook.files.pdf import actions
from unhook.files.pdf.values import is_dictionary, name, number

BIG = 0.5
"""A link is big that covers this share of its page."""


def read(pdf: Any, out: Collecting) -> None:
    """Tell of every link; `pdf-one-big-link` where a link that leads out covers most of a page."""
    import pikepdf

    left = out.limits.objects
    for index, each in enumerate(pdf.pages):
        if index >= out.limits.text_pages:
            out.fault("limit:text_pages", "links")
            return
        page = each.obj
        notes = page.get("/Annots")
        if not isinstance(notes, pikepdf.Array):
            continue
        box = _box(page)
        left -= len(notes)
        if left < 0:
            out.fault("limit:objects", "annotations")
            return
        for at in range(len(notes)):
            note = notes[at]
            if isinstance(note, pikepdf.Dictionary) and name(note.get("/Subtype")) in ("Link", "Widget"):
                _link(note, index + 1, box, out)


def _link(note: Any, page: int, box: tuple[float, float, float, float], out: Collecting) -> None:
    action = note.get("/A")
    if not is_dictionary(action):
        return
    left, bottom, right, top = _rectangle(note.get("/Rect"))
    place = f"page {page} at {left:.0f},{bottom:.0f} to {right:.0f},{top:.0f}"
    actions.read(action, out, place)
    width, height = box[2] - box[0], box[3] - box[1]
    share = (right - left) * (top - bottom) / (width * height) if width > 0 and height > 0 else 0.0
    if share >= BIG and name(action.get("/S")) == "URI":
        out.sign("pdf-one-big-link", f"page {page}: {min(share, 1):.0%}")


def _box(page: Any) -> tuple[float, float, float, float]:
    """The page's size in points; it may be inherited, but no further than a tree is deep."""
    for _ in range(20):
        if not is_dictionary(page):
            break
        if (box := page.get("/MediaBox")) is not None:
            return _rectangle(box)
        page = page.get("/Parent")
    return (0.0, 0.0, 612.0, 792.0)


def _rectangle(value: Any) -> tuple[float, float, float, float]:
    import pikepdf

    if not isinstance(value, pikepdf.Array) or len(value) < 4:
        return (0.0, 0.0, 0.0, 0.0)
    one, two, three, four = (number(value[at]) for at in range(4))
    return (min(one, three), min(two, four), max(one, three), max(two, four))
