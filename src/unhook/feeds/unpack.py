"""Archives into a draft: tar (plain, gzip, bzip2, xz) and zip, within limits, regular files only."""

import bz2
import io
import lzma
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

from unhook.errors import RuleError
from unhook.feeds.draft import Draft
from unhook.limits import FeedLimits, allowance

_BROKEN = (tarfile.TarError, zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError)
_LINKS = "links and devices"
_CHUNK = 1 << 16


def unpack(path: Path, draft: Draft) -> None:
    """Every wanted regular file of an archive, told by its first bytes.

    Raises `RuleError` when it is none, is damaged, encrypted or too large, or has an entry
    that leads out of the folder.
    """
    try:
        if path.stat().st_size > draft.limits.archive_bytes:
            raise RuleError(f"{path.name}: larger than {draft.limits.archive_bytes:,} bytes")
        with path.open("rb") as file:
            head = file.read(512)
            file.seek(0)
            if head.startswith(b"PK\x03\x04"):
                _unzip(file, draft)
            else:
                _untar(_plain(file, head, draft.limits), draft)
    except _BROKEN as error:
        raise RuleError(f"{path.name}: damaged or no archive: {error}") from error


def _untar(stream: BinaryIO, draft: Draft) -> None:
    with tarfile.open(fileobj=stream, mode="r|") as archive:
        for member in archive:
            if member.isdir():
                continue
            wanted = draft.wants(member.name)
            if not member.isreg():
                draft.left_out[_LINKS] += 1
            elif wanted and (content := archive.extractfile(member)) is not None:
                draft.add(member.name, content)  # type: ignore[arg-type]


def _unzip(file: BinaryIO, draft: Draft) -> None:
    with zipfile.ZipFile(file) as archive:
        for entry in archive.infolist():
            if entry.is_dir():
                continue
            wanted = draft.wants(entry.filename)
            mode = entry.external_attr >> 16
            if mode and not stat.S_ISREG(mode) and stat.S_IFMT(mode):
                draft.left_out[_LINKS] += 1
            elif wanted:
                if entry.flag_bits & 1:
                    raise RuleError(f"{entry.filename!r} is encrypted")
                if entry.file_size > allowance(entry.compress_size, draft.limits.ratio):
                    raise RuleError(f"{entry.filename!r} grows more than {draft.limits.ratio} times")
                with archive.open(entry) as content:
                    draft.add(entry.filename, content)  # type: ignore[arg-type]


def _plain(file: BinaryIO, head: bytes, limits: FeedLimits) -> BinaryIO:
    kinds: tuple[tuple[bytes, Callable[[], Any]], ...] = (
        (b"\x1f\x8b", lambda: zlib.decompressobj(wbits=31)),
        (b"BZh", bz2.BZ2Decompressor),
        (b"\xfd7zXZ\0", lambda: lzma.LZMADecompressor(lzma.FORMAT_XZ, limits.memory_bytes)),
    )
    for magic, make in kinds:
        if head.startswith(magic):
            return io.BufferedReader(_Unpacked(file, make(), limits))
    return file


class _Unpacked(io.RawIOBase):
    """A compressed file's content, for as long as it keeps within the limits."""

    def __init__(self, file: BinaryIO, decompressor: Any, limits: FeedLimits) -> None:
        self._file = file
        self._decompressor = decompressor
        self._limits = limits
        self._in = self._out = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = b""
        while not data and not self._decompressor.eof:
            rest = self._rest()
            if not rest and getattr(self._decompressor, "needs_input", True):
                raise EOFError("it ends in the middle")
            data = self._decompressor.decompress(rest, len(buffer))
        self._out += len(data)
        if self._out > min(self._limits.unpacked_bytes, allowance(self._in, self._limits.ratio)):
            raise RuleError("the archive grows beyond its size limit")
        buffer[: len(data)] = data
        return len(data)

    def _rest(self) -> bytes:
        """Input for the next step: what zlib left over, or more of the file where it is asked for."""
        left: bytes = getattr(self._decompressor, "unconsumed_tail", b"")
        if left or not getattr(self._decompressor, "needs_input", True):
            return left
        chunk = self._file.read(_CHUNK)
        self._in += len(chunk)
        return chunk
