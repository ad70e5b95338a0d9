"""Files that make a spreadsheet fetch or run."""

import pytest

from files.scanners.made import ask, signs, urls
from unhook.files.scanners.query import SCANNER


def test_a_web_query() -> None:
    found = ask(SCANNER, b"WEB\n1\nhttp://evil.test/data.dat\n", "a.iqy")
    assert urls(found) == ["http://evil.test/data.dat"]
    assert signs(found) == {"shortcut-remote": "http://evil.test/data.dat"}


@pytest.mark.parametrize(("name", "data", "detail"), [
    ("a.csv", b"name,sum\n=cmd|' /C calc'!A0,1\n", "cmd /C calc"),
    ("a.slk", b"ID;P\nC;X1;Y1;K0;E+MSEXCEL|'\\..\\cmd.exe /c calc'!A1\nE\n", "MSEXCEL \\..\\cmd.exe /c calc"),
])  # fmt: skip
def test_a_cell_that_starts_a_program(name: str, data: bytes, detail: str) -> None:
    assert signs(ask(SCANNER, data, name))["dde"] == detail


def test_a_macro_in_sylk() -> None:
    found = ask(SCANNER, b'ID;P\nO;E\nNN;NAuto_open;ER1C1\nC;X1;Y1;EEXEC("calc")\nE\n', "a.slk")
    assert "macro-auto-exec" in signs(found)


def test_an_ordinary_table() -> None:
    assert not ask(SCANNER, b"name,sum\nAnn,5\n-3,=A1+B1\n", "a.csv").signs
