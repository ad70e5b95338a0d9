from collections.abc import Callable
from pathlib import Path

import pytest

from unhook.cli.main import main


def test_a_page_is_what_one_gets_unasked(
    folder: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["explain", str(folder("phish") / "0000.eml")]) == 1
    assert capsys.readouterr().out.startswith("<!doctype html>")


def test_the_page_speaks_the_language_asked_for(
    folder: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    main(["explain", "--language", "ar", str(folder("phish") / "0000.eml")])
    assert '<html lang="ar" dir="rtl">' in capsys.readouterr().out
