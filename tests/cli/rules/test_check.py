import json
from collections.abc import Callable
from pathlib import Path

import pytest

Write = Callable[..., Path]
Rules = Callable[..., int]


def test_all_mistakes_of_all_files_in_the_files_own_lines(
    rules: Rules, write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(
        "wrong", "|\n  type.inbund\n  and subject.subjekt == 1", "weight: heavy\nfalse_positive: x\n"
    )
    (path.parent / "broken.yml").write_text("name: [\n")
    assert rules("check", path.parent) == 1
    out = capsys.readouterr().out
    for part in (
        "broken.yml:2: not valid YAML",
        "wrong.yml:4:8",
        "wrong.yml:5:15",
        "wrong.yml:6: weight: must be a finite number, not text",
        "wrong.yml:7: false_positive: is no key of a rule file (did you mean `false_positives`?)",
    ):
        assert part in out
    assert "4 |   type.inbund" not in out
    assert "4 | type.inbund" in out
    assert out.endswith("2 rules: 2 with mistakes\n")


def test_every_type_of_file(rules: Rules, write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    for kind in ("rule", "dlp", "exclusion", "triage_rule"):
        write(kind, "type.inbound", f"type: {kind}\n")
    path = write("query", "map(attachments, .sha256)", "type: query\n")
    assert rules("check", path.parent) == 0
    assert capsys.readouterr().out == "5 rules: no mistakes\n"
    path.write_text(path.read_text().replace("query", "rule"))
    assert rules("check", path) == 1


def test_warnings_alone_are_no_mistake(
    rules: Rules, write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write("odd", "sender.display_name == null")
    assert rules("check", path) == 0
    out = capsys.readouterr().out
    assert "W401" in out
    assert out.endswith("1 rules: no mistakes, 1 with warnings\n")


def test_machines_get_rows(rules: Rules, write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    path = write("wrong", "|\n  type.inbund")
    assert rules("check", "--format", "json", path) == 1
    assert json.loads(capsys.readouterr().out) == [
        {
            "file": str(path),
            "line": 4,
            "column": 8,
            "severity": "error",
            "code": "E202",
            "message": "MessageType has no field `inbund`",
            "help": "did you mean `inbound`?",
        }
    ]
    assert rules("check", "--format", "json", write("right", "type.inbound")) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_a_file_that_is_no_text(rules: Rules, write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    path = write("odd", "type.inbound")
    path.write_bytes(b"\xff")
    assert rules("check", path) == 1
    assert "cannot be read" in capsys.readouterr().out
