"""What providers answer becomes the values that rules read."""

from collections.abc import Callable
from dataclasses import fields
from typing import Any

import pytest

from unhook.mql.conform import conform
from unhook.mql.library.explode import Scan
from unhook.mql.types import Record

SCAN = Record(Scan)


def scan(ocr: Callable[[], Any]) -> Any:
    return conform({"entropy": {"entropy": 2.0}, "ocr": ocr}, SCAN)


def test_a_function_is_asked_when_its_member_is_read_and_once() -> None:
    asked: list[int] = []

    def words() -> dict[str, str]:
        asked.append(1)
        return {"raw": "Sign in"}

    record = scan(words)
    assert isinstance(record, Scan)
    assert record.entropy is not None
    assert record.entropy.entropy == 2.0
    assert record.pdf is None
    assert asked == []
    assert record.ocr is not None
    assert record.ocr.raw == "Sign in"
    assert record.ocr is record.ocr
    assert asked == [1]


def test_what_it_gives_is_held_to_its_type() -> None:
    assert scan(lambda: "no record").ocr is None
    assert scan(lambda: None).ocr is None


def test_such_a_record_has_no_other_members() -> None:
    record = scan(lambda: None)
    assert {each.name for each in fields(record)} == {each.name for each in fields(Scan)}
    with pytest.raises(AttributeError):
        record.nothing  # noqa: B018
