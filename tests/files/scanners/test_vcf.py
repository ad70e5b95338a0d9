"""Contacts."""

from files.scanners.made import ask, urls
from unhook.files.scanners.vcf import SCANNER

CARD = b"""BEGIN:VCARD
VERSION:3.0
FN:Ann Example
item1.URL;type=pref:https://evil.test/card
PHOTO;ENCODING=b;TYPE=PNG:iVBORw0KGgo=
NOTE:Call me\\nnow
END:VCARD
"""


def test_links_words_and_pictures() -> None:
    found = ask(SCANNER, CARD)
    assert urls(found) == ["https://evil.test/card"]
    assert found.texts[0].text == "Ann Example\nCall me\nnow"
    assert [each.data for each in found.children] == [b"\x89PNG\r\n\x1a\n"]


def test_a_picture_as_a_data_url() -> None:
    found = ask(
        SCANNER, b"BEGIN:VCARD\nPHOTO:data:image/png;base64,iVBORw0KGgo=\nLOGO;ENCODING=b:%%%\nEND:VCARD"
    )
    assert [each.data for each in found.children] == [b"\x89PNG\r\n\x1a\n"]
