import re

import pytest

from bench import milliseconds

PLAIN = (
    b"From: Desk <desk@sender.example>\r\nTo: jo@corp.example\r\nSubject: hello\r\n\r\n"
    b"Please confirm your mailbox at http://login.example/x within 24 hours.\r\n"
)


@pytest.fixture(autouse=True)
def once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(milliseconds, "RUNS", 1)


def test_each_part_has_a_time_for_each_mail() -> None:
    found = milliseconds.parts([PLAIN, PLAIN, PLAIN])
    assert set(found) == {"parsing", "rules", "understanding", "verdict", "understanding and verdict"}
    assert all(len(seconds) == 3 and min(seconds) > 0 for seconds in found.values())
    together = zip(found["understanding"], found["verdict"], found["understanding and verdict"], strict=True)
    assert all(first + second == both for first, second, both in together)


def test_models_are_loaded_by_fresh_processes() -> None:
    for imports, load in milliseconds.LOADED.values():
        spent, grown = milliseconds.loading(imports, load)
        assert spent > 0
        assert grown > 0


def test_the_table_names_every_part() -> None:
    told = milliseconds.measure([PLAIN])
    for name in ("parsing", "rules", "understanding", "verdict", "understanding and verdict"):
        assert re.search(rf"^{name} +\d+\.\d\d", told, re.MULTILINE)
    assert "loading the model of verdict" in told
