"""Mapped lists answer exactly as a frozen set does."""

import struct
from collections.abc import Set as AbstractSet
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unhook import mql
from unhook.context import Context
from unhook.limits import Limits
from unhook.message.model import Body, Message, Subject, Thread
from unhook.mql.lists import folded, mentions
from unhook.mql.mapped import MappedList, built

# Few letters, so that entries share beginnings and texts hold entries; some that lower-case to several.
LETTERS = st.sampled_from("ab.Aß\u0130ΣσςÉé\U0001f600\0\n\ud800")
TEXTS = st.text(LETTERS, max_size=6) | st.text(max_size=20)
SETS = st.frozensets(TEXTS, max_size=30)


def mapped(entries: frozenset[str]) -> MappedList:
    return MappedList(built(iter(entries)))


@given(SETS, st.lists(TEXTS, max_size=20))
def test_a_mapped_list_is_a_set(entries: frozenset[str], asked: list[str]) -> None:
    made = mapped(entries)
    assert [each in made for each in asked] == [each in entries for each in asked]
    assert all(each in made for each in entries)
    assert sorted(made) == sorted(entries)
    assert len(made) == len(entries)
    as_set: AbstractSet[str] = made
    assert as_set == entries


@given(SETS, st.lists(TEXTS, max_size=20))
def test_a_mapped_list_folds_as_a_set_does(entries: frozenset[str], asked: list[str]) -> None:
    made, wanted = folded(mapped(entries)), folded(entries)
    assert made == wanted
    assert [each.lower() in made for each in asked] == [each.lower() in wanted for each in asked]
    assert folded(made) is made


@given(st.text(LETTERS, max_size=30), st.frozensets(st.text(LETTERS, max_size=4), max_size=30))
def test_a_mapped_list_is_mentioned_as_a_set_is(text: str, entries: frozenset[str]) -> None:
    made = mapped(entries)
    assert mentions(text, made) is mentions(text, entries)
    assert set(made.found_in(text)) == {each for each in entries if each in text}


@given(st.integers(0, 300), st.integers(120, 300), st.integers(0, 3))
def test_long_entries_are_mentioned_too(before: int, length: int, short_of: int) -> None:
    entries = frozenset({"b" + "a" * length, "ba", "b" * 130})
    for text in ("a" * before + "b" + "a" * (length - short_of), "b" * (before + 100)):
        assert set(mapped(entries).found_in(text)) == {each for each in entries if each in text}


def test_entries_may_be_long() -> None:
    entry = "".join(map(str, range(100_000)))
    made = mapped(frozenset({entry, "y"}))
    assert entry in made
    assert entry[1:] not in made
    assert set(made.found_in(f"a{entry}b")) == {entry}


def test_what_is_no_text_is_in_no_list() -> None:
    made = mapped(frozenset({"1", "a"}))
    asked: list[Any] = [1, None, b"a", ("a",), ["a"]]
    assert not any(each in made for each in asked)


def test_lists_in_lower_case_hold_one_trie() -> None:
    lower, mixed = mapped(frozenset({"a.example", "b"})), mapped(frozenset({"A.example", "b"}))
    assert lower.folded is lower
    assert mixed.folded is not mixed
    assert set(mixed.folded) == {"a.example", "b"}


@pytest.mark.parametrize("data", [b"", b"x" * 10, b"\0" * 24, b"\0" * 24 + b"We love Marisa."])
def test_other_bytes_are_no_list(data: bytes) -> None:
    with pytest.raises((RuntimeError, struct.error)):
        MappedList(data)


LISTS = {"set": frozenset({"One", "two"}), "mapped": mapped(frozenset({"One", "two"}))}
MESSAGE = Message(subject=Subject("two"), body=Body(current_thread=Thread("say one and two")))


@pytest.mark.parametrize(
    "source",
    [
        "'one' in ${}",
        "'One' in ${}",
        "'one' in~ ${}",
        "'one' in~ ('x', ${})",
        "'One' in ('x', ${})",
        "'three' in ('x', ${})",
        "subject.subject in ${}",
        "not subject.subject in ${}",
        "sender.display_name in ${}",
        "length(${}) == 2",
        "any(${}, . == 'two')",
        "all(${}, length(.) == 3)",
        "any(${}, strings.contains(body.current_thread.text, .))",
        "any(${}, strings.icontains(body.current_thread.text, .))",
        "length(filter(${}, . =~ 'ONE')) == 1",
        "'two' in flatten([${}])",
        "length(distinct(${})) == 2",
        "length(map(${}, length(.))) == 2",
    ],
)
def test_rules_answer_the_same_about_both(source: str) -> None:
    answers = [
        mql.compile(source.format(name)).evaluate(mql.Run(MESSAGE, Context(lists=LISTS), strict=True))
        for name in LISTS
    ]
    assert answers[0] == answers[1]


@pytest.mark.parametrize("test", ["strings.contains", "strings.icontains"])
def test_the_place_of_a_mention_is_told_for_both(test: str) -> None:
    source = f"any(${{}}, {test}(body.current_thread.text, .))"
    run = mql.Run(MESSAGE, Context(lists=LISTS), strict=True)
    of_set, of_mapped = (set(mql.compile(source.format(name)).trace(run)) for name in LISTS)
    assert of_mapped == of_set
    assert ("body.current_thread.text", (12, 15)) in {(each.field, each.span) for each in of_mapped}


def test_a_search_for_mentions_ends_with_the_rules_time() -> None:
    ticks = iter(range(10_000))
    run = mql.Run(
        Message(body=Body(current_thread=Thread("x" * 10_000))),
        Context(lists=LISTS),
        limits=Limits(rule_seconds=20, message_seconds=1e9),
        clock=lambda: next(ticks),
    )
    rule = mql.compile("any($mapped, strings.contains(body.current_thread.text, .))")
    assert rule.evaluate(run).missing == {"time"}
