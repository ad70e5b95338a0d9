"""Whose hosts are never told to others: the organisation's own, everybody's, and a brand owner's."""

from collections.abc import Collection
from ipaddress import ip_address

from unhook.brands import registry
from unhook.indicators.model import Indicator
from unhook.links import affiliation, domain, services, url
from unhook.links.model import Domain
from unhook.pages.source import owning

_EVERYBODYS = ("free_email_providers", "high_trust_sender_root_domains", "social_landing_hosts")
_PLACES = ("form_builders", "free_file_hosts", "self_service_creation_platform_domains", "url_shorteners")
_STANDARDS = frozenset({"www.w3.org", "schema.org", "schemas.microsoft.com", "schemas.openxmlformats.org"})


def may_leave(indicator: Indicator, organisation: Collection[str]) -> bool:
    """Whether an indicator may be told to others, whoever found it."""
    match indicator.kind:
        case "ip":
            return may_name_ip(indicator.value)
        case "sha256":
            return True
        case "url":
            found = url.parse(indicator.value)
            if found is not None and found.ip is not None:
                return may_name_ip(found.ip.ip)
            return (
                found is not None and found.domain is not None and may_name_page(found.domain, organisation)
            )
    host = domain.parse(indicator.value.rpartition("@")[2])
    allowed = may_name_mailbox if indicator.kind == "email" else may_name_host
    return host is not None and allowed(host, organisation)


def own(host: Domain, organisation: Collection[str]) -> bool:
    """Whether it is the organisation's, or below it."""
    return domain.below(host.domain, organisation)


def may_name_host(host: Domain, organisation: Collection[str]) -> bool:
    """Whether the host as such may be called bad: it has one tenant, and that is no well-known one."""
    if not _strangers(host, organisation) or services.lists(host, *_PLACES):
        return False
    if affiliation.mailing_service(host) is not None:
        return False
    # Where anybody gets a name, the name is a tenant's and what it stands below is not.
    return host.domain not in services.named("free_subdomain_hosts")


def may_name_page(host: Domain, organisation: Collection[str]) -> bool:
    """Whether an address on the host may be: also one place among many people's."""
    if own(host, organisation) or host.domain in _STANDARDS or not host.valid:
        return False
    return _strangers(host, organisation) or owning.is_hosting(host) or bool(services.lists(host, *_PLACES))


def may_name_ip(text: str) -> bool:
    """Whether it is an address of the public network."""
    try:
        return ip_address(text).is_global
    except ValueError:
        return False


def may_name_mailbox(host: Domain, organisation: Collection[str]) -> bool:
    """Whether a mailbox at the host may be: one at a free mailer is one person's."""
    free = bool(services.lists(host, "free_email_providers"))
    return may_name_host(host, organisation) or (free and not own(host, organisation))


def _strangers(host: Domain, organisation: Collection[str]) -> bool:
    if not host.valid or own(host, organisation) or host.domain in _STANDARDS:
        return False
    if owning.is_hosting(host):
        return True
    return not services.lists(host, *_EVERYBODYS) and registry.load().owner(host) is None
