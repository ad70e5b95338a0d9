"""Remote Desktop files."""

import pytest

from files.scanners.made import ask, signs, urls
from unhook.files.scanners.rdp import SCANNER

PROFILE = (
    "full address:s:evil.test:3389\r\ndrivestoredirect:s:*\r\n"
    "redirectclipboard:i:1\r\nredirectprinters:i:0\r\n"
    "remoteapplicationmode:i:1\r\nremoteapplicationprogram:s:||Check\r\nremoteapplicationcmdline:s:%USERPROFILE%\r\n"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_what_it_gives_away(encoding: str) -> None:
    found = ask(SCANNER, PROFILE.encode(encoding), "update.rdp")
    assert signs(found) == {
        "profile-installs": "evil.test:3389",
        "rdp-shares": "clipboard, drives",
        "rdp-runs": "||Check %USERPROFILE%",
    }
    assert urls(found) == ["rdp://evil.test:3389"]


def test_a_signed_one() -> None:
    assert "rdp-signed" in signs(ask(SCANNER, (PROFILE + "signature:s:AQAB\r\n").encode(), "a.rdp"))
