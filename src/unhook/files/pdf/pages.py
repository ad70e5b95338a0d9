"""The pages of a PDF by PDFium: the words on them, and pictures of those that words alone don't tell."""

from dataclasses import dataclass
from io import BytesIO
from math import sqrt
from typing import Any

from unhook.files.collecting import Collecting

DPI = 150
_POINTS = 72
_FEW_CHARS = 200
"""A page with fewer characters is drawn: its words may be in a picture."""
_FIRST_PAGES = 2
"""Drawn in any case: logos, codes and buttons of lines stand there."""


@dataclass(frozen=True, slots=True)
class Pages:
    """`pictures`: pages drawn; `chars`: read."""

    pictures: int = 0
    chars: int = 0


def read(data: bytes, password: str, out: Collecting, draw: bool = True) -> Pages:
    """Words of the first `text_pages`, pictures of at most `pages`; raises `pypdfium2.PdfiumError`."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data, password=password or None)
    try:
        return _read(document, out, draw)
    finally:
        document.close()


def _read(document: Any, out: Collecting, draw: bool) -> Pages:
    import pypdfium2

    pictures = chars = 0
    total = len(document)
    for index in range(min(total, out.limits.text_pages)):
        try:
            page = document[index]
        except pypdfium2.PdfiumError:
            out.fault("damaged", f"page {index + 1}")
            continue
        words = _words(page, out.limits.text_chars - chars)
        chars += len(words)
        more = out.text(words, f"page {index + 1}")
        if draw and pictures < out.limits.pages and (index < _FIRST_PAGES or _worth_it(page, words)):
            pictures += _picture(page, index + 1, out)
        page.close()
        if not more:
            break
    if total > out.limits.text_pages:
        out.fault("limit:text_pages", f"{total} pages")
    return Pages(pictures, chars)


def _words(page: Any, room: int) -> str:
    words = page.get_textpage()
    try:
        count = min(words.count_chars(), room + 1)
        return str(words.get_text_range(0, count)).replace("\r\n", "\n") if count > 0 else ""
    finally:
        words.close()


def _worth_it(page: Any, words: str) -> bool:
    """Whether little is written there, or something is shown besides."""
    from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

    if len(words.strip()) < _FEW_CHARS:
        return True
    return any(True for _ in page.get_objects(filter=[FPDF_PAGEOBJ_IMAGE], max_depth=2))


def _picture(page: Any, number: int, out: Collecting) -> bool:
    width, height = page.get_size()
    if not 0 < width < 1e7 or not 0 < height < 1e7:
        out.fault("damaged", f"page {number}: {width:g} by {height:g} points")
        return False
    scale = min(DPI / _POINTS, sqrt(out.limits.page_pixels / (width * height)))
    if width * scale < 1 or height * scale < 1:
        out.fault("limit:page_pixels", f"page {number}: {width:g} by {height:g} points")
        return False
    # Forms are drawn as they are read; nothing of them runs, as PDFium comes without a script engine.
    bitmap = page.render(scale=scale, may_draw_forms=False)
    picture = bitmap.to_pil()
    bitmap.close()
    buffer = BytesIO()
    # A third of PNG's time and half its size; colours stay whole, as logos are compared by them.
    picture.save(buffer, "JPEG", quality=90, subsampling=0)
    out.child(buffer.getvalue(), f"page {number}", "page picture", "image/jpeg")
    return True
