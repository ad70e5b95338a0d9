"""Sign-in pages of software that anybody runs on a host of their own, and bears its maker's name."""

from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

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
    text = files("unhook.pages.source").joinpath("data/software.txt").read_text("utf-8")
    found: dict[str, tuple[str, ...]] = {}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            name, _, mark = line.rpartition(" ")
            found[name] = (*found.get(name, ()), mark)
    return found
