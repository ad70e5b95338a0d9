"""Whether a PDF is too heavy to draw: PDFium unpacks what a page needs without asking for a limit."""

from typing import Any

from unhook.files.collecting import Collecting
from unhook.files.pdf.values import name, number

_LIGHT = 16 * 1024
"""Packed once, so many bytes become no more than 17 million: Flate's ratio is at most 1,032."""


def too_heavy(value: Any, out: Collecting) -> bool:
    """Judge one stream: a picture by its pixels, all else by unpacking it within limits."""
    if name(value.get("/Subtype")) == "Image":
        pixels = number(value.get("/Width")) * number(value.get("/Height"))
        if pixels > out.limits.picture_pixels:
            out.fault("limit:picture_pixels", f"{pixels:.0f} pixels")
            return True
        return False
    import pikepdf

    filters = value.get("/Filter")
    chained = isinstance(filters, pikepdf.Array) and len(filters) > 1
    if not chained and number(value.get("/Length")) <= _LIGHT:
        return False
    try:
        size = len(value.read_bytes())
    except pikepdf.DataDecodingError as error:
        if "limit exceeded" in str(error):
            out.fault("limit:ratio", "page")
            return True
        return False
    except pikepdf.PdfError:
        return False
    return not out.spend(size, "page")
