import pytest
from hypothesis import given
from hypothesis import strategies as st

from unhook.pages.source import script


def test_literals_are_joined_where_the_script_joins_them() -> None:
    assert script.read("fetch('https://a.'+'te'+'st/'+x+'/y')").strings == ("https://a.test/", "/y")


def test_base64_of_a_literal_is_read() -> None:
    assert script.read("go(atob('aHR0cHM6Ly9hLnRlc3Qv')+'x')").strings == ("https://a.test/x",)


def test_names_hold_what_they_were_given_first() -> None:
    read = script.read("var u='https://a.test/';u='b';send(u)")
    assert read.names == {"u": "https://a.test/"}
    at = [text for _, text in read.tokens].index("send")
    assert read.argument(at) == "https://a.test/"


def test_an_argument_ends_with_its_statement() -> None:
    assert script.read("send();u='x'").argument(0) is None


@pytest.mark.parametrize(
    ("text", "plain"),
    [("YWJjZA", "abcd"), ("YWJj\nZA==", "abcd"), ("a", None), ("????", None), ("//79", None)],
)
def test_base64(text: str, plain: str | None) -> None:
    assert script.unbase64(text) == plain


@given(st.text(max_size=200))
def test_any_text_is_survived(text: str) -> None:
    script.read(text)
    script.unbase64(text)
