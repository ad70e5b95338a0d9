from collections.abc import Callable
from pathlib import Path

import pytest

Write = Callable[..., Path]
Rules = Callable[..., int]

LOOSE = "|\n    type.inbound and // why\n      subject.is_reply"
NEAT = "|\n    type.inbound\n    // why\n    and subject.is_reply"


def test_a_file_is_laid_out_in_place(rules: Rules, write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    path = write("loose", LOOSE, "tags:   [ a,b ] # odd\n")
    before = path.read_text()
    assert rules("fmt", path) == 0
    assert path.read_text() == before.replace(LOOSE, NEAT)
    assert capsys.readouterr().out.splitlines() == [f"{path}: laid out", "1 rules: 1 changed"]
    assert rules("fmt", path) == 0
    assert capsys.readouterr().out == "1 rules: 0 changed\n"


def test_check_only_says(rules: Rules, write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    path, neat = write("loose", LOOSE), write("neat", NEAT)
    before = path.read_text()
    assert rules("fmt", "--check", path, neat) == 1
    assert path.read_text() == before
    assert capsys.readouterr().out.splitlines() == [f"{path}: would change", "2 rules: 1 would change"]
    assert rules("fmt", "--check", neat) == 0


def test_what_cannot_be_read_is_left_and_told(
    rules: Rules, write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    broken, loose = write("broken", "type.inbound and ("), write("loose", LOOSE)
    before = broken.read_text()
    assert rules("fmt", broken.parent) == 2
    assert broken.read_text() == before
    assert NEAT in loose.read_text()
    said = capsys.readouterr()
    assert "broken.yml:1:19" in said.err
    assert said.out.endswith("2 rules: 1 changed, 1 cannot be laid out\n")
