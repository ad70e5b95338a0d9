"""OpenDocument: texts, sheets, slides."""

import pytest

from files.office import made
from unhook.files.model import Found, Sign
from unhook.files.scanner import Sample
from unhook.files.scanners.opendocument import SCANNER

SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "text", "draw", "script", "meta", "table")
)
XLINK = 'xmlns:xlink="http://www.w3.org/1999/xlink"'


def scanned(parts: dict[str, str | bytes], kind: str = "odt") -> Found:
    return SCANNER.scan(Sample(data=made.package(parts), kind=kind))


def content(body: str) -> str:
    return f"<office:document {SPACES} {XLINK}>{body}</office:document>"


@pytest.mark.parametrize("kind", ["odt", "ods", "odp"])
def test_reads_opendocument_by_content(kind: str) -> None:
    assert SCANNER.reads(Sample(data=b"", kind=kind))
    assert not SCANNER.reads(Sample(data=b"", kind="docx"))


def test_words_links_and_properties() -> None:
    body = '<text:p>See <text:a xlink:href="https://example.com/">here</text:a></text:p>'
    found = scanned(
        {
            "content.xml": content(body),
            "meta.xml": content("<meta:initial-creator>Ann</meta:initial-creator>"),
            "Pictures/a.png": b"\x89PNG",
        }
    )
    assert [each.url for each in found.references] == ["https://example.com/"]
    assert "here" in found.texts[0].text
    assert found.record["exiftool"]["author"] == "Ann"
    assert found.record["oletools"]["relationships"] == [
        {"name": "hyperlink", "target": "https://example.com/"}
    ]
    assert [child.how for child in found.children] == ["picture"]
    assert not found.signs


def test_basic_macro_bound_to_opening() -> None:
    space = 'xmlns:script="http://openoffice.org/2000/script"'
    code = 'Sub Main\n Shell("cmd /c calc")\nEnd Sub'
    found = scanned(
        {
            "content.xml": content(
                '<script:event-listener script:event-name="dom:load" xlink:href="vnd.sun.star.script:a"/>'
            ),
            "Basic/Standard/Module1.xml": f"<script:module {space}>{code}</script:module>",
        }
    )
    assert {"macro", "macro-auto-exec", "macro-suspicious"} <= {sign.name for sign in found.signs}
    assert b"Shell" in found.children[0].data


def test_objects_fetched_from_elsewhere() -> None:
    found = scanned({"content.xml": content('<draw:object xlink:href="https://example.test/o"/>')})
    assert Sign("external-relationship", "object https://example.test/o") in found.signs


def test_encrypted_document_is_a_fault() -> None:
    manifest = "<manifest><file-entry><encryption-data/></file-entry></manifest>"
    found = scanned({"META-INF/manifest.xml": manifest, "content.xml": b"\x00\x01"})
    assert [fault.name for fault in found.faults] == ["encrypted"]
    assert found.record["oletools"]["indicators"]["encryption"]["exists"]


def test_no_zip_is_damaged() -> None:
    assert SCANNER.scan(Sample(data=b"PK", kind="odt")).faults[0].name == "damaged"
