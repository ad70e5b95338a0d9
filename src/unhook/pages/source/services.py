"""Services that pages ask, by what they are for: a data table of hosts, some with the beginning of a path."""

from collections.abc import Mapping
from functools import cache
from typing import Literal, cast, get_args

from unhook.links import domain
from unhook.links.model import Url
from unhook.pages import tables

Kind = Literal[
    "dns", "logo", "favicon", "screenshot", "location", "bot", "form-mail", "challenge", "assets", "sign-in"
]
KINDS: tuple[Kind, ...] = get_args(Kind)


def of(url: Url | None) -> Kind | None:
    """What the service behind an address is for; None for any other host."""
    if url is None:
        return None
    host = url.host_name
    for suffix in domain.suffixes(host):
        for path, kind in _table().get(suffix, ()):
            if (url.path or "/").startswith(path):
                return kind
    return None


@cache
def _table() -> Mapping[str, tuple[tuple[str, Kind], ...]]:
    found: dict[str, tuple[tuple[str, Kind], ...]] = {}
    for kind, host, path in rows():
        found[host] = (*found.get(host, ()), (path, kind))
    return found


def rows() -> tuple[tuple[Kind, str, str], ...]:
    """The table: (kind, host, beginning of the path or nothing)."""
    split = map(str.split, tables.rows("source", "services"))
    return tuple((cast(Kind, kind), host, path[0] if path else "") for kind, host, *path in split)
