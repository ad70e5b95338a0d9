import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unhook.links.readings import Readings, stands_in


def test_each_way_of_reading() -> None:
    read = Readings("A%2540b/" + base64.b64encode(b"Hello, World").decode() + "?" + b"Goodbye".hex())
    assert read.plain.startswith("a%2540b/")
    assert read.percent.startswith("a%40b/")
    assert read.double_percent.startswith("a@b/")
    assert "hello, world" in read.base64.split("\n")
    assert "goodbye" in read.hex.split("\n")
    assert "a@b" in read.tokens


def test_digests_are_whole_runs_of_their_length() -> None:
    assert Readings("x=" + "a" * 32).digests == {"a" * 32}
    assert Readings("x=" + "a" * 33).digests == frozenset()


def test_signed_tokens_stay_closed_and_start_at_a_border() -> None:
    token = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJqb0Bjb3JwIn0.c2ln"
    assert "jo@corp" not in Readings(token).base64
    assert "jo@corp" in Readings("x" + token).base64


@pytest.mark.parametrize(
    ("text", "wanted", "there"),
    [
        ("x=jo@corp.example&y", "jo@corp.example", True),
        ("bojo@corp.example", "jo@corp.example", False),
        ("jo@corp.examples", "jo@corp.example", False),
        ("jo@corp.example.org", "jo@corp.example", False),
        ("jo@corp.example.", "jo@corp.example", True),
        ("bojo@corp.example jo@corp.example", "jo@corp.example", True),
        ("", "jo@corp.example", False),
    ],
)
def test_borders(text: str, wanted: str, there: bool) -> None:
    assert stands_in(text, wanted) is there


@given(st.text(max_size=300))
def test_any_text_is_survived(text: str) -> None:
    Readings(text)
