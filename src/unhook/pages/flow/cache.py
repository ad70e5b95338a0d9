"""What was seen behind addresses before, for as long as that holds."""

import hashlib
import time
from collections import OrderedDict
from pathlib import Path
from typing import Protocol

from unhook import cached
from unhook.limits import FLOW, FlowLimits
from unhook.pages.flow import keeping
from unhook.pages.flow.model import Known

_ACCUSED = ("suspicious", "malicious")


class Cache(Protocol):
    """Looks by the key of their page (`cluster.key`). The time is told, in seconds of the epoch."""

    def get(self, key: str, now: float) -> Known | None:
        """What is known and still holds."""

    def put(self, key: str, known: Known) -> None:
        """Keep it."""


def holds(known: Known, now: float, limits: FlowLimits = FLOW) -> bool:
    """Whether a look still counts: a page that was found out for long, any other soon no more, since it may
    have been shown to others than its victims, or be put there later.
    """
    looked = known.looked()
    accused = looked is not None and looked.verdict in _ACCUSED
    return 0 <= now - known.at < (limits.known_seconds if accused else limits.open_seconds)


class Memory:
    """Looks of one process, the newest `limits.entries` of them."""

    def __init__(self, limits: FlowLimits = FLOW) -> None:
        self._limits = limits
        self._known: OrderedDict[str, Known] = OrderedDict()

    def get(self, key: str, now: float) -> Known | None:
        """As `Cache` says."""
        known = self._known.get(key)
        return known if known is not None and holds(known, now, self._limits) else None

    def put(self, key: str, known: Known) -> None:
        """As `Cache` says."""
        self._known[key] = known
        self._known.move_to_end(key)
        while len(self._known) > self._limits.entries:
            self._known.popitem(last=False)


class Folder:
    """Looks in files of one folder, for several processes and for later; one that cannot be read is none."""

    def __init__(self, folder: Path, limits: FlowLimits = FLOW) -> None:
        self._folder, self._limits = folder, limits

    def get(self, key: str, now: float) -> Known | None:
        """As `Cache` says."""
        file = cached.opened_at(self._path(key))
        if file is None:
            return None
        try:
            with file:
                known = keeping.read(file.read())
        except (OSError, ValueError):
            return None
        return known if holds(known, now, self._limits) else None

    def put(self, key: str, known: Known) -> None:
        """As `Cache` says; where that is not possible, nothing happens."""
        cached.write_at(self._path(key), [keeping.write(known)])

    def forget(self, now: float | None = None) -> None:
        """Remove the looks that hold for nobody any more."""
        cached.forget_in(self._folder, (time.time() if now is None else now) - self._limits.known_seconds)

    def _path(self, key: str) -> Path:
        return self._folder / f"{hashlib.sha256(key.encode('utf-8', 'surrogatepass')).hexdigest()}.json"
