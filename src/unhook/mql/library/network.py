"""`network.whois` (a provided fact) and `ip_in` (plain arithmetic)."""

from collections.abc import Callable
from dataclasses import dataclass
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
            try:
                network = ip_network(block.strip(), strict=False)
            except ValueError:
                continue
            shift = network.max_prefixlen - network.prefixlen
            prefixes.setdefault((network.version, shift), set()).add(int(network.network_address) >> shift)

    def test(run: Run, source: str) -> bool:
        if not prefixes:
            read()
        try:
            address = ip_address(source.strip())
        except ValueError:
            return False
        number = int(address)
        return any(
            version == address.version and number >> shift in known
            for (version, shift), known in prefixes.items()
        )

    return test


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
