"""Large lists in the form that is mapped, kept in the user's cache directory by what they were built from.

The built form is no part of a feed: a feed's files are what was fetched, and are compared
with their hash; this is derived from them, and can be made again. It is used only if it is
this user's own, says that it was built from this very content, and has not changed since.
"""

import hashlib
import os
from collections.abc import Callable, Iterable
from mmap import ACCESS_READ, mmap
from struct import error as StructError

from unhook import cached
from unhook.limits import LISTS
from unhook.mql.mapped import MappedList, built

_FOLDER = "lists"
_FORM = b"1"
_HASH = 32


def mapped(stamp: bytes, entries: Callable[[], Iterable[str]]) -> MappedList:
    """The list that was built under that stamp before, else built now from the entries. Another content,
    or another way of reading it, needs another stamp.
    """
    key = hashlib.sha256(_FORM + stamp).digest()
    name = f"{_FOLDER}/{key.hex()}"
    known = _read(name, key)
    if known is not None:
        return known
    data = built(entries())
    cached.write(name, (key, hashlib.sha256(key + data).digest(), data))
    cached.forget(_FOLDER, LISTS.unused_seconds)
    # Where it could not be kept, it lives in this process alone.
    return _read(name, key) or MappedList(data)


def _read(name: str, key: bytes) -> MappedList | None:
    found = cached.opened(name)
    if found is None:
        return None
    try:
        with found as file:
            memory = memoryview(mmap(file.fileno(), 0, access=ACCESS_READ))
            # Whoever reads it keeps it from being forgotten.
            os.utime(file.fileno())
    except (OSError, ValueError):
        return None
    head, data = memory[: 2 * _HASH], memory[2 * _HASH :]
    digest = hashlib.sha256(key)
    digest.update(data)
    if head != key + digest.digest():
        return None
    try:
        return MappedList(data)
    except (RuntimeError, StructError):
        # Another release of the trie's library reads it no more.
        return None
