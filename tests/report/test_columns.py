from hypothesis import given
from hypothesis import strategies as st

from unhook.report.columns import columns, cut, cut_front, wrap


def test_wide_characters_take_two_columns_and_marks_none() -> None:
    assert columns("abc") == 3
    assert columns("確認") == 4
    assert columns("e\u0301") == 1


def test_lines_break_between_words_and_hang() -> None:
    assert wrap("one two three", 9, "1 ", "  ") == ["1 one two", "  three"]


def test_a_word_longer_than_the_line_is_cut() -> None:
    assert wrap("abcdefghij", 6, "- ", "  ") == ["- abcd", "  efgh", "  ij"]


def test_an_empty_text_is_one_line() -> None:
    assert wrap("", 10, "- ") == ["- "]


@given(st.text(), st.integers(8, 60))
def test_no_line_is_wider_than_asked_and_no_word_is_lost(text: str, width: int) -> None:
    lines = wrap(text, width, "12 ", "   ")
    assert all(columns(line) <= width for line in lines)
    assert "".join("".join(line[3:].split()) for line in lines) == "".join(text.split())


@given(st.text(), st.integers(3, 40))
def test_cut_fits(text: str, width: int) -> None:
    assert columns(cut(text, width)) <= width
    assert columns(cut_front(text, width)) <= width


def test_what_is_cut_leaves_an_ellipsis() -> None:
    assert cut("abcdef", 4) == "abc…"
    assert cut_front("abcdef", 4) == "…def"
    assert cut("abc", 3) == cut_front("abc", 3) == "abc"
