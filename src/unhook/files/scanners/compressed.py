"""One compressed file: gz, bz2, xz, lzma, zst, lz."""

from collections.abc import Callable, Iterator
from contextlib import suppress

from unhook.files import inflating, system_archive
from unhook.files.model import Found
from unhook.files.scanner import Sample, Scanner
from unhook.files.unpacking import FullError, Unpacking, UnsupportedError

_MEMORY = 128 * 1024 * 1024
_HAS_NAME, _HAS_EXTRA = 8, 4
_INNER = {"tgz": "tar", "tbz": "tar", "tbz2": "tar", "txz": "tar", "tzst": "tar", "svgz": "svg", "wmz": "wmf"}
_ENDINGS = ("gz", "bz2", "xz", "lzma", "zst", "lz", "z")


def scan(sample: Sample) -> Found:
    """The file inside, named as the gzip header or the outer name tells."""
    into = Unpacking(sample, "compressed file")
    name = _name_in_header(sample.data) if sample.kind == "gz" else None
    name = name or _name_without_ending(sample.name)
    into.paths = [name] if name else []
    reader = _READERS.get(sample.kind) or _READERS["xz"]
    with suppress(FullError):
        into.take(name or "", reader(sample.data))
    return into.found()


def _by_libarchive(encoding: str) -> Callable[[bytes], Iterator[bytes]]:
    def read(data: bytes) -> Iterator[bytes]:
        try:
            for member in system_archive.members(data, "raw", encoding):
                yield from member.chunks
        except ImportError:
            raise UnsupportedError("libarchive") from None

    return read


_READERS: dict[str, Callable[[bytes], Iterator[bytes]]] = {
    "gz": inflating.gzip,
    "bz2": inflating.bzip2,
    "xz": lambda data: inflating.xz(data, _MEMORY),
    "zst": _by_libarchive("zstd"),
    "lz": _by_libarchive("lzip"),
}


def _name_in_header(data: bytes) -> str | None:
    """RFC 1952 section 2.3."""
    flags = data[3] if len(data) > 10 else 0
    at = 10
    if flags & _HAS_EXTRA:
        at += 2 + int.from_bytes(data[10:12], "little")
    if not flags & _HAS_NAME:
        return None
    end = data.find(b"\0", at, at + 1024)
    return data[at:end].decode("latin-1") or None if end > 0 else None


def _name_without_ending(name: str | None) -> str | None:
    stem, _, ending = (name or "").rpartition(".")
    if stem and ending.lower() in _INNER:
        return f"{stem}.{_INNER[ending.lower()]}"
    return stem if ending.lower() in _ENDINGS else name


SCANNER = Scanner(
    "compressed", scan, kinds=frozenset({"gz", "bz2", "xz", "zst", "lz"}), extensions=frozenset({"lzma"})
)
