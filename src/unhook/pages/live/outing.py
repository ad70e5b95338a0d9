"""One page's way to the web, under however many identities."""

import ssl
from dataclasses import dataclass, field

from unhook.context import Looking
from unhook.pages.live.broker import LiveBroker
from unhook.pages.live.connecting import Dial, dial
from unhook.pages.live.names import Names, Pinned, system


def _pinned() -> Names:
    return Pinned(system)


@dataclass(frozen=True, slots=True)
class Outing:
    """What the brokers of one page share: the operator's word and whom names stand for, once and for all of
    them. Cookies and the budget are each one's own.

    `trust`: whose certificates are believed, None: those that the system does.
    """

    looking: Looking
    names: Names = field(default_factory=_pinned)
    trust: ssl.SSLContext | None = None
    dial: Dial = dial

    def broker(self) -> LiveBroker:
        """A broker for one identity."""
        return LiveBroker(self)
