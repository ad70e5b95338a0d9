"""Codes that several pictures of one message make together."""

from dataclasses import replace
from typing import TYPE_CHECKING

from unhook.files.model import Found
from unhook.files.scanner import Sample, Scanner

if TYPE_CHECKING:
    from PIL import Image


def _scan(sample: Sample) -> Found:
    """Read a sample of kind `pictures` (`files.picture.pieces.packed`): give the members `qr` and `codes`,
    references, and the sign `code-split`.
    """
    from unhook.files.picture import decoded, joined, pieces
    from unhook.files.picture.opened import KINDS, opened
    from unhook.message.mime.magic import file_type

    views: list[Image.Image] = []
    for data in pieces.unpacked(sample.data):
        kind = file_type(data)
        if kind in KINDS:
            views.extend(opened(replace(sample, data=data, kind=kind)).views[:1])
    codes = joined.read(views)
    return decoded.found(((code, "") for code in codes), sample.limits, "code-split")


SCANNER = Scanner("joined", _scan, kinds=frozenset({"pictures"}))
