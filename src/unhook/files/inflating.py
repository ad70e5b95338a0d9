"""Compressed data as a stream of chunks, so that whoever reads can stop at any time.

Raises ValueError (zlib.error, lzma.LZMAError, OSError of bz2 are turned into it) where data are damaged,
after all that came before.
"""

import bz2
import lzma
import zlib
from collections.abc import Callable, Iterator
from typing import Any

CHUNK = 1024 * 1024


def gzip(data: bytes) -> Iterator[bytes]:
    """RFC 1952, all members one behind the other; what follows the last is passed over."""
    return _streams(data, lambda: zlib.decompressobj(16 + zlib.MAX_WBITS), b"\x1f\x8b")


def bzip2(data: bytes) -> Iterator[bytes]:
    """Bzip2, all streams."""
    return _streams(data, bz2.BZ2Decompressor, b"BZh")


def xz(data: bytes, memory: int) -> Iterator[bytes]:
    """Xz or bare lzma, all streams; a dictionary of more than `memory` bytes is damage."""
    return _streams(data, lambda: lzma.LZMADecompressor(memlimit=memory), b"\xfd7zXZ")


def deflate(data: bytes) -> Iterator[bytes]:
    """RFC 1951, without a frame."""
    return _streams(data, lambda: zlib.decompressobj(-zlib.MAX_WBITS), None)


def deflate_64(data: bytes) -> Iterator[bytes]:
    """Deflate64, which Windows writes for large files; raises ImportError where inflate64 is missing."""
    from inflate64 import Inflater

    reader = Inflater()
    # A chunk's output is not bounded by the library: little goes in at a time.
    step = CHUNK // 64
    for at in range(0, len(data), step):
        try:
            yield reader.inflate(data[at : at + step])
        except Exception as error:
            raise ValueError(str(error)) from None


def zip_lzma(data: bytes, memory: int) -> Iterator[bytes]:
    """LZMA as zip has it (APPNOTE 5.8.8): version, length of properties, properties, data."""
    if len(data) < 9:
        raise ValueError("no LZMA properties")
    properties = data[4], int.from_bytes(data[5:9], "little")
    if properties[0] >= 225 or properties[1] > memory:
        raise ValueError("LZMA properties")
    lc, rest = properties[0] % 9, properties[0] // 9
    chain = [{"id": lzma.FILTER_LZMA1, "dict_size": properties[1], "lc": lc, "lp": rest % 5, "pb": rest // 5}]
    return _streams(data[9:], lambda: lzma.LZMADecompressor(lzma.FORMAT_RAW, filters=chain), None)


def _streams(data: bytes, opened: Callable[[], Any], again: bytes | None) -> Iterator[bytes]:
    at = 0
    while True:
        reader = opened()
        tail = b""
        while not reader.eof:
            piece = tail
            if not tail and getattr(reader, "needs_input", True):
                piece = data[at : at + CHUNK]
                at += len(piece)
            try:
                chunk = reader.decompress(piece, CHUNK)
            except (zlib.error, lzma.LZMAError, OSError) as error:
                raise ValueError(str(error)) from None
            # zlib hands back what it did not read; the others keep it.
            tail = getattr(reader, "unconsumed_tail", b"")
            if chunk:
                yield chunk
            elif not piece and not reader.eof:
                raise ValueError("ends early")
        at -= len(reader.unused_data)
        if again is None or not data.startswith(again, at):
            return
