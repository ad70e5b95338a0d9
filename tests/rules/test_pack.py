"""Every rule of the shipped pack, whoever wrote it: fit to ship, and proved by its own mails."""

from pathlib import Path

import pytest

from unhook import app
from unhook.context import Context
from unhook.rules import cases, pack, prove, rule_file, standards

FILES = list(pack.rule_files([pack.SHIPPED]))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_rule_is_fit_to_ship_and_holds(path: Path) -> None:
    text = rule_file.text_of(path)
    assert standards.problems(rule_file.read(path, text), cases.read(path, text)) == ()
    assert prove.prove([path], app.equipped(Context()).facts).failures == ()


def test_the_tests_are_the_last_key_so_that_they_can_be_cut_off() -> None:
    for path in FILES:
        text = rule_file.text_of(path)
        assert list(rule_file.mapping(path, text))[-1] == "tests", path


def test_the_pack_loads_as_a_whole() -> None:
    shipped = pack.load()
    assert {rule.id for rule in shipped.rules} == {path.stem for path in FILES}
