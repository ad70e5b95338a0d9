"""Whom a host's name stands for: asked once, every answer checked, and kept to."""

import socket
import threading
from collections.abc import Callable
from typing import Protocol

from unhook.pages.live import addresses
from unhook.pages.live.addresses import Address, Check
from unhook.pages.live.model import RefusedError

Resolver = Callable[[str, float], tuple[str, ...]]
"""The addresses of a name, within so many seconds; none where there are none."""


class Names(Protocol):
    """Says where the connections to a host go."""

    def of(self, host: str, seconds: float) -> tuple[Address, ...]:
        """Its addresses, one at least. Raises `RefusedError`."""


class Pinned:
    """A name is asked for once, however often its owner changes the answer. One address that may not be
    opened refuses the whole name: an honest one has none.
    """

    def __init__(self, resolver: Resolver, check: Check = addresses.unfit) -> None:
        self._resolver, self._check = resolver, check
        self._asking = threading.Lock()
        self._known: dict[str, tuple[Address, ...]] = {}

    def of(self, host: str, seconds: float) -> tuple[Address, ...]:
        """As `Names` says."""
        alone = addresses.read(host)
        with self._asking:
            if host not in self._known:
                self._known[host] = (alone,) if alone else self._asked(host, seconds)
            found = self._known[host]
        for address in found:
            if (unfit := self._check(address)) is not None:
                raise RefusedError(unfit, str(address))
        if not found:
            raise RefusedError("no-address", host)
        return found

    def _asked(self, host: str, seconds: float) -> tuple[Address, ...]:
        read = map(addresses.read, self._resolver(host, seconds))
        return tuple(dict.fromkeys(each for each in read if each is not None))


def system(host: str, seconds: float) -> tuple[str, ...]:
    """The resolver of this machine. It cannot be interrupted, so a late answer is nobody's."""
    found: list[tuple[str, ...]] = []

    def ask() -> None:
        try:
            rows = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            return
        found.append(tuple(str(row[4][0]) for row in rows))

    asking = threading.Thread(target=ask, name="resolver", daemon=True)
    asking.start()
    asking.join(seconds)
    return found[0] if found else ()
