"""A scanner that answers something of every kind."""

import hashlib

from unhook.files.model import Child, Found, Reference, Sign, Text
from unhook.files.scanner import Sample, Scanner


def scan(sample: Sample) -> Found:
    return Found(
        record={"good": {"sha256": hashlib.sha256(sample.data).hexdigest()}, "size": len(sample.data)},
        children=(Child(sample.data[::-1], "turned", "archive entry", "text/plain"),),
        references=(Reference("https://example.com/", "text", "line 1"),),
        texts=(Text(sample.data.decode("latin-1")),),
        signs=(Sign("has-text", sample.name or ""),),
        mime="text/plain",
        flavors=("text",),
    )


SCANNER = Scanner("good", scan)
