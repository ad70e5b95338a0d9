"""Compressed data in chunks."""

import bz2
import gzip
import lzma
import random
import tracemalloc
import zlib
from collections.abc import Iterator

import pytest

from unhook.files import inflating

NOISE = random.Random(9).randbytes(1_500_000)


def test_long_data_whole() -> None:
    assert b"".join(inflating.gzip(gzip.compress(NOISE))) == NOISE
    assert b"".join(inflating.bzip2(bz2.compress(NOISE))) == NOISE
    assert b"".join(inflating.xz(lzma.compress(NOISE, preset=0), 10**8)) == NOISE
    assert b"".join(inflating.deflate(zlib.compress(NOISE)[2:-4])) == NOISE


def _xz(data: bytes) -> Iterator[bytes]:
    return inflating.xz(data, 10**8)


@pytest.mark.parametrize("packed", [
    gzip.compress(bytes(50_000_000), mtime=0),
    bz2.compress(bytes(50_000_000)),
    lzma.compress(bytes(50_000_000), preset=0),
])  # fmt: skip
def test_chunks_stay_small(packed: bytes) -> None:
    reader = {b"\x1f": inflating.gzip, b"B": inflating.bzip2}.get(packed[:1], _xz)
    tracemalloc.start()
    assert sum(len(chunk) for chunk in reader(packed)) == 50_000_000
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 8 * inflating.CHUNK


def test_damage_and_early_ends() -> None:
    packed = gzip.compress(NOISE[:5000])
    for data in (packed[:-20], packed[:100] + b"\xff" * 50 + packed[150:], b"\x1f\x8b"):
        with pytest.raises(ValueError, match=r"ends|decompress|invalid"):
            list(inflating.gzip(data))
    with pytest.raises(ValueError, match="propert"):
        list(inflating.zip_lzma(b"\x09\x04\x05\x00\xff\xff\xff\xff\xff" + bytes(9), 1000))
    with pytest.raises(ValueError, match="propert"):
        list(inflating.zip_lzma(b"", 1000))


def test_a_dictionary_beyond_the_memory() -> None:
    packed = lzma.compress(b"x" * 100, preset=9)
    with pytest.raises(ValueError, match="emory"):
        list(inflating.xz(packed, 1_000_000))


def test_deflate_64() -> None:
    inflate64 = pytest.importorskip("inflate64")
    writer = inflate64.Deflater()
    packed = writer.deflate(NOISE[:100_000]) + writer.flush()
    assert b"".join(inflating.deflate_64(packed)) == NOISE[:100_000]
