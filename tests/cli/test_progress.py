import io
import sys

import pytest

from unhook.cli.progress import bar


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def drawn(monkeypatch: pytest.MonkeyPatch, stream: io.StringIO, wanted: bool) -> str:
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setenv("TERM", "xterm")
    with bar("Checking", wanted) as tick:
        for _ in range(3):
            tick()
    return stream.getvalue()


def test_a_terminal_gets_a_bar_that_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Checking" in drawn(monkeypatch, Terminal(), wanted=True)


def test_a_file_gets_none(monkeypatch: pytest.MonkeyPatch) -> None:
    assert drawn(monkeypatch, io.StringIO(), wanted=True) == ""


def test_who_wants_none_gets_none(monkeypatch: pytest.MonkeyPatch) -> None:
    assert drawn(monkeypatch, Terminal(), wanted=False) == ""
