from typing import Any

import pytest

from unhook.files.answers import bounded, is_plain, merged, plain
from unhook.files.model import Child, Fault, Found, Reference, Sign, Text
from unhook.limits import FileLimits

LIMITS = FileLimits(files=3, references=2, names=4)


def test_what_is_within_limits_stays_as_it_is() -> None:
    found = Found({"a": 1}, (Child(b"x"),), (Reference("https://example.com", "text"),), faults=(Fault("a"),))
    assert bounded(found, LIMITS, 10) == found


@pytest.mark.parametrize(
    ("found", "limit"),
    [
        (Found(children=(Child(b""),) * 4), "files"),
        (Found(references=(Reference("https://example.com", "text"),) * 3), "references"),
        (Found(texts=(Text("x"),) * 5), "names"),
        (Found(signs=(Sign("x"),) * 5), "names"),
        (Found(flavors=("x",) * 5), "names"),
    ],
)
def test_each_list_is_cut_with_a_fault(found: Found, limit: str) -> None:
    cut = bounded(found, LIMITS, 10)
    assert cut.faults == (Fault(f"limit:{limit}"),)
    counts = [len(each) for each in (cut.children, cut.references, cut.texts, cut.signs, cut.flavors)]
    assert max(counts) == {"files": 3, "references": 2, "names": 4}[limit]


def test_children_end_where_the_room_does() -> None:
    cut = bounded(Found(children=(Child(b"12345"), Child(b"123456"), Child(b"1"))), LIMITS, 10)
    assert cut.children == (Child(b"12345"),)
    assert cut.faults == (Fault("limit:scanned_bytes"),)


def test_answers_are_put_together_in_their_order() -> None:
    one = Found({"a": {"x": 1}, "b": None, "c": 1}, (Child(b"1"),), mime=None, flavors=("f", "g"))
    two = Found({"a": {"y": 2, "x": 3}, "b": 2, "c": 2}, (Child(b"2"),), mime="m", flavors=("g", "h"))
    assert merged([one, two]) == Found(
        {"a": {"x": 1, "y": 2}, "b": 2, "c": 1}, (Child(b"1"), Child(b"2")), mime="m", flavors=("f", "g", "h")
    )


def test_no_answers_are_an_empty_one() -> None:
    assert merged([]) == Found()


@pytest.mark.parametrize("value", [{}, {"a": [1, 2.5, "x", None, True, ("t",)]}, [], "x"])
def test_values_of_json_are_plain(value: Any) -> None:
    assert is_plain(value)


@pytest.mark.parametrize(
    "value", [{1: "x"}, b"x", {"a": [{1, 2}]}, [object()], [[]] * 60_000, [0] * 1_000_001]
)
def test_other_values_and_endless_ones_are_not(value: Any) -> None:
    assert not is_plain(value)


def test_a_record_that_holds_itself_is_not_plain() -> None:
    record: dict[str, Any] = {}
    record["again"] = record
    assert not is_plain(record)


def test_odd_values_become_the_nearest_plain_ones() -> None:
    odd = {"n": "caf\udce9", 1: (b"\xff", 10**30, -(2**63), 2.5, True, None), "s": {3}, "o": ValueError("x")}
    assert plain(odd) == {"n": "caf?", "1": ["\ufffd", None, -(2**63), 2.5, True, None], "s": [3], "o": "x"}
