"""The examples in docs/language.md give the values that stand behind their arrows."""

import re
from pathlib import Path

import pytest
from docs.tables.markdown import shown

import unhook
from unhook import mql
from unhook.rules import problems
from unhook.rules.defaults import LISTS, library

ROOT = Path(__file__).parents[2]
_BLOCK = re.compile(r"^```mql\n(.*?)^```", re.DOTALL | re.MULTILINE)
_EXAMPLE = re.compile(r"(.+?)\s*// → ([^\n]+)\n", re.DOTALL)
TEXT = (ROOT / "docs" / "language.md").read_text(encoding="utf-8")
BLOCKS = _BLOCK.findall(TEXT)
EXAMPLES = [example for block in BLOCKS for example in _EXAMPLE.findall(block)]
RULES = [block for block in BLOCKS if "→" not in block]


@pytest.mark.parametrize(("source", "value"), EXAMPLES)
def test_an_example_gives_its_value(source: str, value: str) -> None:
    message = unhook.parse((ROOT / "examples" / "seed-scam.eml").read_bytes())
    run = mql.Run(message, unhook.Context(), lists=LISTS, strict=True)
    answer = mql.compile(source, library(), query=True).value(run)
    told = (
        f"needs {', '.join(sorted(answer.names))}" if isinstance(answer, mql.Unavailable) else shown(answer)
    )
    assert told == value


@pytest.mark.parametrize("source", RULES)
def test_a_rule_without_a_value_compiles(source: str) -> None:
    assert mql.compile(source, library()).warnings == ()


def test_there_are_examples_of_both_kinds() -> None:
    assert EXAMPLES
    assert RULES


def test_the_mistake_is_told_as_shown() -> None:
    file = 'name: "My rule"\nsource: sender.email.root_domain == "a.test"\n'
    (problem,) = problems.of(Path("my-rule.yml"), file)
    assert f"```\n{problem.shown}\n```" in TEXT
