"""Limits on what comes out."""

from collections.abc import Iterator

import pytest

from unhook.files.model import Child
from unhook.files.scanner import Sample
from unhook.files.unpacking import FullError, LockedError, Unpacking, UnsupportedError
from unhook.limits import RATIO_FREE, FileLimits


def unpacking(data: bytes = b"", **limits: int) -> Unpacking:
    return Unpacking(Sample(data, "zip", limits=FileLimits(**limits)))


def faults(into: Unpacking) -> list[str]:
    return [f"{each.name} {each.detail}" for each in into.found().faults]


def raising(error: Exception, *before: bytes) -> Iterator[bytes]:
    yield from before
    raise error


def test_the_ratio_counts_beyond_what_is_free() -> None:
    into = unpacking(b"x" * 10, ratio=100)
    assert into.take("a", [bytes(RATIO_FREE), bytes(1000)])
    with pytest.raises(FullError):
        into.take("b", [b"y"])
    assert faults(into) == ["limit:ratio b"]
    assert [each.name for each in into.found().children] == ["a"]


def test_all_bytes_together() -> None:
    into = unpacking(scanned_bytes=10)
    with pytest.raises(FullError):
        into.take("a", [b"x" * 11])
    assert faults(into) == ["limit:scanned_bytes a"]


def test_a_large_member_alone() -> None:
    into = unpacking(file_bytes=10)
    assert not into.take("a", [b"x" * 11])
    assert not into.admit("b", 11)
    assert into.take("c", [b"x" * 10])
    assert faults(into) == ["limit:file_bytes a"]


def test_too_many_children_and_names() -> None:
    into = unpacking(files=1, names=1)
    into.keep(Child(b""))
    with pytest.raises(FullError):
        into.keep(Child(b"", "b"))
    into.name("a")
    with pytest.raises(FullError):
        into.name("b")
    assert faults(into) == ["limit:files b", "limit:names b"]


def test_what_came_before_damage_is_kept() -> None:
    into = unpacking()
    assert not into.take("a", raising(ValueError("bad"), b"x"))
    assert not into.take("b", raising(ValueError("bad")))
    found = into.found()
    assert found.children == (Child(b"x", "a", "archive entry"),)
    assert [each.name for each in found.signs] == ["archive-damaged"]


def test_locked_and_unsupported_members() -> None:
    into = unpacking()
    into.take("a", raising(LockedError()))
    into.take("b", raising(UnsupportedError("method 77")))
    assert faults(into) == ["unsupported b: method 77", "encrypted a"]
