"""An answer's body, unpacked as it comes, and no further than a resource may be long."""

import zlib
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Protocol

from unhook.pages.live.model import RefusedError

ACCEPTED = "gzip, deflate, br"
_CODINGS_MOST = 3


class _Decoder(Protocol):
    def decode(self, data: bytes, most: int) -> Iterator[bytes]:
        """The plain bytes, in pieces of at most about `most`."""


def decoded(chunks: Iterable[bytes], codings: str, most: int) -> Iterator[bytes]:
    """The plain bytes of `chunks` under the content codings of a header (RFC 9110 section 8.4).

    Raises `RefusedError` for a coding that was not asked for, and for broken data.
    """
    names = [name for each in codings.lower().split(",") if (name := each.strip()) not in ("", "identity")]
    if len(names) > _CODINGS_MOST:
        raise RefusedError("encoding", codings)
    for name in reversed(names):
        chunks = _through(chunks, _decoder(name), most)
    yield from chunks


def _through(chunks: Iterable[bytes], decoder: _Decoder, most: int) -> Iterator[bytes]:
    for chunk in chunks:
        yield from decoder.decode(chunk, most)


def _decoder(name: str) -> _Decoder:
    match name:
        case "gzip" | "x-gzip":
            return _Zlib(31)
        case "deflate":
            return _Zlib(zlib.MAX_WBITS)
        case "br":
            return _Brotli()
    raise RefusedError("encoding", name)


class _Zlib:
    """RFC 1950 and 1952. Many servers call the bare stream of RFC 1951 `deflate`, and browsers take it."""

    def __init__(self, bits: int) -> None:
        self._make = partial(zlib.decompressobj, bits)
        self._object = self._make()
        self._bare = bits != zlib.MAX_WBITS

    def decode(self, data: bytes, most: int) -> Iterator[bytes]:
        try:
            if not self._bare:
                self._bare = True
                if data[:1] and data[0] & 15 != zlib.DEFLATED:
                    self._object = zlib.decompressobj(-zlib.MAX_WBITS)
            while data and not self._object.eof:
                yield self._object.decompress(data, most)
                data = self._object.unconsumed_tail
        except zlib.error as error:
            raise RefusedError("encoding", str(error)) from None


class _Brotli:
    """RFC 7932."""

    def __init__(self) -> None:
        import brotli

        self._error = brotli.error
        self._object = brotli.Decompressor()

    def decode(self, data: bytes, most: int) -> Iterator[bytes]:
        try:
            yield self._object.process(data, output_buffer_limit=most)
            while not self._object.can_accept_more_data():
                yield self._object.process(b"", output_buffer_limit=most)
        except self._error as error:
            raise RefusedError("encoding", str(error)) from None
