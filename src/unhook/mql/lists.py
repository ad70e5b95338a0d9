"""Named lists: large sets that live longer than a message, lower-cased once."""

from collections.abc import Callable, Collection, Iterable
from typing import Any
from weakref import WeakKeyDictionary

from unhook.mql.mapped import MappedList

_FOLDED: "WeakKeyDictionary[Any, frozenset[Any]]" = WeakKeyDictionary()
_LENGTHS: "WeakKeyDictionary[Any, frozenset[int]]" = WeakKeyDictionary()


def folded(entries: Collection[Any]) -> Collection[Any]:
    """The strings of a list in lower case. Kept for frozen sets as long as the set itself lives."""
    if isinstance(entries, MappedList):
        return entries.folded
    if not isinstance(entries, frozenset):
        return _fold(entries)
    try:
        return _FOLDED[entries]
    except KeyError:
        result = _FOLDED[entries] = _fold(entries)
        return result


def mentions(
    text: str, entries: Collection[Any], paced: Callable[[Iterable[int]], Iterable[int]] = iter
) -> bool:
    """Whether an entry stands anywhere in the text: one look-up for each place and entry length, or one
    search for each entry, whichever is less work; mapped lists find their own way, at
    the pace of `paced`, which may end it by an exception.
    """
    if isinstance(entries, MappedList):
        return next(entries.found_in(text, paced), None) is not None
    lengths = _lengths(entries)
    if len(text) * len(lengths) > 4 * len(entries):
        return any(each in text for each in entries if isinstance(each, str))
    places = range(len(text) + 1)
    return any(text[place : place + length] in entries for length in lengths for place in places)


def _lengths(entries: Collection[Any]) -> frozenset[int]:
    if not isinstance(entries, frozenset):
        return frozenset(len(each) for each in entries if isinstance(each, str))
    try:
        return _LENGTHS[entries]
    except KeyError:
        result = _LENGTHS[entries] = frozenset(len(each) for each in entries if isinstance(each, str))
        return result


def _fold(entries: Collection[Any]) -> frozenset[Any]:
    return frozenset(each.lower() if isinstance(each, str) else each for each in entries)
