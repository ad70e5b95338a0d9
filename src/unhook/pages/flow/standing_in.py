"""Somebody made up stands in for the mail's recipient, of whom the owner of a page then learns nothing."""

import hashlib
import re
from dataclasses import dataclass, replace

from unhook.pages.broker import Answer, Request
from unhook.pages.live.broker import LiveBroker
from unhook.pages.live.model import Attempt
from unhook.pages.probe import substitute


@dataclass(frozen=True, slots=True)
class StandIn:
    """`address` goes out in the place of `recipients` (addr-specs), however a URL carries them: all forms of
    `substitute.in_url`, and digests. What only its sender can make stays: signed tokens, tokens that tell
    nobody else anything, host names.
    """

    recipients: tuple[str, ...]
    address: str

    def hides(self, url: str) -> str:
        """The URL as it may go out."""
        for recipient in self.recipients:
            url = substitute.in_url(url, recipient, self.address)
            for name in ("md5", "sha1", "sha256"):
                old, new = (
                    hashlib.new(name, each.lower().encode()).hexdigest() for each in (recipient, self.address)
                )
                url = re.sub(rf"(?<![0-9a-f]){old}(?![0-9a-f])", new, url, flags=re.IGNORECASE)
        return url


class Hiding:
    """A way to the web on which nothing carries the recipient: what the page says, where a server sends the
    visitor on, and what scripts ask for.
    """

    def __init__(self, broker: LiveBroker, stand_in: StandIn, others: list[LiveBroker] | None = None) -> None:
        self.stand_in = stand_in
        self._broker = broker
        self._all = others if others is not None else []
        self._all.append(broker)

    @property
    def attempts(self) -> tuple[Attempt, ...]:
        """The requests of all visitors of the page, one visitor after the other."""
        return tuple(attempt for each in tuple(self._all) for attempt in each.attempts)

    def anew(self) -> "Hiding":
        """As `Personal` says."""
        return Hiding(self._broker.anew(), self.stand_in, self._all)

    def answer(self, request: Request) -> Answer | None:
        """As `Broker` says."""
        return self._broker.answer(replace(request, url=self.stand_in.hides(request.url)))
