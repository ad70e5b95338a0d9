"""Globs against a plain reference."""

from hypothesis import given
from hypothesis import strategies as st

from unhook.mql.library.globs import glob, glob_span


def matches(pattern: str, text: str) -> bool:
    """Dynamic programming over both: slow and plain."""
    reachable = {0}
    for character in pattern:
        if character == "*":
            reachable = {end for start in reachable for end in range(start, len(text) + 1)}
        else:
            reachable = {
                place + 1 for place in reachable if place < len(text) and character in ("?", text[place])
            }
    return len(text) in reachable


@given(st.text("ab*?.\n", max_size=8), st.text("ab.\n", max_size=10))
def test_like_the_reference(pattern: str, text: str) -> None:
    assert glob(pattern)(text) is matches(pattern, text)


@given(st.text("ab*?", max_size=8), st.text("abAB", max_size=10), st.booleans())
def test_spans_lie_in_the_text(pattern: str, text: str, fold: bool) -> None:
    span = glob_span(pattern, text, fold)
    assert span is None or 0 <= span[0] <= span[1] <= len(text)


def test_many_stars_stay_fast() -> None:
    assert not glob("*a" * 30 + "*b")("a" * 50_000)
