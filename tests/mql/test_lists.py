"""Named lists."""

from hypothesis import given
from hypothesis import strategies as st

from unhook.mql.lists import folded, mentions


@given(st.text("ab", max_size=12), st.frozensets(st.text("ab", max_size=4), max_size=30))
def test_mentions_is_a_walk_over_the_entries(text: str, entries: frozenset[str]) -> None:
    assert mentions(text, entries) is any(entry in text for entry in entries)
    assert mentions(text, tuple(entries)) is mentions(text, entries)


def test_folding_is_remembered_for_frozen_sets() -> None:
    entries = frozenset({"A", "b"})
    assert folded(entries) == {"a", "b"}
    assert folded(entries) is folded(entries)
    assert folded(["A"]) == {"a"}
