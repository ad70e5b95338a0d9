"""The links of a mail followed to their pages: chosen, looked up, looked at in turn, and told."""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from unhook.context import Looking
from unhook.limits import FLOW, FlowLimits
from unhook.message.model import Message
from unhook.mql.library.link import mailboxes
from unhook.pages.flow import cluster, gate
from unhook.pages.flow.cache import Cache, Memory
from unhook.pages.flow.gate import Decision
from unhook.pages.flow.looking import Look, Looker
from unhook.pages.flow.model import Known
from unhook.pages.flow.queue import Queue, Waiting
from unhook.pages.looked import Looked
from unhook.pages.reports import Reports


@dataclass(frozen=True, slots=True)
class Followed:
    """The decision on each link, and what is known by the address that was opened for it."""

    decisions: tuple[Decision, ...]
    known: Mapping[str, Known] = field(default_factory=dict)

    def reports(self) -> Reports:
        """What rules may ask: every link that was opened, or leads where another did, by its own address."""
        looked = {address: known.looked() for address, known in self.known.items()}
        pages = {address: each for address, each in looked.items() if each is not None}
        also: dict[str, Looked] = {}
        for each in self.decisions:
            chosen = self.decisions[int(each.detail)] if each.reason == "same-page" else each
            if chosen.url in pages:
                also[each.url] = pages[chosen.url]
        return Reports(pages.values(), also)


class Follower:
    """Follows mails one after another. `keep` is told of every change of the queue, so that a program may
    write it down and go on with it later; the clock tells seconds of the epoch.
    """

    def __init__(
        self,
        looking: Looking,
        look: Look | None = None,
        *,
        cache: Cache | None = None,
        queue: Queue | None = None,
        keep: Callable[[Queue], None] = lambda queue: None,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
        limits: FlowLimits = FLOW,
    ) -> None:
        self._looking, self._limits = looking, limits
        self._look = look or Looker(looking)
        self._cache = cache or Memory(limits)
        self._queue = queue or Queue(limits=limits)
        self._keep, self._clock, self._sleep = keep, clock, sleep

    def follow(self, message: Message) -> Followed:
        """Look behind the links of a mail that deserve it; those whose turn does not come in
        `limits.mail_seconds` keep waiting in the queue.
        """
        decisions = gate.decide(message, self._looking, limits=self._limits)
        boxes = mailboxes(message)
        wanted = _keys([each.url for each in decisions if each.opens], boxes)
        known = self._kept(wanted)
        for key, address in wanted.items():
            if key not in known:
                self._change(self._queue.put(Waiting(key, address, boxes)))
        # What was seen just now is whole; what was kept may lack the pictures.
        known |= self.catch_up(wanted, self._limits.mail_seconds)
        known |= self._kept(key for key in wanted if key not in known)
        return Followed(decisions, {address: known[key] for key, address in wanted.items() if key in known})

    def _kept(self, keys: Iterable[str]) -> dict[str, Known]:
        """What is known already: each is read, and its source judged, to tell."""
        found = {key: self._cache.get(key, self._clock()) for key in keys}
        return {key: known for key, known in found.items() if known is not None}

    def catch_up(
        self, keys: Mapping[str, object] | None = None, seconds: float = float("inf")
    ) -> dict[str, Known]:
        """Look at what waits, until nothing does or, of these keys, none; no further after so many seconds of
        waiting for a turn. The looks made, by key.
        """
        made: dict[str, Known] = {}
        while self._waits(keys) and seconds > 0:
            now = self._clock()
            waiting, queue = self._queue.take(now)
            if waiting is None:
                # By what was slept, not by the clock, which somebody may set back.
                pause = min(self._queue.wait(now) or 0.0, seconds)
                self._sleep(pause)
                seconds -= pause
                continue
            # Taken off only when it was looked at: whoever stops in between has it still waiting.
            known = made[waiting.key] = self._look(waiting.address, waiting.mailboxes)
            self._cache.put(waiting.key, known)
            self._change(queue)
        return made

    def _waits(self, keys: Mapping[str, object] | None) -> bool:
        return any(keys is None or each.key in keys for each in self._queue.waiting)

    def _change(self, queue: Queue) -> None:
        if queue is not self._queue:
            self._queue = queue
            self._keep(queue)


def _keys(addresses: Sequence[str], boxes: Sequence[str]) -> dict[str, str]:
    """The addresses by their pages' keys; within one mail, those of one cluster are looked at one by one."""
    found: dict[str, str] = {}
    for address in addresses:
        key = cluster.key(address, boxes)
        found[cluster.key(address, boxes, tokens=False) if key in found else key] = address
    return found
