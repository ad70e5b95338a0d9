"""Every file: its type by libmagic, its hashes, and whether name and declared type fit the content."""

import hashlib

from unhook.files import kind
from unhook.files.model import Fault, Found
from unhook.files.scanner import Sample, Scanner

FUZZY_BYTES = 64 * 1024
"""The fuzzy hash is in pure Python, some 4 µs a byte: larger files have none, nor have pictures, which are
alike by what they show.
"""


def scan(sample: Sample) -> Found:
    """`record["hash"]`: MD5, SHA-1, SHA-256 and, where `FUZZY_BYTES` allows it, ssdeep."""
    mime, faults = _mime(sample.data)
    hashes = {name: hashlib.new(name, sample.data).hexdigest() for name in ("sha1", "sha256")}
    hashes["md5"] = hashlib.md5(sample.data, usedforsecurity=False).hexdigest()
    if sample.kind not in kind.PICTURES and (fuzzy := _fuzzy(sample.data)):
        hashes["ssdeep"] = fuzzy
    return Found(
        record={"hash": hashes},
        signs=kind.signs(sample.kind, sample.name, sample.media_type),
        faults=faults,
        mime=mime,
    )


def _mime(data: bytes) -> tuple[str | None, tuple[Fault, ...]]:
    try:
        import magic
    except ImportError:
        # python-magic is a binding: it raises so where the system has no libmagic.
        return None, (Fault("unsupported", "libmagic"),)
    return magic.from_buffer(data, mime=True), ()


def _fuzzy(data: bytes) -> str | None:
    if not data or len(data) > FUZZY_BYTES:
        return None
    import ppdeep

    found: str = ppdeep.hash(data)
    return found


SCANNER = Scanner("type", scan)
