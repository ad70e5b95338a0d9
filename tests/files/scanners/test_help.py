"""Compiled help."""

from files.scanners.made import ask, faults, signs
from unhook.files.scanners.help import SCANNER


def test_a_help_file_is_named() -> None:
    found = ask(SCANNER, b"ITSF\x03\x00" + bytes(90))
    assert signs(found) == {"program": "chm"}
    assert faults(found) == ["unsupported"]
