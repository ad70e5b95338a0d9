"""Office Open XML: Word, Excel, PowerPoint."""

import random
from dataclasses import replace

import pytest

from files.office import made
from unhook.files.model import Found, Sign
from unhook.files.scanner import Sample
from unhook.files.scanners.open_xml import SCANNER
from unhook.limits import FILES
from unhook.message.mime.magic import file_type

CODE = 'Sub Workbook_Open()\r\n CreateObject("WScript.Shell").Run "http://example.test/x"\r\nEnd Sub'
SHEET = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def scanned(parts: dict[str, str | bytes], kind: str = "docx", **more: object) -> Found:
    return SCANNER.scan(replace(Sample(data=made.package(parts), kind=kind), **more))  # type: ignore[arg-type]


def names(found: Found) -> set[str]:
    return {sign.name for sign in found.signs}


@pytest.mark.parametrize("kind", ["docx", "docm", "xlsx", "xlsm", "xlsb", "pptx", "pptm"])
def test_reads_packages_by_content(kind: str) -> None:
    assert SCANNER.reads(Sample(data=b"", kind=kind))
    assert not SCANNER.reads(Sample(data=b"", kind="zip"))


def test_words_properties_and_pictures() -> None:
    core = '<p xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>Ann</dc:creator><created>2024-03-05T10:11:12Z</created></p>'
    found = scanned(
        {
            "word/document.xml": made.document(made.paragraph("Dear customer, see www.example.com/pay now")),
            "docProps/core.xml": core,
            "docProps/app.xml": "<Properties><Application>Writer</Application><Pages>3</Pages></Properties>",
            "word/media/image1.png": b"\x89PNG",
        }
    )
    assert found.texts[0].text.strip() == "Dear customer, see www.example.com/pay now"
    assert [each.url for each in found.references] == ["www.example.com/pay"]
    assert found.record["docx"] == {"author": "Ann", "image_count": 1, "word_count": 5}
    assert found.record["exiftool"]["page_count"] == 3
    assert {"key": "CreateDate", "value": "2024:03:05 10:11:12Z"} in found.record["exiftool"]["fields"]
    assert [(child.name, child.how) for child in found.children] == [("image1.png", "picture")]
    assert not found.signs


def test_remote_template_and_other_relationships() -> None:
    found = scanned(
        {
            "word/document.xml": made.document(""),
            "word/_rels/settings.xml.rels": made.relationships(
                ("attachedTemplate", "https://example.test/t.dotm")
            ),
            "word/_rels/document.xml.rels": made.relationships(
                ("hyperlink", "https://example.com/"),
                ("oleObject", "mhtml:https://example.test/e.html!x-usc:https://example.test/e.html"),
                ("image", "https://example.test/pixel.png"),
                ("attachedTemplate", "file:///C:/Templates/Letter.dotx"),
            ),
        }
    )
    assert Sign("remote-template", "https://example.test/t.dotm") in found.signs
    assert names(found) == {"remote-template", "external-relationship", "remote-picture"}
    assert {"name": "hyperlink", "target": "https://example.com/"} in found.record["oletools"][
        "relationships"
    ]
    assert "https://example.com/" in {each.url for each in found.references}


def test_macros_of_a_workbook() -> None:
    project = made.compound(made.vba_streams(CODE, "VBA"))
    found = scanned({"xl/workbook.xml": f"<workbook {SHEET}/>", "xl/vbaProject.bin": project}, kind="xlsm")
    assert {"macro", "macro-auto-exec", "macro-suspicious"} <= names(found)
    assert found.record["vba"]["auto_exec"] == ["Workbook_Open"]
    assert found.record["oletools"]["indicators"]["vba_macros"]["risk"] == "high"
    assert (
        found.record["oletools"]["indicators"]["file_format"]["value"]
        == "MS Excel 2007+ Macro-Enabled (xlsm)"
    )


def test_project_under_another_name_is_found() -> None:
    project = made.compound(made.vba_streams(CODE, "VBA"))
    assert "macro" in names(scanned({"word/document.xml": made.document(""), "word/data.bin": project}))


def test_macro_sheet_with_its_formulas() -> None:
    sheet = '<m><row><c><f>EXEC("cmd /c calc")</f></c></row></m>'
    found = scanned(
        {
            "xl/workbook.xml": f'<workbook {SHEET}><sheets><sheet name="a" state="veryHidden"/></sheets>'
            '<definedNames><definedName name="_xlnm.Auto_Open">a!A1</definedName></definedNames></workbook>',
            "xl/macrosheets/sheet1.xml": sheet,
        },
        kind="xlsm",
    )
    assert {"macro", "xlm-macro", "macro-auto-exec", "very-hidden-sheet", "macro-suspicious"} <= names(found)


def test_dde_field_cut_into_runs() -> None:
    runs = "".join(
        f"<w:r>{part}</w:r>"
        for part in (
            '<w:fldChar w:fldCharType="begin"/>',
            "<w:instrText>DDE</w:instrText>",
            "<w:instrText>AUTO c:\\\\cmd.exe calc</w:instrText>",
            '<w:fldChar w:fldCharType="end"/>',
        )
    )
    assert "dde" in names(scanned({"word/document.xml": made.document(f"<w:p>{runs}</w:p>")}))


def test_dde_link_and_formulas_of_a_workbook() -> None:
    found = scanned(
        {
            "xl/externalLinks/externalLink1.xml": f"<externalLink {SHEET}>"
            '<ddeLink ddeService="cmd" ddeTopic="/c calc"/></externalLink>',
            "xl/worksheets/sheet1.xml": f'<worksheet {SHEET}><f>HYPERLINK("https://example.com/a","Open")</f></worksheet>',
            "xl/sharedStrings.xml": f"<sst {SHEET}><si><t>Total</t></si></sst>",
        },
        kind="xlsx",
    )
    assert Sign("dde", "cmd|/c calc") in found.signs
    assert ("https://example.com/a", "field") in {(each.url, each.how) for each in found.references}
    assert [text.text.strip() for text in found.texts] == ["Total"]


def test_embedded_objects_come_out() -> None:
    inside = made.compound({"\x01Ole10Native": made.ole_package("invoice.exe", b"MZ")})
    found = scanned({"word/embeddings/oleObject1.bin": inside, "word/embeddings/Sheet.xlsx": b"PK"})
    assert {(child.name, child.how) for child in found.children} == {
        ("oleObject1.bin", "embedded object"),
        ("Sheet.xlsx", "embedded object"),
    }
    assert "embedded-object" in names(found)


def test_slides() -> None:
    space = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    found = scanned({"ppt/slides/slide1.xml": f"<s {space}><a:p><a:t>Sign in</a:t></a:p></s>"}, kind="pptx")
    assert found.record["pptx"]["word_count"] == 2


def test_billion_laughs_end_at_the_first_entity() -> None:
    entities = '<!ENTITY a0 "ha">' + "".join(
        f'<!ENTITY a{index} "{f"&a{index - 1};" * 10}">' for index in range(1, 10)
    )
    found = scanned({"word/document.xml": f"<!DOCTYPE d [{entities}]><d>&a9;</d>"})
    assert "xml-entities" in names(found)
    assert {fault.name for fault in found.faults} == {"damaged"}


def test_zip_bomb_inside_stops_at_the_ratio() -> None:
    bomb = made.document(made.paragraph("")) + " " * 60_000_000
    found = scanned(
        {"word/document.xml": bomb, "word/media/image1.png": bytes(60_000_000)},
        limits=replace(FILES, ratio=10),
    )
    assert "limit:ratio" in {fault.name for fault in found.faults}
    assert sum(len(child.data) for child in found.children) <= 4_000_000


def test_too_many_elements_and_deep_ones_stop_at_a_limit() -> None:
    few = replace(FILES, elements=10_000)
    wide = scanned({"word/document.xml": "<d>" + "<a/>" * 30_000 + "</d>"}, limits=few)
    deep = scanned({"word/document.xml": "<a>" * 100_000})
    assert (
        {fault.name for fault in wide.faults} == {fault.name for fault in deep.faults} == {"limit:elements"}
    )


def test_too_many_names_are_not_listed() -> None:
    parts: dict[str, str | bytes] = {f"word/{index}.xml": "" for index in range(50)}
    found = scanned(parts, limits=replace(FILES, names=20))
    assert "limit:names" in {fault.name for fault in found.faults}


def test_broken_packages_are_damaged_not_errors() -> None:
    whole = made.package(
        {
            "word/document.xml": made.document(made.paragraph("x" * 500)),
            "word/vbaProject.bin": made.compound({"a": b"b"}),
        }
    )
    assert file_type(whole) == "docm"
    chance = random.Random(5)
    for _ in range(200):
        bad = bytearray(whole)
        for _ in range(5):
            bad[chance.randrange(len(bad))] = chance.randrange(256)
        SCANNER.scan(Sample(data=bytes(bad), kind="docm"))
    assert SCANNER.scan(Sample(data=whole[:200], kind="docm")).faults[0].name == "damaged"
