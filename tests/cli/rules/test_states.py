import json
from collections.abc import Callable
from pathlib import Path

import pytest

from unhook.cli.rules.states import summary

Write = Callable[..., Path]
Rules = Callable[..., int]


@pytest.fixture
def folder(write: Write) -> Path:
    write("plain", "type.inbound")
    write("history", "profile.by_sender().solicited and sender.display_name in $people")
    write("name", "sender.display_name in $people")
    return write("own", "sender.email.domain.domain in $org_domains").parent


def test_causes_are_counted(rules: Rules, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert rules("states", folder) == 0
    said = capsys.readouterr()
    assert [line.split() for line in said.out.splitlines()] == [
        ["waiting", "for", "rules", "for", "that", "alone"],
        ["nothing", "1", "1"],
        ["$people", "2", "1"],
        ["$org_domains", "1", "1"],
        ["profile", "1", "0"],
    ]
    assert said.err == "unhook: 4 rules\n"


def test_lists_and_domains_that_are_given_count(
    rules: Rules, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    people = tmp_path / "people.txt"
    people.write_text("Ann\n")
    assert (
        rules("states", folder, "--list", f"people={people}", "--org-domain", "a.test", "--format", "json")
        == 0
    )
    waits = {each["rule"]: each["waits"] for each in json.loads(capsys.readouterr().out)}
    assert waits == {"history": ["profile"], "name": [], "own": [], "plain": []}


def test_a_rule_with_mistakes_is_left_out_and_told(
    rules: Rules, write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write("wrong", "type.inbund")
    write("right", "type.inbound")
    assert rules("states", path.parent, "--format", "csv") == 2
    said = capsys.readouterr()
    assert said.out.splitlines()[0] == "rule,type,file,waits"
    assert "1 rules, 1 with mistakes left out" in said.err


def test_a_rule_that_waits_for_two_things_waits_for_none_alone() -> None:
    assert list(summary([["a", "b"], ["a"], []])) == [("nothing", 1, 1), ("a", 2, 1), ("b", 1, 0)]
