"""Programs by their headers."""

import random

import pytest

from files.scanners.made import ask, portable_executable, signs
from unhook.files.model import Found
from unhook.files.scanners.program import SCANNER


def test_an_unsigned_program_with_another_name() -> None:
    found = ask(SCANNER, portable_executable(original="loader.exe"), "invoice.pdf.exe")
    assert signs(found) == {
        "program": "exe",
        "program-unsigned": "certificate table",
        "program-original-name": "loader.exe",
    }
    assert not found.children


def test_a_signed_library_with_a_load_behind_it() -> None:
    load = b"PK\x03\x04" + b"x" * 100
    found = ask(SCANNER, portable_executable(signed=True, dll=True, behind=load))
    assert signs(found) == {"program": "dll", "program-signed": "certificate table"}
    assert [each.data for each in found.children] == [load]


@pytest.mark.parametrize(
    ("data", "kind"), [(b"\x7fELF" + bytes(60), "elf"), (b"\xcf\xfa\xed\xfe" + bytes(60), "macho")]
)
def test_programs_of_other_systems(data: bytes, kind: str) -> None:
    assert signs(ask(SCANNER, data)) == {"program": kind}


@pytest.mark.parametrize("data", [b"MZ", b"MZ" + bytes(100), portable_executable()[:120]])
def test_headers_that_are_cut(data: bytes) -> None:
    assert "program-damaged" in signs(ask(SCANNER, data))


def test_anything_is_read() -> None:
    whole = portable_executable(signed=True, original="a.exe", behind=b"z" * 100)
    dice = random.Random(11)
    for _ in range(500):
        broken = bytearray(whole)
        for _ in range(4):
            broken[dice.randrange(2, 400)] = dice.randrange(256)
        assert isinstance(ask(SCANNER, bytes(broken)), Found)
