"""Windows Installer packages."""

import pytest

from files.scanners.made import ask, faults, signs, urls
from message.compound import compound
from unhook.files.scanners.installer import SCANNER, decoded

pytest.importorskip("olefile")
ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz._"


def packed(name: str, table: bool = False) -> str:
    places = [ALPHABET.index(character) for character in name]
    out = "\u4840" if table else ""
    for at in range(0, len(places) - 1, 2):
        out += chr(0x3800 + places[at] + (places[at + 1] << 6))
    return out + (chr(0x4800 + places[-1]) if len(places) % 2 else "")


@pytest.mark.parametrize("name", ["Binary.tool.exe", "Data1.cab", "x"])
def test_names_are_unpacked(name: str) -> None:
    assert decoded(packed(name)) == name
    assert decoded(packed(name, table=True)) == f"!{name}"


def test_tables_actions_and_streams() -> None:
    data = compound(
        {
            packed("_Tables", True): b"\x01\x00",
            packed("_StringData", True): b"powershell -w hidden http://evil.test/a",
            packed("CustomAction", True): b"\x01\x00",
            packed("Binary.tool"): b"MZ" + b"x" * 5000,
            packed("Icon.x"): b"\0\0\1\0",
        }
    )
    found = ask(SCANNER, data, "a.msi")
    assert [(each.name, each.data[:2]) for each in found.children] == [("Binary.tool", b"MZ")]
    assert urls(found) == ["http://evil.test/a"]
    assert signs(found) == {
        "installer-tables": "CustomAction, _StringData, _Tables",
        "installer-custom-action": "",
        "program-unsigned": "installer",
        "script-hides": "-w hidden",
    }


def test_other_compound_files_and_damage() -> None:
    assert not ask(SCANNER, compound({"a": b"x"}), "a.doc").signs
    assert faults(ask(SCANNER, compound({"a": b"x"})[:600], "a.msi")) == ["damaged"]
