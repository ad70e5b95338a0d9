"""Named lists: large sets that live longer than a message, lower-cased once."""

from collections.abc import Collection
from typing import Any
from weakref import WeakKeyDictionary

_FOLDED: "WeakKeyDictionary[Any, frozenset[Any]]" = WeakKeyDictionary()


def folded(entries: Collection[Any]) -> frozenset[Any]:
    """The strings of a list in lower case. Kept for frozen sets as long as the set itself lives."""
    if not isinstance(entries, frozenset):
        return _fold(entries)
    try:
        return _FOLDED[entries]
    except KeyError:
        result = _FOLDED[entries] = _fold(entries)
        return result


def _fold(entries: Collection[Any]) -> frozenset[Any]:
    return frozenset(each.lower() if isinstance(each, str) else each for each in entries)
