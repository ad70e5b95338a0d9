"""Whose a host is, for the question who may receive a password."""

from dataclasses import dataclass

from unhook.brands.registry import Brand, Brands
from unhook.links import domain, services, url
from unhook.links.model import Domain
from unhook.pages.source.model import Sent

_OPEN_TO_ALL = (
    "form_builders",
    "free_file_hosts",
    "free_subdomain_hosts",
    "self_service_creation_platform_domains",
)
"""Lists of hosts whose pages are their customers'."""


@dataclass(frozen=True, slots=True)
class Host:
    """`name`: a host as people read it. `owner`: the brand that holds it, None where customers put pages
    (`hosting`).
    """

    name: str
    domain: Domain | None
    owner: Brand | None
    hosting: bool

    def same_site(self, other: "Host") -> bool:
        """Whether one owner holds both: the same host, registrable domain or known owner."""
        if self.name == other.name:
            return True
        if self.owner is not None and other.owner is not None:
            return self.owner.owner == other.owner.owner
        mine, theirs = (each.domain and each.domain.registrable_domain for each in (self, other))
        return mine is not None and mine == theirs

    def owned_by(self, brand: Brand) -> bool:
        """Whether the owner of `brand` holds it."""
        return self.owner is not None and self.owner.owner == brand.owner


def of(address: str | None, brands: Brands) -> Host | None:
    """Whose the host of an address is; None without one."""
    parsed = url.parse(address) if address else None
    if parsed is None or (parsed.domain is None and parsed.ip is None):
        return None
    if parsed.domain is None:
        assert parsed.ip is not None
        return Host(parsed.ip.ip, None, None, False)
    hosting = is_hosting(parsed.domain)
    owner = None if hosting else brands.owner(parsed.domain)
    return Host(parsed.domain.domain, parsed.domain, owner, hosting)


def is_hosting(host: Domain) -> bool:
    """Whether strangers put pages there."""
    suffix = host.public_suffix
    private = suffix is not None and host.tld is not None and suffix != host.tld
    return private or bool(services.lists(host, *_OPEN_TO_ALL))


def receives(sent: Sent, here: Host | None, brands: Brands) -> Host | None:
    """The host that gets what is sent: the page's own where the page sends to itself."""
    if sent.url is None and sent.channel == "form":
        return here
    if sent.channel == "mailto":
        parsed = domain.parse(sent.host) if sent.host else None
        return Host(sent.host or "", parsed, None, False)
    return of(sent.url, brands)
