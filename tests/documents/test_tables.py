"""The tables in the documents are those that the code of today gives."""

from pathlib import Path

import pytest
from docs.tables import DOCUMENTS, refreshed
from docs.tables.markdown import agree, prose, shown

from unhook.rules.keys import SEVERITIES
from unhook.rules.rule_file import read
from unhook.verdict.decide import MAIN_SHARE


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_committed_tables_are_current(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    assert refreshed(text) == text, "run: python -m docs.tables"
    assert "<!-- table: " in text


def test_a_stale_table_is_replaced_and_the_text_around_it_stays() -> None:
    stale = "Before.\n\n<!-- table: policies -->\n| old |\n<!-- end -->\n\nAfter.\n"
    fresh = refreshed(stale)
    assert "| old |" not in fresh
    assert "`balanced`" in fresh
    assert fresh.startswith("Before.\n\n<!-- table: policies -->\n")
    assert fresh.endswith("\n<!-- end -->\n\nAfter.\n")


def test_a_table_nobody_makes_is_an_error() -> None:
    with pytest.raises(KeyError):
        refreshed("<!-- table: nothing -->\n<!-- end -->")


def test_prose_without_its_function_and_a_function_without_prose_are_named() -> None:
    with pytest.raises(LookupError, match=r"lacks \['a'\], has \['b'\]"):
        agree("functions.yml", {"a"}, {"b"})


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, "null"), (True, "true"), (("é", 2), '["é", 2]'), ({"a": 0.5}, '{"a": 0.5}')],
)
def test_values_are_shown_as_rules_write_them(value: object, text: str) -> None:
    assert shown(value) == text


def test_a_sentence_keeps_its_cell_and_shows_where_a_quotation_goes() -> None:
    assert prose("a | b <c> {snippet}") == r"a \| b \<c> …"


def test_figures_within_sentences_are_those_of_the_code(tmp_path: Path) -> None:
    text = " ".join((DOCUMENTS[0].parent / "rules.md").read_text(encoding="utf-8").split())
    assert f"at least {MAIN_SHARE:g} times as much as the heaviest" in text
    rule = tmp_path / "rule.yml"
    weights = []
    for severity in SEVERITIES:
        rule.write_text(
            f"id: a\nname: A\ntype: rule\nseverity: {severity}\nsource: 'true'\n", encoding="utf-8"
        )
        weights.append(f"{severity} {read(rule).weight:g}")
    assert f"one by severity: {', '.join(weights)}." in text
