"""Looks that wait for their turn: a value, which can be put down at any time and taken up again."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from unhook.limits import FLOW, FlowLimits
from unhook.links import whatwg


@dataclass(frozen=True, slots=True)
class Waiting:
    """A page to be looked at: its `key` (`cluster.key`), the address to open, and whom it was sent to."""

    key: str
    address: str
    mailboxes: tuple[str, ...] = ()

    @property
    def host(self) -> str:
        """Whom it would bother."""
        url = whatwg.parse(self.address)
        return "" if url is None else url.host_name


@dataclass(frozen=True, slots=True)
class Queue:
    """First come, first served, as the rates allow. `last`: when each host was looked at; `latest`: anybody.

    All times are the caller's, in seconds of the epoch.
    """

    waiting: tuple[Waiting, ...] = ()
    last: Mapping[str, float] = field(default_factory=dict)
    latest: float | None = None
    limits: FlowLimits = FLOW

    def put(self, waiting: Waiting) -> "Queue":
        """With one more at the end, unless the same page waits already or too many do."""
        full = len(self.waiting) >= self.limits.waiting
        known = any(each.key == waiting.key for each in self.waiting)
        return self if full or known else replace(self, waiting=(*self.waiting, waiting))

    def take(self, now: float) -> "tuple[Waiting | None, Queue]":
        """The first whose turn it is, and the queue without it."""
        for each in self.waiting:
            if self._when(each) <= now:
                last = {host: at for host, at in self.last.items() if now - at < self.limits.host_seconds}
                rest = tuple(other for other in self.waiting if other is not each)
                return each, replace(self, waiting=rest, last={**last, each.host: now}, latest=now)
        return None, self

    def wait(self, now: float) -> float | None:
        """How many seconds until somebody's turn; None where nobody waits."""
        return min((max(0.0, self._when(each) - now) for each in self.waiting), default=None)

    def _when(self, waiting: Waiting) -> float:
        anybody = float("-inf") if self.latest is None else self.latest + self.limits.look_seconds
        return max(anybody, self.last.get(waiting.host, float("-inf")) + self.limits.host_seconds)

    def as_dict(self) -> dict[str, Any]:
        """As JSON has it."""
        return {
            "waiting": [[each.key, each.address, list(each.mailboxes)] for each in self.waiting],
            "last": dict(self.last),
            "latest": self.latest,
        }


def read(facts: Mapping[str, Any], limits: FlowLimits = FLOW) -> Queue:
    """The queue that `Queue.as_dict` wrote. Raises `ValueError` for anything else."""
    try:
        waiting = tuple(
            Waiting(str(key), str(address), tuple(map(str, boxes)))
            for key, address, boxes in facts["waiting"]
        )
        last = {str(host): float(at) for host, at in facts["last"].items()}
        latest = None if facts["latest"] is None else float(facts["latest"])
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"no queue: {error}") from None
    return Queue(waiting, last, latest, limits)
