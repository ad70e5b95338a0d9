import pytest
import re2
from hypothesis import given
from hypothesis import strategies as st

from unhook.mql.library.required import of_globs, of_needles, of_patterns


@pytest.mark.parametrize(
    ("pattern", "literals"),
    [
        ("verify", {"verify"}),
        ("VERIFY", {"verify"}),
        (r"\bverify\b your", {"verify your"}),
        ("(?:verify|confirm) (?:your|the) account", {" account"}),
        ("(?:verify|confirm) .{1,3}", {"verify", "confirm"}),
        ("(?i)pay(?:ment)?", {"pay"}),
        ("abc+def", {"cdef"}),
        ("abcd?efg", {"abc"}),
        ("abc{0,2}def", {"def"}),
        ("abc{2}", {"abc"}),
        (r"host[.]example", {"host.example"}),
        (r"host\.example", {"host.example"}),
        (r"(?P<who>anna)|(?<what>bert)", {"anna", "bert"}),
        (r"\x{61}word", {"word"}),
        ("^start", {"start"}),
        ("{word}", {"{word}"}),
        ("größe und masse", {"e und masse"}),
    ],
)
def test_what_a_pattern_requires(pattern: str, literals: set[str]) -> None:
    assert of_patterns((pattern,)) == frozenset(literals)


@pytest.mark.parametrize(
    "pattern",
    [
        r"\d+",
        "ab",
        "(?:abc)?",
        "abc|d",
        "[abc]{5}",
        r"\Qabc\E",
        "(?#x)abc",
        "(abc",
        "abc)",
        "*abc",
        "[abc",
        r"abc\1",
    ],
)
def test_nothing_is_required(pattern: str) -> None:
    assert of_patterns((pattern,)) is None


def test_alternatives_are_required_together() -> None:
    assert of_patterns(("one more", "two")) == frozenset({"one more", "two"})
    assert of_patterns(("one more", ".*")) is None
    assert of_needles(("abc", "defg")) == frozenset({"abc", "defg"})
    assert of_needles(("abc", "")) is None
    assert of_globs(("*your*account?", "pay*")) == frozenset({"account", "pay"})
    assert of_globs(("*",)) is None


_PIECES = st.sampled_from(
    [
        *("a", "b", "k", "S", "xy", "(?:ab|ba)", "(a|bk)", "[ab]", "[^a]", ".", r"\w", r"\b", r"\."),
        *("[.]", "(?i)", "^", "$", "ß", r"\x{6b}", "|"),
    ]
)
_REPEATS = st.sampled_from(["", "", "", "*", "+", "?", "{2}", "{0,1}", "{1,2}?", "+?"])


@given(
    st.lists(st.tuples(_PIECES, _REPEATS), min_size=1, max_size=8),
    st.text(alphabet="abkKsSſKxyXY.ßẞİ \n", max_size=14),
)
def test_no_match_is_without_its_literals(pieces: list[tuple[str, str]], text: str) -> None:
    pattern = "".join(piece + ("" if piece in ("|", "(?i)") else repeat) for piece, repeat in pieces)
    options = re2.Options()
    options.case_sensitive, options.log_errors = False, False
    try:
        matches = re2.compile(pattern, options).search(text) is not None
    except re2.error:
        return
    literals = of_patterns((pattern,))
    if matches and literals is not None:
        assert any(re2.compile(re2.escape(each), options).search(text.lower()) for each in literals), pattern
