"""What a macro's source says."""

import base64

from unhook.files.office.keywords import Keyword, told


def test_words_that_start_and_act() -> None:
    found = told('Private Sub Document_Open()\n Set x = CreateObject("WScript.Shell")\nEnd Sub')
    assert Keyword("AutoExec", "Document_Open") in found.keywords
    assert {"CreateObject", "WScript.Shell"} <= set(found.of("Suspicious"))
    assert found.harmful


def test_harmless_source_says_nothing() -> None:
    found = told("Function Total(a, b)\n Total = a + b\nEnd Function")
    assert not found.keywords
    assert not found.harmful


def test_strings_in_other_clothes() -> None:
    hidden = base64.b64encode(b"powershell http://example.test/a").decode()
    wide = base64.b64encode("https://example.test/wide".encode("utf-16-le")).decode()
    found = told(f'a = "{hidden}"\nb = "{wide}"\nc = "687474703a2f2f6578616d706c652e746573742f68"')
    assert set(found.urls) == {"http://example.test/a", "https://example.test/wide", "http://example.test/h"}
    assert "powershell" in found.of("Suspicious")
    assert found.of("Hex String") == ("http://example.test/h",)


def test_reversed_strings() -> None:
    assert "http://example.test/x" in told(f'StrReverse("{"http://example.test/x"[::-1]}")').urls


def test_lines_continued_are_one() -> None:
    assert told('Shell("cmd /c " & _\r\n "x.exe")').of("IOC") == ("x.exe",)


def test_long_lines_of_dots_take_linear_time() -> None:
    """oletools' own scanner did not end on these within minutes."""
    assert told("1." * 100_000).keywords == ()
    assert told("a." * 100_000 + "@").keywords == ()
