"""Where the receiving organisation's own trace fields end.

Reading downwards, the newest Received fields were written by the receiving organisation.
The *border* is the first of them whose client is a stranger: what stands above it was
written at home, what stands below may be the sender's invention. When in doubt a client
is a stranger; a name counts only if the server looked it up itself, for anybody can say
any HELO.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Network, ip_address

from unhook.links import domain as domains
from unhook.message.received import Trace

_INTERNAL_PROTOCOLS = ("lmtp", "mapi", "local", "imap", "pop3")
_MICROSOFT = frozenset(("outlook.com", "office365.com", "exchangelabs.com", "hotmail.com"))
_MICROSOFT_FRONT = ".mail.protection.outlook.com"
# Servers of Exchange Online name each other by HELO and address alone.
_MICROSOFT_NETWORKS = (
    IPv6Network("2603:1000::/24"),
    IPv6Network("2a01:111::/32"),
    IPv4Network("25.0.0.0/8"),
)
# A customer's address carries the provider's domain, too.
_CUSTOMER = re.compile(
    r"\d{1,3}[-.x]\d{1,3}[-.x]\d{1,3}|\d{6}|(?:^|[-.\d])(?:dyn\w*|[avx]?dsl\w*|dhcp\w*|pool|cust\w*|client\w*|static|vps\w*"
    r"|host|hosted|ip|ppp\w*|cable\w*|dial\w*|hsd\d*|res|broadband|cloud|vm\w*|user\w*|home|fiber|ftth|server\d*)(?:[-.\d]|$)"
)


def find(traces: Mapping[int, Trace]) -> int | None:
    """The index of the border among the Received fields, or `None` when there is none at all.

    When even the oldest has a client of the organisation's own, it is the border.
    """
    home: set[str] = set()
    last: int | None = None
    for index in sorted(traces):
        trace = traces[index]
        if trace.by is not None and trace.by.root_domain:
            home.add(trace.by.root_domain)
        if _stranger(trace, home):
            return index
        last = index
    return last


def _stranger(trace: Trace, home: set[str]) -> bool:
    if trace.received.source is None:
        return False
    if (trace.received.protocol or "").lower().startswith(_INTERNAL_PROTOCOLS):
        return False
    if trace.ip is None:
        return True
    scope = _scope(trace.ip.ip)
    if scope == "loopback":
        return False
    if trace.reverse is not None:
        return _root(trace.reverse) not in home or _CUSTOMER.search(trace.reverse.lower()) is not None
    if scope == "private":
        root = _root(trace.helo or "")
        return root is not None and root not in home
    by = trace.by
    inside_microsoft = (
        scope == "microsoft"
        and by is not None
        and by.root_domain in _MICROSOFT
        and not by.domain.endswith(_MICROSOFT_FRONT)
    )
    return not inside_microsoft


def _root(name: str) -> str | None:
    domain = domains.parse(name)
    return domain.root_domain if domain is not None and domain.valid else None


@lru_cache(maxsize=2048)
def _scope(ip: str) -> str:
    address = ip_address(ip)
    if address.is_loopback:
        return "loopback"
    if any(address in network for network in _MICROSOFT_NETWORKS):
        return "microsoft"
    return "private" if address.is_private or address.is_link_local else "public"
