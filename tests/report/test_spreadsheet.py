import pytest

from unhook.report.spreadsheet import cell


@pytest.mark.parametrize(
    "text", ["=1", "+1", "-1", "@a", "\t=1", "\r=1", " =1", "\u00a0=1", "\uff1d1", "|a", "%a"]
)
def test_what_would_be_a_formula_is_text(text: str) -> None:
    assert cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "a", "a=1", "1+1", "https://example.com/"])
def test_other_text_is_as_it_was(text: str) -> None:
    assert cell(text) == text


def test_a_null_is_no_end() -> None:
    assert cell("a\0b") == "a\ufffdb"
