"""A scanner that tells what a worker has around it."""

import contextlib
import os
import tempfile

from unhook.files.model import Found
from unhook.files.scanner import Sample, Scanner


def scan(sample: Sample) -> Found:
    ends = []
    for end in range(256):
        with contextlib.suppress(OSError):
            os.fstat(end)
            ends.append(end)
    return Found(
        record={"environment": sorted(os.environ), "ends": len(ends), "temporary": tempfile.gettempdir()}
    )


SCANNER = Scanner("surroundings", scan, kinds=frozenset({"surroundings"}))
