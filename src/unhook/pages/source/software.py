"""Sign-in pages of software that anybody runs on a host of their own, and bears its maker's name."""

from collections.abc import Iterable, Mapping
from functools import cache

from unhook.pages import tables

_ANYWHERE = "anywhere"


def is_software(name: str) -> bool:
    """Whether a name is first of all that of software which others run."""
    return _ANYWHERE in _table().get(name.lower(), ())


def runs_itself(name: str, address: str | None, targets: Iterable[str | None]) -> bool:
    """Whether the page sends to, or stands, where that software's own sign-in does."""
    marks = _table().get(name.lower(), ())
    return any(mark in (each or "").lower() for each in (address, *targets) for mark in marks)


@cache
def _table() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for row in tables.rows("source", "software"):
        name, _, mark = row.rpartition(" ")
        found[name] = (*found.get(name, ()), mark)
    return found
