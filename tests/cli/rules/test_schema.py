import json
from collections.abc import Callable

import pytest


def test_the_schema_is_printed(rules: Callable[..., int], capsys: pytest.CaptureFixture[str]) -> None:
    assert rules("schema") == 0
    assert json.loads(capsys.readouterr().out)["title"] == "Unhook rule"
