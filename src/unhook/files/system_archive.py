"""Archives as libarchive reads them, member by member."""

import logging
import os
import re
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from unhook.files.unpacking import FullError, LockedError, Unpacking, UnsupportedError

_BLOCK = 64 * 1024
_LOCKED = re.compile(r"encrypt|passphrase|password|crypto", re.I)
_STRANGE = re.compile(r"unsupported|not supported|unrecognized", re.I)
_LINK = 0o120000

if sys.platform == "linux":
    # To search for the library the binding would start a program, which no worker may.
    os.environ.setdefault("LIBARCHIVE", "libarchive.so.13")


@dataclass(frozen=True, slots=True)
class Member:
    """`path` ends in a slash for a folder; `link` is where a symbolic link leads. `chunks` are the data,
    to be read before the next member.
    """

    path: str
    link: str | None
    chunks: Iterator[bytes]


def members(
    data: bytes, kind: str = "all", encoding: str = "all", password: str | None = None
) -> Iterator[Member]:
    """The members of an archive of this format (`all`, `zip`, `raw`, ...) inside an encoding (`gzip`, ...).

    Raises ImportError where libarchive is missing, LockedError, UnsupportedError, or ValueError for damage;
    so do a member's chunks.
    """
    libarchive = _libarchive()
    # It would print what attackers wrote.
    logging.getLogger("libarchive").setLevel(logging.CRITICAL)
    try:
        with libarchive.memory_reader(
            data, format_name=kind, filter_name=encoding, passphrase=password
        ) as archive:
            for entry in archive:
                path = _path(entry)
                yield Member(path, _link(entry), _chunks(entry))
    except libarchive.exception.ArchiveError as error:
        raise _told(error) from None


def _libarchive() -> Any:
    """The binding; ImportError also where the library itself is missing."""
    try:
        import libarchive
    except (AttributeError, OSError) as error:
        raise ImportError(str(error)) from error
    return libarchive


def unpack(data: bytes, into: Unpacking, kind: str = "all", password: str | None = None) -> None:
    """Take all members out. What ends the archive early is a fault; raises ImportError alone."""
    try:
        for member in members(data, kind, password=password):
            into.name(member.path)
            if member.link is not None:
                into.name(member.link)
            elif not member.path.endswith("/"):
                into.take(member.path, member.chunks)
    except FullError:
        pass
    except LockedError:
        into.locked.append(into.paths[-1] if into.paths else "names")
    except UnsupportedError as error:
        into.fault("unsupported", str(error))
    except ValueError as error:
        into.fault("damaged", str(error))
        into.sign("archive-damaged", str(error))


def _path(entry: Any) -> str:
    path = ""
    # Names in unknown encodings.
    with suppress(UnicodeError):
        name = entry.pathname or ""
        path = name.decode("utf-8", "replace") if isinstance(name, bytes) else name
    return path + "/" if entry.isdir and not path.endswith("/") else path


def _link(entry: Any) -> str | None:
    with suppress(UnicodeError):
        if entry.filetype == _LINK:
            return str(entry.linkpath or "")
    return None


def _chunks(entry: Any) -> Iterator[bytes]:
    from libarchive.exception import ArchiveError

    try:
        yield from entry.get_blocks(_BLOCK)
    except ArchiveError as error:
        raise _told(error) from None


def _told(error: Any) -> Exception:
    words = str(error.msg or "not readable")
    if _LOCKED.search(words):
        return LockedError(words)
    return UnsupportedError(words) if _STRANGE.search(words) else ValueError(words)
