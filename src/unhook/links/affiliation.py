"""Does a link's host belong to whoever sent the mail?"""

from functools import cache
from importlib.resources import files
from typing import Protocol

from unhook.links import domain, services
from unhook.links.model import Domain

_ANYBODYS = ("free_subdomain_hosts", "free_file_hosts", "form_builders", "url_shorteners")


class Owned(Protocol):
    """Something that has an owner's name."""

    @property
    def owner(self) -> str:
        """Name the owner."""
        ...


class Owners(Protocol):
    """Knows whose a host is; `unhook.brands.registry.Brands` does."""

    def owner(self, host: Domain, /) -> Owned | None:
        """Find the owner."""
        ...


def related(host: Domain, sender_domains: frozenset[str], owners: Owners) -> bool:
    """Tell whether `host` belongs to the sender, whose host names are `sender_domains`.

    The caller chooses what speaks for the sender: the From domain when DMARC passed, the
    domains of passing DKIM signatures, the envelope's. Related are hosts of the same
    registrable domain (the same host or its `www.`, where anybody gets a name below it), of the same
    owner (unless anybody can put a page there), and the links of the mailing service that
    one of `sender_domains` belongs to.
    """
    senders = [parsed for name in sender_domains if (parsed := domain.parse(name)) is not None]
    if any(_same_organisation(host, sender) for sender in senders):
        return True
    service = mailing_service(host)
    if service is not None and any(mailing_service(sender) == service for sender in senders):
        return True
    if services.lists(host, *_ANYBODYS):
        return False
    held = owners.owner(host)
    return held is not None and any(
        (theirs := owners.owner(sender)) is not None and theirs.owner == held.owner for sender in senders
    )


def mailing_service(host: Domain) -> str | None:
    """Name the mailing service that tracks clicks or sends mail from `host`."""
    known = _mailing_services()
    for suffix in domain.suffixes(host.domain):
        if suffix in known:
            return known[suffix]
    root = host.registrable_domain or ""
    return root if root in services.named("bulk_mailer_url_root_domains") else None


def _same_organisation(host: Domain, sender: Domain) -> bool:
    # a firm without a domain of its own has its `www.` where it has its mail
    if host.domain.removeprefix("www.") == sender.domain.removeprefix("www."):
        return True
    if host.registrable_domain is None or host.registrable_domain != sender.registrable_domain:
        return False
    return host.registrable_domain not in services.named("free_subdomain_hosts")


@cache
def _mailing_services() -> dict[str, str]:
    """Read which hosts are one service's: a line is its name, a colon, and the hosts."""
    text = files("unhook.links").joinpath("data", "mailing_services.txt").read_text("utf-8")
    lines = (line.partition("#")[0].partition(":") for line in text.splitlines())
    return {host: name.strip() for name, _, hosts in lines for host in hosts.split()}
