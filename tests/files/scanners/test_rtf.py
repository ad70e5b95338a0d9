"""Rich Text Format."""

import random
import struct
from dataclasses import replace

import pytest

from files.office import made
from unhook.files.model import Found, Sign
from unhook.files.scanner import Sample
from unhook.files.scanners.rtf import SCANNER
from unhook.limits import FILES

pytest.importorskip("oletools")


def scanned(body: str | bytes, **more: object) -> Found:
    data = b"{\\rtf1 " + (body.encode("latin-1") if isinstance(body, str) else body) + b"}"
    return SCANNER.scan(replace(Sample(data=data, kind="rtf"), **more))  # type: ignore[arg-type]


def old_object(name: str, data: bytes) -> bytes:
    text = name.encode() + b"\0"
    head = struct.pack("<III", 0x501, 2, len(text)) + text + struct.pack("<II", 0, 0)
    return head + struct.pack("<I", len(data)) + data


def test_reads_rtf_by_content() -> None:
    assert SCANNER.reads(Sample(data=b"", kind="rtf"))
    assert not SCANNER.reads(Sample(data=b"", kind="doc"))


def test_words_as_a_person_reads_them() -> None:
    found = scanned(
        "{\\fonttbl{\\f0 Arial;}}Pay\\par Gr\\'fc\\'dfe \\u8364? 5\\line www.example.com/pay \\{x\\}"
    )
    assert found.texts[0].text == "Pay\nGrüße € 5\nwww.example.com/pay {x}"
    assert [each.url for each in found.references] == ["www.example.com/pay"]
    assert not found.signs


def test_hyperlink_and_dde_fields() -> None:
    found = scanned(
        '{\\field{\\*\\fldinst{HYPERLINK "https://example.com/a"}}{\\fldrslt Open}}'
        '{\\field{\\*\\fldinst DDEAUTO c:\\\\\\\\cmd.exe "/k calc"}}'
    )
    assert [(each.url, each.how) for each in found.references] == [("https://example.com/a", "field")]
    assert [sign.name for sign in found.signs] == ["dde"]
    assert found.texts[0].text == "Open"


def test_remote_template() -> None:
    found = scanned("{\\*\\template https://example.test/t.dotm}")
    assert Sign("remote-template", "https://example.test/t.dotm") in found.signs


def test_equation_object_that_updates_itself() -> None:
    data = old_object("Equation.3", b"\x1c\0" + b"x" * 40).hex()
    found = scanned(f"{{\\object\\objemb\\objupdate{{\\*\\objclass Equation.3}}{{\\*\\objdata {data}}}}}")
    assert {"equation-object", "object-updates-itself"} <= {sign.name for sign in found.signs}
    assert [child.how for child in found.children] == ["embedded object"]


def test_package_with_whitespace_and_marks_inside_its_digits() -> None:
    digits = old_object("Package", made.ole_package("bill.vbs", b"msgbox 1", sized=False)).hex()
    spread = "".join(f"{digits[at : at + 7]}\r\n\\par " for at in range(0, len(digits), 7))
    found = scanned(f"{{\\object{{\\*\\objdata {spread}}}}}")
    assert [(child.data, child.name) for child in found.children] == [(b"msgbox 1", "bill.vbs")]
    assert Sign("embedded-program", "bill.vbs") in found.signs


def test_odd_digit_before_a_hexadecimal_character_is_dropped_as_word_does() -> None:
    digits = old_object("Package", made.ole_package("a.js", b"1", sized=False)).hex()
    found = scanned(f"{{\\object{{\\*\\objdata {digits[:20]}5\\'11{digits[20:]}}}}}")
    assert [child.name for child in found.children] == ["a.js"]


def test_binary_object_data() -> None:
    data = old_object("Package", made.ole_package("a.exe", b"MZ", sized=False))
    found = scanned(b"{\\object{\\*\\objdata \\bin%d " % len(data) + data + b"}}")
    assert [(child.data, child.name) for child in found.children] == [(b"MZ", "a.exe")]


def test_pictures_come_out() -> None:
    found = scanned("{\\pict\\pngblip 89504e470d0a}")
    assert [(child.data, child.how) for child in found.children] == [(b"\x89PNG\r\n", "picture")]


def test_deep_groups_and_many_words_stop_at_limits() -> None:
    assert [fault.name for fault in scanned("{" * 200_000).faults] == ["limit:depth"]
    few = replace(FILES, elements=100)
    assert [fault.name for fault in scanned("\\b " * 5_000, limits=few).faults] == ["limit:elements"]
    short = replace(FILES, text_chars=100)
    assert "limit:text_chars" in {fault.name for fault in scanned("word " * 500, limits=short).faults}


def test_long_object_of_hexadecimal_characters_takes_linear_time() -> None:
    """oletools' own parser cleans all digits so far at each of them."""
    found = scanned("{\\object{\\*\\objdata " + "41\\'42" * 50_000 + "}}")
    assert [sign.name for sign in found.signs] == ["embedded-object"]


def test_changed_bytes_raise_nothing() -> None:
    data = old_object("Package", made.ole_package("a.exe", b"MZ", sized=False)).hex()
    whole = f"{{\\rtf1 a\\'e4\\u8364?{{\\object{{\\*\\objdata {data}}}}}}}".encode()
    chance = random.Random(7)
    for _ in range(300):
        bad = bytearray(whole)
        for _ in range(4):
            bad[chance.randrange(6, len(bad))] = chance.randrange(256)
        SCANNER.scan(Sample(data=bytes(bad), kind="rtf"))
