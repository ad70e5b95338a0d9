from hypothesis import given
from hypothesis import strategies as st

from unhook.files.web.javascript import tokens, words


def test_names_strings_and_keywords_are_told_apart() -> None:
    found = words("var total = read('a', \"b\"); if (total) { return `c`; }", 100)
    assert found.identifiers == ("total", "read")
    assert found.strings == ("a", "b", "c")
    assert found.keywords == ("var", "if", "return")


def test_a_quote_in_a_pattern_begins_no_string() -> None:
    assert words("x = /it's/.test(y); z = 'w'", 100).strings == ("w",)


def test_a_slash_after_a_value_divides() -> None:
    assert words("a = b / c; d = 'e' / 2; f = (g) / h", 100).identifiers == tuple("abcdfgh")


def test_escapes_are_read_in_strings_and_names() -> None:
    found = words(r'ato\u0062("\x68\u0069\u{21}\n")', 100)
    assert found.identifiers == ("atob",)
    assert found.strings == ("hi!\n",)


def test_comments_say_nothing() -> None:
    assert words("// one\n/* two */ three <!-- four\n five", 100).identifiers == ("three", "five")


def test_at_most_so_many_words() -> None:
    assert len(words("a b c d", 2).identifiers) == 2


@given(st.text())
def test_any_text_has_tokens(source: str) -> None:
    for kind, _ in tokens(source):
        assert kind in ("identifier", "keyword", "string", "number", "mark")
