import sys
from collections.abc import Callable

import pytest


def test_without_the_extra_it_says_what_to_install(
    rules: Callable[..., int], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "lsprotocol", None)
    monkeypatch.delitem(sys.modules, "unhook.editor.server", raising=False)
    assert rules("language-server") == 2
    assert "pip install 'unhook[editor]'" in capsys.readouterr().err
