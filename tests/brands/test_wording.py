import pytest
from hypothesis import given
from hypothesis import strategies as st

from unhook.brands.wording import Wording

NAMES = Wording(
    [
        ("acme", ["acme", "acme bank", "acme+"], []),
        ("a&t", ["a&t", "t-mob", "crédit local"], []),
        ("peach", [], ["Peach"]),
        ("sum", ["三井銀行"], []),
    ]
)


def found(text: str) -> list[tuple[str, str]]:
    return [(match.what, match.text) for match in NAMES.find(text)]


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("Your ACME account", [("acme", "ACME")]),
        ("acme's and acme.example", [("acme", "acme"), ("acme", "acme")]),
        ("The Acme  Bank", [("acme", "Acme  Bank")]),
        ("pacmen, acmes, xacme", []),
        ("A&T or a t or at", [("a&t", "A&T")]),
        ("T-Mob, t mob", [("a&t", "T-Mob")]),
        ("Credit Local, crédit local", [("a&t", "Credit Local"), ("a&t", "crédit local")]),
        ("Peach, PEACH, peach, Peaches", [("peach", "Peach"), ("peach", "PEACH")]),
        ("お知らせ三井銀行より", [("sum", "三井銀行")]),
        ("", []),
    ],
)
def test_names_are_found_at_word_borders(text: str, hits: list[tuple[str, str]]) -> None:
    assert found(text) == hits


@pytest.mark.parametrize("text", ["аcme", "ac\u200bme", "ＡＣＭＥ", "acrne", "4cme", "𝐀𝐜𝐦𝐞"])
def test_disguises_are_seen_through_and_told(text: str) -> None:
    (match,) = NAMES.find(f"from {text} now")
    assert (match.what, match.text, match.disguised) == ("acme", text, True)


def test_accents_left_out_are_no_disguise() -> None:
    assert [match.disguised for match in NAMES.find("Credit Local crédit local ACME")] == [
        False,
        False,
        False,
    ]


def test_ordinary_words_are_marked() -> None:
    assert [match.plain for match in NAMES.find("Peach acme")] == [False, True]


@given(st.text(max_size=200))
def test_places_are_true_and_in_order(text: str) -> None:
    matches = NAMES.find(text + " acme " + text)
    assert any(match.what == "acme" for match in matches)
    for match in matches:
        assert (text + " acme " + text)[match.start : match.end] == match.text
