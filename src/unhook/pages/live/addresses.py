"""Which addresses of the network may be opened: those of the whole world, and no others.

Sources: the IANA special-purpose registries (RFC 6890 and its successors) and what cloud providers say of
their metadata services. Addresses that hold another one are refused whatever they hold: nobody's web server
needs them, and where they lead is decided by the network in between.
"""

from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network

from unhook.pages.live.model import Unfit

Address = IPv4Address | IPv6Address
Check = Callable[[Address], Unfit | None]
"""Why an address may not be opened; None where it may."""

_NAMED: tuple[tuple[Unfit, tuple[str, ...]], ...] = (
    (
        "metadata",
        (
            "169.254.169.254",
            "169.254.170.2",
            "100.100.100.200",
            "168.63.129.16",
            "192.0.0.192",
            "fd00:ec2::254",
        ),
    ),
    ("v4-mapped", ("::ffff:0:0/96", "::ffff:0:0:0/96", "::/96")),
    ("nat64", ("64:ff9b::/96", "64:ff9b:1::/48")),
    ("6to4", ("2002::/16", "192.88.99.0/24")),
    ("teredo", ("2001::/32",)),
    ("loopback", ("127.0.0.0/8", "::1")),
    ("unspecified", ("0.0.0.0/8", "::")),
    ("private", ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7", "fec0::/10")),
    ("shared", ("100.64.0.0/10",)),
    ("link-local", ("169.254.0.0/16", "fe80::/10")),
    ("multicast", ("224.0.0.0/4", "ff00::/8")),
    ("broadcast", ("255.255.255.255",)),
    ("documentation", ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32", "3fff::/20")),
    ("benchmark", ("198.18.0.0/15", "2001:2::/48")),
    ("reserved", ("192.0.0.0/24", "240.0.0.0/4", "2001::/23")),
)
# The narrowest network names an address: ::1 is loopback before it is an IPv4 address in disguise.
_NETWORKS = sorted(
    ((name, ip_network(each)) for name, networks in _NAMED for each in networks),
    key=lambda each: each[1].max_prefixlen - each[1].prefixlen,
)
_WORLD = IPv6Network("2000::/3")


def unfit(address: Address) -> Unfit | None:
    """Why an address is not of the whole world."""
    for name, network in _NETWORKS:
        if address in network:
            return name
    if isinstance(address, IPv6Address) and address not in _WORLD:
        return "reserved"
    return None if address.is_global else "reserved"


def read(text: str) -> Address | None:
    """The address that a host is, as a browser writes it (`127.0.0.1`, `[::1]`); None for a name."""
    try:
        return ip_address(text.removeprefix("[").removesuffix("]"))
    except ValueError:
        return None
