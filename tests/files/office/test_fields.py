"""Field codes."""

import pytest

from unhook.files.collecting import Collecting
from unhook.files.office import fields
from unhook.files.scanner import Sample


def read(code: str) -> tuple[list[str], list[str]]:
    out = Collecting(Sample(data=b"", kind="doc"))
    fields.read(code, out)
    found = out.found()
    return [each.url for each in found.references], [sign.name for sign in found.signs]


@pytest.mark.parametrize(
    ("code", "urls", "signs"),
    [
        (r'HYPERLINK "https://example.com/" \o "tip"', ["https://example.com/"], []),
        (r'HYPERLINK \l "bookmark"', [], []),
        (r'hyperlink \t "_blank" "https://example.com/a"', ["https://example.com/a"], []),
        (r"HYPERLINK \\example.test\share", [r"\\example.test\share"], []),
        ("DDE excel c:\\a.xls", [], ["dde"]),
        ('INCLUDEPICTURE "https://example.com/p.png"', ["https://example.com/p.png"], ["remote-picture"]),
        ('INCLUDETEXT "https://example.com/t"', ["https://example.com/t"], ["external-relationship"]),
        ('INCLUDEPICTURE "c:\\p.png"', [], []),
        ("PAGE", [], []),
        ("", [], []),
    ],
)
def test_what_a_field_does(code: str, urls: list[str], signs: list[str]) -> None:
    assert read(code) == (urls, signs)
