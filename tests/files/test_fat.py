"""FAT volumes."""

import random
from contextlib import suppress

import pytest

from files.fat_volume import volume
from unhook.files import fat

FILES = {"read me first.txt": b"hello", "a rather long name for an invoice.js": b"x" * 3000, "empty": b""}


@pytest.mark.parametrize("bits", [12, 16, 32])
def test_files_and_long_names(bits: int) -> None:
    listed = fat.files(volume(FILES, bits))
    assert listed is not None
    assert {each.path: b"".join(each.chunks) for each in listed} == FILES


def test_no_volume() -> None:
    assert fat.files(b"") is None
    assert fat.files(bytes(2000)) is None


def test_a_file_that_runs_into_itself() -> None:
    data = bytearray(volume({"a": b"x" * 512}))
    # Cluster 2 leads to itself, and the file claims more than a cluster.
    data[512 + 3 : 512 + 5] = b"\x02\xf0"
    row = data.find(b"FILE0000EXT")
    data[row + 28 : row + 32] = b"\xff\xff\xff\x7f"
    (file,) = list(fat.files(bytes(data)) or [])
    with pytest.raises(ValueError, match="itself"):
        b"".join(file.chunks)


def test_anything_is_read() -> None:
    dice = random.Random(1)
    for bits in (12, 16):
        whole = volume(FILES, bits, clusters=None)
        for _ in range(200):
            broken = bytearray(whole)
            for _ in range(4):
                broken[dice.randrange(11, min(4000, len(broken)))] = dice.randrange(256)
            with suppress(ValueError):
                for number, each in enumerate(fat.files(bytes(broken)) or ()):
                    if number > 200:
                        break
                    sum(len(chunk) for chunk in each.chunks)
