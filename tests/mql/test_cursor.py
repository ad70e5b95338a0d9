import pytest

from unhook.mql.cursor import Cursor, Skip
from unhook.mql.tokens import tokenize


def cursor(source: str) -> Cursor:
    return Cursor(tokenize(source).words, [])


def test_looking_takes_nothing() -> None:
    here = cursor("not a")
    assert here.at("and", "not")
    assert here.take().text == "not"
    assert here.word.text == "a"
    assert not here.done


def test_strings_are_no_symbols() -> None:
    assert not cursor('"and"').at("and", '"and"')


def test_the_end_stays_the_end() -> None:
    here = cursor("a")
    here.take()
    assert here.done
    assert here.take() is here.take()
    assert here.behind(0) == (0, 1)


@pytest.mark.parametrize(
    ("source", "stop"),
    [("a b (c and d, e) and f", "and"), ("[a, b], c", ","), ("a ) or b", ")"), ("((a", "")],
)
def test_skipping_ends_on_its_own_level(source: str, stop: str) -> None:
    here = cursor(source)
    here.skip()
    assert here.word.text == stop


def test_what_is_missing_is_noted_where_it_should_stand() -> None:
    here = cursor("a b")
    here.take()
    with pytest.raises(Skip):
        here.expect(")", "E115", "`)` is missing here")
    (problem,) = here.problems
    assert (problem.code, problem.span) == ("E115", (2, 3))
