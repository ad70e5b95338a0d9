"""A named list too large for a Python set: an exact set of strings in a few bytes an entry.

It is a MARISA trie (static, exact) read in place, from mapped memory that all processes
share or from bytes. Lists whose entries are not all in lower case hold a second trie of
the folded ones, so that `in~` need not fold a million entries.
"""

from collections.abc import Callable, Iterable, Iterator
from collections.abc import Set as AbstractSet
from struct import Struct
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from marisa_trie import BinaryTrie

# The longest key of the trie and of the folded one, and where that one begins: 0 where both are the same.
_HEAD = Struct("<QQQ")
_ALIGNED = 8
# Longer entries are looked for in a text only where it holds as much as this of one of them.
_STEP = 128


class MappedList(AbstractSet[str]):
    """The strings of `built`'s bytes, which must stay as they are while it lives."""

    __slots__ = ("_longest", "_memory", "_trie", "folded")

    folded: "MappedList"
    """The entries in lower case."""

    def __init__(self, data: "bytes | memoryview") -> None:
        """Raises `RuntimeError` or `struct.error` for what `built` did not make."""
        memory = memoryview(data)
        longest, longest_folded, second = _HEAD.unpack_from(memory)
        self._open(memory[_HEAD.size : second or len(memory)], longest)
        self.folded = self
        if second:
            self.folded = MappedList.__new__(MappedList)
            self.folded._open(memory[second:], longest_folded)
            self.folded.folded = self.folded

    def _open(self, memory: memoryview, longest: int) -> None:
        from marisa_trie import BinaryTrie

        # The trie points into the memory and does not keep it alive.
        self._memory, self._longest = memory, longest
        self._trie: BinaryTrie = BinaryTrie().map(memory)

    def __contains__(self, entry: object) -> bool:
        return isinstance(entry, str) and entry.encode("utf-8", "surrogatepass") in self._trie

    def __iter__(self) -> Iterator[str]:
        return (key.decode("utf-8", "surrogatepass") for key in self._trie.iterkeys())

    def __len__(self) -> int:
        return len(self._trie)

    @classmethod
    def _from_iterable(cls, entries: Iterable[Any]) -> frozenset[Any]:
        return frozenset(entries)

    def found_in(self, text: str, paced: Callable[[Iterable[int]], Iterable[int]] = iter) -> Iterator[str]:
        """The entries that stand in the text, by their places: one walk down the trie from each place.
        `paced` passes the places on and may end the search by an exception.
        """
        data = text.encode("utf-8", "surrogatepass")
        prefixes, step = self._trie.prefixes, min(self._longest, _STEP)
        for place in paced(range(len(data) + 1)):
            start = data[place : place + step]
            found = prefixes(start)
            if len(start) < self._longest and len(start) == step and self._continues(start):
                found = prefixes(data[place : place + self._longest])
            for key in found:
                yield key.decode("utf-8", "surrogatepass")

    def _continues(self, start: bytes) -> bool:
        return next(self._trie.iterkeys(start), None) is not None


def built(entries: Iterable[str]) -> bytes:
    """The bytes that a `MappedList` reads, of any number of strings in any order."""
    trie, longest, lower = _trie(entries)
    first: bytes = trie.tobytes()
    if lower:
        return _HEAD.pack(longest, longest, 0) + first
    first += bytes(-len(first) % _ALIGNED)
    folded, longest_folded, _ = _trie(key.decode("utf-8", "surrogatepass").lower() for key in trie.iterkeys())
    second: bytes = folded.tobytes()
    return _HEAD.pack(longest, longest_folded, _HEAD.size + len(first)) + first + second


def _trie(entries: Iterable[str]) -> "tuple[BinaryTrie, int, bool]":
    """The trie, its longest key in bytes, and whether all entries are in lower case."""
    from marisa_trie import BinaryTrie

    longest, lower = 0, True

    def keys() -> Iterator[bytes]:
        nonlocal longest, lower
        for entry in entries:
            key = entry.encode("utf-8", "surrogatepass")
            longest = max(longest, len(key))
            lower = lower and entry == entry.lower()
            yield key

    return BinaryTrie(keys()), longest, lower
