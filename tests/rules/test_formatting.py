"""Rule files with their source laid out."""

from pathlib import Path

import pytest

from unhook.errors import RuleError
from unhook.rules.formatting import formatted


def done(text: str) -> str:
    return formatted(Path("r.yml"), text)


def test_only_the_source_changes() -> None:
    text = "# a rule\nname:   x # odd\nsource: |\n   a   and b // why\n\n\ntags: [ a,b ]\n"
    assert done(text) == "# a rule\nname:   x # odd\nsource: |\n   a\n   and b // why\n\n\ntags: [ a,b ]\n"
    assert done(done(text)) == done(text)


@pytest.mark.parametrize(
    "text", ["name: x\nsource: false\n", "name: x\nsource: type.inbound\n", "source: 'a'\n"]
)
def test_a_source_on_one_line_stays_there(text: str) -> None:
    assert done(text) == text


def test_a_long_source_on_one_line_becomes_a_block() -> None:
    assert done("source: a and b\nname: x\n") == "source: |\n  a\n  and b\nname: x\n"


def test_line_ends_are_kept() -> None:
    assert done("source: |\r\n  a and b\r\nname: x\r\n") == "source: |\r\n  a\r\n  and b\r\nname: x\r\n"


@pytest.mark.parametrize("text", ["source: a and (\n", "name: x\n", "source: \"a == '\\e' and b\"\n"])
def test_what_cannot_be_laid_out_is_an_error(text: str) -> None:
    with pytest.raises(RuleError):
        done(text)
