"""Printable runs of a file, as `strings` prints them: ASCII, and ASCII written as UTF-16."""

import re

from unhook.files.model import Fault, Found
from unhook.files.scanner import Sample, Scanner

_RUN = re.compile(rb"[\x20-\x7e]{4,}")
_WIDE = re.compile(rb"(?:[\x20-\x7e]\0){6,}")
_PACKED = frozenset(
    [
        "png",
        "jpg",
        "gif",
        "webp",
        "bmp",
        "tif",
        "ico",
        "zip",
        "gz",
        "bz2",
        "xz",
        "zst",
        "rar",
        "7z",
        "cab",
        "docx",
        "xlsx",
        "pptx",
        "mp4",
        "mp3",
        "woff",
    ]
)
_SOME = 200


def scan(sample: Sample) -> Found:
    """At most `limits.strings` runs of `limits.text_chars` characters together; of packed data a few."""
    limits = sample.limits
    most = _SOME if sample.kind in _PACKED else limits.strings
    runs: list[str] = []
    left = limits.text_chars
    for pattern in (_RUN, _WIDE):
        for match in pattern.finditer(sample.data):
            if len(runs) >= most or left <= 0:
                break
            run = match[0].replace(b"\0", b"")[:left].decode("ascii")
            runs.append(run)
            left -= len(run)
    cut = sample.kind not in _PACKED and (len(runs) >= most or left <= 0)
    faults = (Fault("limit:strings" if len(runs) >= most else "limit:text_chars", "strings"),) if cut else ()
    return Found({"strings": {"raw": "\n".join(runs), "strings": runs}}, faults=faults)


SCANNER = Scanner("strings", scan)
