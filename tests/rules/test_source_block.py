"""Where the MQL stands in a rule file."""

from pathlib import Path

import pytest

from unhook.errors import RuleError
from unhook.rules.source_block import SourceBlock, find

BLOCK = 'name: x\nsource: |-\n    type.inbound\n\n    and "é" == "a"\n# behind\nseverity: low\n'


def block(text: str) -> SourceBlock:
    return find(Path("r.yml"), text)


@pytest.mark.parametrize(
    "text",
    [
        BLOCK,
        BLOCK.replace("\n", "\r\n"),
        "source: |\n  first\n  second",
        "name: x\nsource: type.inbound\nseverity: low\n",
        "source: |2\n    indented\n  second\n",
    ],
)
def test_every_character_of_the_source_is_found_in_the_file_and_back(text: str) -> None:
    found = block(text)
    for place, character in enumerate(found.source.rstrip("\n")):
        if character != "\n":
            assert text[found.offset(place)] == character
            assert found.place(found.offset(place)) == place


def test_positions_are_the_files() -> None:
    found = block(BLOCK)
    assert found.position(found.source.index("and")) == (5, 5)
    assert found.span((0, 4)) == (BLOCK.index("type"), BLOCK.index("type") + 4)


def test_places_outside_the_source_are_its_nearest() -> None:
    found = block(BLOCK)
    assert found.place(0) == 0
    assert found.place(len(BLOCK)) == len(found.source)
    assert found.offset(len(found.source)) == found.end


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (BLOCK, "name: x\nsource: |-\n    a\n\n    and b\n# behind\nseverity: low\n"),
        (
            BLOCK.replace("\n", "\r\n"),
            "name: x\r\nsource: |-\r\n    a\r\n\r\n    and b\r\n# behind\r\nseverity: low\r\n",
        ),
        ("source: x\nname: y\n", "source: |\n  a\n\n  and b\nname: y\n"),
        ('source: "x" # why\nname: y\n', "source: | # why\n  a\n\n  and b\nname: y\n"),
        ("source: > # why\n  x\nname: y\n", "source: | # why\n  a\n\n  and b\nname: y\n"),
        ("source: >\n  x\n  and y\n\nname: y\n", "source: |\n  a\n\n  and b\n\nname: y\n"),
    ],
)
def test_another_source_leaves_all_else(text: str, expected: str) -> None:
    result = block(text).replaced("a\n\nand b")
    assert result == expected
    assert block(result).source.rstrip("\n") == "a\n\nand b"


def test_a_source_in_quotes_is_placed_at_its_start() -> None:
    found = block('name: x\nsource: "a \\"b\\""\n')
    assert found.source == 'a "b"'
    assert found.position(3) == (2, 9)


@pytest.mark.parametrize("text", ["name: x\n", "- a\n", "a: [\n", "source: [a]\n"])
def test_a_file_without_a_source(text: str) -> None:
    with pytest.raises(RuleError):
        block(text)
