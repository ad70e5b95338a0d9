"""Files compressed one by one."""

import bz2
import gzip
import io
import lzma

import pytest

from files.scanners.quine import quine
from unhook.files.model import Found
from unhook.files.scanner import Sample
from unhook.files.scanners.compressed import SCANNER
from unhook.message.mime.magic import file_type

WORDS = b"Dear Ann, the invoice. " * 500


def scan(data: bytes, name: str = "a") -> Found:
    sample = Sample(data, file_type(data), name)
    assert SCANNER.reads(sample)
    return SCANNER.scan(sample)


@pytest.mark.parametrize(("packed", "name", "inner"), [
    (gzip.compress(WORDS, mtime=0), "a.txt.gz", "a.txt"),
    (bz2.compress(WORDS), "a.tbz2", "a.tar"),
    (lzma.compress(WORDS), "a.txt.xz", "a.txt"),
    (gzip.compress(WORDS[:9], mtime=0) + gzip.compress(WORDS[9:], mtime=0), "a.tgz", "a.tar"),
])  # fmt: skip
def test_the_file_inside(packed: bytes, name: str, inner: str) -> None:
    found = scan(packed, name)
    assert [(each.name, each.data) for each in found.children] == [(inner, WORDS)]
    assert not found.faults
    assert not found.signs


@pytest.mark.parametrize("kind", ["zstd", "lzip"])
def test_what_libarchive_reads(kind: str) -> None:
    libarchive = pytest.importorskip("libarchive", reason="needs Debian's libarchive13")
    out = bytearray()

    def write(data: bytes) -> int:
        out.extend(data)
        return len(data)

    with libarchive.custom_writer(write, "raw", kind) as archive:
        archive.add_file_from_memory("a", len(WORDS), WORDS)
    assert [each.data for each in scan(bytes(out)).children] == [WORDS]


def test_the_name_in_the_header() -> None:
    out = io.BytesIO()
    with gzip.GzipFile("invoice.exe", "wb", fileobj=out) as file:
        file.write(b"MZ")
    found = scan(out.getvalue(), "photo.gz")
    assert found.children[0].name == "invoice.exe"
    assert [each.name for each in found.signs] == ["archive-program", "archive-single-program"]


def test_zeros_stop_at_the_ratio() -> None:
    packed = gzip.compress(bytes(20_000_000))
    found = scan(packed)
    assert [each.name for each in found.faults] == ["limit:ratio"]
    assert [each.name for each in found.signs] == ["archive-bomb-ratio"]
    assert found.children == ()


def test_a_quine_gives_one_layer() -> None:
    itself = quine()
    assert gzip.decompress(itself) == itself
    found = scan(itself)
    assert [(each.name, each.data) for each in found.children] == [("a", itself)]
    assert not found.faults


@pytest.mark.parametrize("cut", [12, 40])
def test_what_came_before_damage_is_kept(cut: int) -> None:
    found = scan(gzip.compress(WORDS)[:-cut])
    assert WORDS.startswith(found.children[0].data)
    assert [each.name for each in found.faults] == ["damaged"]


def test_junk_behind_is_passed_over() -> None:
    assert [each.data for each in scan(gzip.compress(WORDS) + b"junk").children] == [WORDS]
