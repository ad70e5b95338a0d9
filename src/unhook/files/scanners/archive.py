"""Archives and discs that libarchive reads: tar, cab, iso, rar, cpio, ar, lzh, xar, rpm and their kin.

What it does not read: encrypted rar (names are told where they are not encrypted, too), UDF discs, arj, ace.
"""

from unhook.files import system_archive
from unhook.files.model import Found
from unhook.files.scanner import Sample, Scanner
from unhook.files.unpacking import Unpacking


def scan(sample: Sample) -> Found:
    """All members, by whichever format the content shows."""
    into = Unpacking(sample)
    try:
        system_archive.unpack(sample.data, into)
    except ImportError:
        into.fault("unsupported", "libarchive")
    return into.found()


SCANNER = Scanner(
    "archive",
    scan,
    kinds=frozenset({"ar", "arj", "ace", "cab", "cpio", "iso", "lzh", "rar", "rpm", "tar", "xar", "Z"}),
    extensions=frozenset({"lha", "lzh", "warc", "deb", "iso", "udf"}),
)
