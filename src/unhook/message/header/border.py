"""Where the receiving organisation's own trace fields end.

Reading downwards, the newest Received fields were written by the receiving organisation.
The *border* is the first of them whose client is a stranger: what stands above it was
written at home, what stands below may be the sender's invention. When in doubt a client
is a stranger; a name counts only if the server looked it up itself, for anybody can say
any HELO.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import ip_address, ip_network

from unhook.links import domain as domains
from unhook.links.model import Domain
from unhook.message.header.received import Trace

_FETCHING = ("imap", "pop3")
_DELIVERING = ("lmtp", "mapi", "local")
_MICROSOFT = frozenset(("outlook.com", "office365.com", "exchangelabs.com", "hotmail.com"))
# Providers whose servers and authserv-ids are in several registrable domains.
_KIN = (
    _MICROSOFT | {"microsoft.com"},
    frozenset(("icloud.com", "me.com", "mac.com", "apple.com")),
    frozenset(("yahoo.com", "yahoodns.net", "aol.com")),
    frozenset(("protonmail.ch", "proton.ch", "protonmail.com", "proton.me")),
    frozenset(("gmx.net", "gmx.com", "web.de", "kundenserver.de", "mail.com")),
    frozenset(("messagingengine.com", "fastmail.com")),
)
# Hosts that take mail from anybody, also from customers of the same provider.
_FRONTS = (".mail.protection.outlook.com", ".mx.google.com")
# Servers of Exchange Online name each other by HELO and address alone.
_NETWORKS = tuple(
    (scope, tuple(map(ip_network, networks.split())))
    for scope, networks in (
        ("loopback", "127.0.0.0/8 ::1/128"),
        ("microsoft", "2603:1000::/24 2a01:111::/32 25.0.0.0/8"),
        (
            "private",
            "10.0.0.0/8 172.16.0.0/12 192.168.0.0/16 100.64.0.0/10 169.254.0.0/16 fc00::/7 fe80::/10",
        ),
    )
)
# A customer's address carries the provider's domain, too.
_CUSTOMER = re.compile(
    r"\d{1,3}[-.x]\d{1,3}[-.x]\d{1,3}|\d{6}|(?:^|[-.\d])(?:dyn\w*|[avx]?dsl\w*|dhcp\w*|pool|cust\w*|client\w*|static|vps\w*"
    r"|host|hosted|ip|ppp\w*|cable\w*|dial\w*|hsd\d*|res|broadband|cloud|vm\w*|user\w*|home|fiber|ftth|server\d*)(?:[-.\d]|$)"
)


@dataclass(frozen=True, slots=True)
class Border:
    """The border's `index` among the header fields, its server `host`, and the receiver's own domains."""

    index: int
    host: Domain | None
    home: frozenset[str]

    def owns(self, server: str | None) -> bool:
        """Whether an authserv-id is in one of the receiver's registrable domains; Microsoft writes none."""
        if server is None:
            return not self.home.isdisjoint(_MICROSOFT)
        return any(server == name or server.endswith("." + name) for name in self.home)


def find(traces: Mapping[int, Trace]) -> Border | None:
    """The border among the Received fields, by their index from the top; `None` without any.

    When even the oldest has a client of the organisation's own, it is the border.
    """
    home: set[str] = set()
    found: int | None = None
    for found in sorted(traces):
        trace = traces[found]
        if trace.by is not None and trace.by.registrable_domain:
            home.add(trace.by.registrable_domain)
        if _stranger(trace, home):
            break
    if found is None:
        return None
    kin = (group for group in _KIN if not home.isdisjoint(group))
    return Border(found, traces[found].by, frozenset(home).union(*kin))


def _stranger(trace: Trace, home: set[str]) -> bool:
    if trace.received.source is None:
        return False
    if trace.by is not None and f".{trace.by.domain}".endswith(_FRONTS):
        return True
    protocol = (trace.received.protocol or "").lower()
    scope = _scope(trace.ip.ip) if trace.ip is not None else "unknown"
    if protocol.startswith(_FETCHING) or (protocol.startswith(_DELIVERING) and scope != "public"):
        return False
    if scope == "loopback":
        return False
    if scope == "unknown":
        return True
    if trace.reverse is not None:
        return _root(trace.reverse) not in home or _CUSTOMER.search(trace.reverse.lower()) is not None
    if scope == "private":
        root = _root(trace.helo or "")
        return root is not None and root not in home
    return scope != "microsoft" or home.isdisjoint(_MICROSOFT)


def _root(name: str) -> str | None:
    domain = domains.parse(name)
    return domain.registrable_domain if domain is not None and domain.valid else None


@lru_cache(maxsize=2048)
def _scope(ip: str) -> str:
    address = ip_address(ip)
    return next((scope for scope, networks in _NETWORKS if any(address in net for net in networks)), "public")
