"""`network.whois` (a provided fact) and `ip_in` (plain arithmetic)."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import ip_address, ip_network

from unhook.links.model import Domain
from unhook.mql.library.function import Function, function, provided
from unhook.mql.run import Run


@dataclass(frozen=True, slots=True)
class Whois:
    """A domain's registration (WHOIS, or RDAP of RFC 9083)."""

    found: bool | None = None
    days_old: int | None = None
    registrar_name: str | None = None
    registrant_company: str | None = None
    registrant_country: str | None = None
    registrant_country_code: str | None = None
    registrant_email: str | None = None
    administrative_email: str | None = None
    technical_email: str | None = None
    name_servers: tuple[Domain, ...] | None = None


@provided("network.whois", needs="whois")
def whois(domain: Domain | str) -> Whois:
    """Who registered the domain, and when."""
    raise NotImplementedError


def _networks(*blocks: str) -> Callable[[Run, str], bool]:
    """A test of addresses against CIDR blocks: one look-up a prefix length. The blocks, of which a feed
    has thousands, are read at the first test.
    """
    prefixes: dict[tuple[int, int], set[int]] = {}

    def read() -> None:
        for block in blocks:
            for version, shift, prefix in _prefix(block):
                prefixes.setdefault((version, shift), set()).add(prefix)

    def test(run: Run, source: str) -> bool:
        if not prefixes:
            read()
        wanted, number = _number(source.strip())
        for (version, shift), known in prefixes.items():
            if version == wanted and number >> shift in known:
                return True
        return False

    return test


@lru_cache(maxsize=4096)
def _number(address: str) -> tuple[int, int]:
    """The address's version and number; version 0 for what is none."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return 0, 0
    return parsed.version, int(parsed)


def _prefix(block: str) -> Iterator[tuple[int, int, int]]:
    """Version, bits left out, and the bits that count."""
    base, _, length = block.strip().partition("/")
    version, number = _number.__wrapped__(base)
    bits = {4: 32, 6: 128}.get(version, 0)
    if length.isdecimal() and int(length) <= bits:
        shift = bits - int(length)
        yield version, shift, number >> shift
    elif bits:
        # A mask, or nothing behind the address.
        with suppress(ValueError):
            network = ip_network(block.strip(), strict=False)
            shift = bits - network.prefixlen
            yield version, shift, int(network.network_address) >> shift


def examine(*blocks: str) -> str | None:
    """Which constant block is not a CIDR block or an address, if one is not."""
    for block in blocks:
        try:
            ip_network(block.strip(), strict=False)
        except ValueError:
            return f"`{block}` is not an address or CIDR block"
    return None


def _ip_in(name: str) -> Function:
    @function(name, prepare=_networks, examine=examine, cost=3)
    def ip_in(run: Run, address: str, block: str, *blocks: str) -> bool:
        return _networks(block, *blocks)(run, address)

    return ip_in


FUNCTIONS = (whois, _ip_in("beta.ip_in"), _ip_in("network.ip_in"))
