"""SQL and Python look for texts alike, or the bounds say that they may not."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from unhook import mql
from unhook.archive.index import texts
from unhook.archive.index.engine import connect, quoted
from unhook.archive.index.logic import Bounds, exactly
from unhook.message.model import Message

_ODD = "İıKkſsΣσςßẞÅå%_\\'\n*?aIß"
_TEXT = st.text(st.sampled_from(_ODD) | st.characters(exclude_categories=["Cs"], min_codepoint=1), max_size=8)
_NEEDLE = st.text(st.sampled_from(_ODD), max_size=3)


@pytest.fixture(scope="module")
def connection() -> Iterator[Any]:
    with connect() as opened:
        yield opened


def holds(connection: Any, bounds: Bounds) -> tuple[bool, bool]:
    least, most = connection.execute(f"SELECT {bounds.least}, {bounds.most}").fetchone()
    return least, most


def engine(call: str, text: str, *needles: str) -> bool:
    run = mql.Run(Message(), strict=True)
    function = mql.STANDARD.get(call)
    assert function is not None
    return bool(run.call(function, (text, *needles), {}))


def test_only_known_characters_fold_to_ascii_and_to_the_same(connection: Any) -> None:
    every = [chr(code) for code in range(1, 0x110000) if not 0xD800 <= code < 0xE000]
    rows = connection.execute("SELECT c, lower(c) FROM (SELECT unnest(?) AS c)", [every]).fetchall()
    assert len(rows) == len(every)
    for character, lower in rows:
        here = "".join(each for each in character.lower() if each.isascii())
        assert "".join(each for each in lower if each.isascii()) == here, hex(ord(character))
        assert len(character.lower()) == 1 or character == "İ"


@pytest.mark.parametrize("fold", [False, True])
@pytest.mark.parametrize("kind", ["contains", "starts_with", "ends_with", "like"])
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_TEXT, _NEEDLE)
@example("ai", "a?")
@example("aİ", "a?")
@example("İ", "i")
@example("ΑΣ", "ας")
@example("a%", "a%")
@example("100", "1_0")
@example("a\nb", "a*b")
@example("e\u0301", "?")
def test_search(connection: Any, kind: str, fold: bool, text: str, needle: str) -> None:
    least, most = holds(connection, texts.found(quoted(text), kind, needle, fold))
    answer = engine(f"strings.{'i' * fold}{kind}", text, needle)
    assert least <= answer <= most
    if not fold:
        assert least == most


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_TEXT, st.lists(_NEEDLE, min_size=1, max_size=3), st.booleans())
def test_membership(connection: Any, text: str, entries: list[str], fold: bool) -> None:
    least, most = holds(connection, texts.listed(quoted(text), entries, fold))
    here = [each.lower() for each in entries] if fold else entries
    assert least <= ((text.lower() if fold else text) in here) <= most


@pytest.mark.parametrize("fold", [False, True])
@pytest.mark.parametrize("whole", [False, True])
@pytest.mark.parametrize(
    "pattern",
    [
        "a.b",
        "^a",
        "b$",
        "(?i)K",
        "[^k]",
        "s",
        r"\bi\b",
        "[a-z]{2}",
        r"\W",
        "",
        "a|",
        r"[\s\S]%",
        "(?:i|s)+",
        r"\Aa\z",
    ],
)
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_TEXT)
@example("a\nb")
def test_patterns(connection: Any, pattern: str, whole: bool, fold: bool, text: str) -> None:
    bounds = texts.matched(quoted(text), pattern, fold, whole)
    answer = engine(f"regex.{'i' * fold}{'match' if whole else 'contains'}", text, pattern)
    assert holds(connection, bounds) == (answer, answer)


@pytest.mark.parametrize("pattern", [r"\pL", "(?s)a.b", r"\x{130}", "ß", "(?<n>a)"])
def test_patterns_that_other_versions_of_re2_may_read_otherwise_say_nothing(pattern: str) -> None:
    assert texts.matched("x", pattern, False, False) == Bounds("TRUE", "FALSE")


def test_of_a_text_that_patterns_may_not_read_to_its_end_nothing_is_said(connection: Any) -> None:
    text = "é" * 99_999 + "end"
    for pattern in ("e", "end", "e$"):
        assert holds(connection, texts.matched(quoted(text), pattern, False, False)) == (False, True)


def test_an_exact_search_is_one_of_sql() -> None:
    assert texts.found("x", "equal", "it's", False) == exactly("(x = 'it''s')")
