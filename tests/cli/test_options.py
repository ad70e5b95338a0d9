import argparse
import io
from pathlib import Path

import pytest

from unhook.cli import options
from unhook.errors import ConfigError


def parsed(*arguments: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    options.add_context(parser)
    options.add_language(parser)
    return parser.parse_args(arguments)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_nothing_said_is_unknown_not_empty() -> None:
    context = options.context(parsed())
    assert context.org_domains is None
    assert context.trusted_authserv_ids is None


def test_domains_are_gathered_in_lower_case() -> None:
    context = options.context(
        parsed(
            "--org-domain", "Corp.Example", "--org-domain", "b.example", "--trust-authserv", "MX.Corp.example"
        )
    )
    assert context.org_domains == frozenset({"corp.example", "b.example"})
    assert context.trusted_authserv_ids == frozenset({"mx.corp.example"})


@pytest.mark.parametrize(
    ("variables", "arguments", "language"),
    [
        ({}, (), "en"),
        ({"LANG": "de_DE.UTF-8"}, (), "de_DE.UTF-8"),
        ({"LANG": "de_DE", "LC_MESSAGES": "fr_FR"}, (), "fr_FR"),
        ({"LANG": "de_DE", "LC_ALL": "es_ES", "LC_MESSAGES": "fr_FR"}, (), "es_ES"),
        ({"LC_ALL": "", "LANG": "it_IT"}, (), "it_IT"),
        ({"LANG": "de_DE"}, ("--language", "nl"), "nl"),
    ],
)
def test_the_language_asked_for_goes_before_the_environment(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], arguments: tuple[str, ...], language: str
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert options.language(parsed(*arguments)) == language


@pytest.mark.parametrize(
    ("variables", "coloured"),
    [({"TERM": "xterm"}, True), ({"TERM": "dumb"}, False), ({"TERM": "xterm", "NO_COLOR": "1"}, False)],
)
def test_colours_for_terminals_that_want_them(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], coloured: bool
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert options.colour(Terminal()) is coloured
    assert options.colour(io.StringIO()) is False


def test_a_pipe_has_no_width_unless_told(monkeypatch: pytest.MonkeyPatch) -> None:
    assert options.width() is None
    monkeypatch.setenv("COLUMNS", "33")
    assert options.width() == 33


def with_lists(*given: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    options.add_context(parser)
    options.add_lists(parser)
    return parser.parse_args([part for each in given for part in ("--list", each)])


def test_lists_are_supplied_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UNHOOK_HOME", str(tmp_path))
    for name in ("a=b", "other"):
        (tmp_path / name).write_text(f"{name}\n")
    lists = options.context(with_lists(f"one={tmp_path}/a=b", f"$two={tmp_path}/other")).lists
    assert dict(lists) == {"one": {"a=b"}, "two": {"other"}}
    assert options.context(with_lists()).lists == {}


@pytest.mark.parametrize("name", ["org_domains", "org_slds", "org_vips"])
def test_what_is_told_otherwise_is_no_list(name: str, tmp_path: Path) -> None:
    (tmp_path / "x").write_text("x\n")
    with pytest.raises(ConfigError, match=f"--list {name}: "):
        options.context(with_lists(f"{name}={tmp_path}/x"))


def test_a_list_supplied_twice_is_a_mistake(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("x\n")
    with pytest.raises(ConfigError, match="--list one: given twice"):
        options.context(with_lists(f"one={tmp_path}/x", f"one={tmp_path}/x"))


@pytest.mark.parametrize("given", ["name", "name="])
def test_a_list_needs_a_file(given: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        with_lists(given)
    assert "give NAME=FILE" in capsys.readouterr().err
