"""Where a request goes, read as a browser reads addresses, and whether anybody may ask there."""

from dataclasses import dataclass

import can_ada

from unhook.context import Looking
from unhook.links import domain
from unhook.pages.live.model import RefusedError

_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Destination:
    """`host`: in ASCII, an IPv6 address in brackets, IPv4 in four decimal numbers. `target`: path and query.
    User information is left out: it is never sent.
    """

    scheme: str
    host: str
    port: int
    target: str

    @property
    def url(self) -> str:
        """The address of a request, as far as its server gets to see it."""
        return f"{self.scheme}://{self.named}{self.target}"

    @property
    def named(self) -> str:
        """The value of the field Host (RFC 9110 section 7.2)."""
        return self.host if self.port == _PORTS[self.scheme] else f"{self.host}:{self.port}"


def read(url: str, looking: Looking) -> Destination:
    """Read an address (WHATWG URL Standard). Raises `RefusedError` where nobody may ask."""
    try:
        seen = can_ada.parse(url)
    except (ValueError, UnicodeError):
        raise RefusedError("host") from None
    scheme = seen.protocol.removesuffix(":")
    if scheme not in _PORTS:
        raise RefusedError("scheme", scheme)
    port = int(seen.port or _PORTS[scheme])
    if port not in looking.ports:
        raise RefusedError("port", str(port))
    host = seen.hostname.removesuffix(".")
    if not host:
        raise RefusedError("host")
    if domain.below(host, looking.deny):
        raise RefusedError("denied", host)
    if looking.allow is not None and not domain.below(host, looking.allow):
        raise RefusedError("not-allowed", host)
    return Destination(scheme, host, port, (seen.pathname or "/") + seen.search)
