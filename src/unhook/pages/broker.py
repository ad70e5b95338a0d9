"""Who answers what a page asks for: the only way out of a browser that has no network."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable


@dataclass(frozen=True, slots=True)
class Request:
    """What a page asks for. `kind` as browsers name it: `document`, `image`, `fetch`, `websocket`, ...;
    `navigation`: whether a page or frame would be replaced by the answer; `body`: what it sends along.
    """

    url: str
    method: str = "GET"
    kind: str = "document"
    navigation: bool = False
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What it gets: header names in lower case, `body` neither compressed nor in chunks."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def redirect(self) -> str | None:
        """Where it sends the request instead, as written."""
        return self.headers.get("location") if self.status in _REDIRECTS else None


_REDIRECTS = frozenset({301, 302, 303, 307, 308})

READING = frozenset({"GET", "HEAD"})
"""The methods that any broker answers."""

TRANSPORT = frozenset(
    {"connection", "content-encoding", "content-length", "transfer-encoding", "keep-alive", "alt-svc"}
    | {"strict-transport-security"}
)
"""Header fields that speak of the connection, not of the answer; no `Answer` has them."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A request with what became of it. One that was not answered is evidence: the page wanted it."""

    request: Request
    answered: bool = False


class Broker(Protocol):
    """Answers requests. It is called from threads, and several times at once."""

    def answer(self, request: Request) -> Answer | None:
        """The answer; None: blocked."""


@runtime_checkable
class Personal(Broker, Protocol):
    """A broker that keeps something of whoever asks, such as cookies."""

    def anew(self) -> Broker:
        """The same for somebody else, of whom nothing is known."""


def anew(broker: Broker) -> Broker:
    """A broker for one more visitor of the same page."""
    return broker.anew() if isinstance(broker, Personal) else broker
