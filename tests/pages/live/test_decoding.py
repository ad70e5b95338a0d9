import gzip
import zlib

import brotli
import pytest

from unhook.pages.live.decoding import decoded
from unhook.pages.live.model import RefusedError

TEXT = b"The same words over and over. " * 200


def bare(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


def pieces(data: bytes, size: int = 7) -> list[bytes]:
    return [data[at : at + size] for at in range(0, len(data), size)]


@pytest.mark.parametrize(
    ("codings", "packed"),
    [
        ("", TEXT),
        ("identity", TEXT),
        ("gzip", gzip.compress(TEXT, mtime=0)),
        ("X-GZIP", gzip.compress(TEXT, mtime=0)),
        ("deflate", zlib.compress(TEXT)),
        ("deflate", bare(TEXT)),
        ("br", brotli.compress(TEXT)),
        ("gzip, br", brotli.compress(gzip.compress(TEXT, mtime=0))),
    ],
)
def test_what_browsers_unpack(codings: str, packed: bytes) -> None:
    assert b"".join(decoded(pieces(packed), codings, 1_000)) == TEXT
    assert b"".join(decoded([packed], codings, 1_000)) == TEXT


@pytest.mark.parametrize("codings", ["gzip", "br", "deflate"])
def test_a_bomb_comes_out_piece_by_piece(codings: str) -> None:
    pack = {"gzip": gzip.compress, "br": brotli.compress, "deflate": zlib.compress}[codings]
    bomb = pack(bytes(50_000_000))
    first = next(iter(decoded([bomb], codings, 10_000)))
    assert len(first) <= 100_000


@pytest.mark.parametrize(
    ("codings", "data"),
    [("zstd", b""), ("gzip", b"no gzip"), ("deflate", b"\xff\xff"), ("br", b"\xff" * 9), ("gzip," * 4, b"")],
)
def test_what_was_not_asked_for_or_is_broken(codings: str, data: bytes) -> None:
    with pytest.raises(RefusedError, match="encoding"):
        list(decoded([data], codings, 1_000))
