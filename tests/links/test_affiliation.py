from dataclasses import dataclass

import pytest

from unhook.links import affiliation, domain
from unhook.links.model import Domain


@dataclass(frozen=True)
class Group:
    owner: str


class Owners:
    """Everything below shop.example.com and cdn.example.net is one group's."""

    def owner(self, host: Domain, /) -> Group | None:
        ours = host.domain.endswith(("shop.example.com", "cdn.example.net", "sites.google.com"))
        return Group("Shop") if ours else None


def related(host: str, *senders: str) -> bool:
    parsed = domain.parse(host)
    assert parsed is not None
    return affiliation.related(parsed, frozenset(senders), Owners())


@pytest.mark.parametrize(
    ("host", "senders"),
    [
        ("www.corp.co.uk", ["mail.corp.co.uk"]),
        ("img.cdn.example.net", ["news.shop.example.com"]),
        ("corp.us1.list-manage.com", ["corp.example", "mail12.mcsv.net"]),
        ("u1.ct.sendgrid.net", ["em.sendgrid.net"]),
        ("someone.github.io", ["someone.github.io"]),
        ("www.someone.github.io", ["someone.github.io"]),
        ("wixsite.com", ["www.wixsite.com"]),
        ("click.icptrack.com", ["bounce.icptrack.com"]),
    ],
)
def test_the_senders_own(host: str, senders: list[str]) -> None:
    assert related(host, *senders)


@pytest.mark.parametrize(
    ("host", "senders"),
    [
        ("evil.example.org", ["corp.example.net"]),
        ("corp.co.uk.evil.example.org", ["corp.co.uk"]),
        ("other.github.io", ["someone.github.io"]),
        ("www.other.github.io", ["someone.github.io"]),
        ("other.wixsite.com", ["www.wixsite.com"]),
        ("other.wixsite.com", ["someone.wixsite.com"]),
        ("corp.us1.list-manage.com", ["corp.example"]),
        ("u1.ct.sendgrid.net", ["mail12.mcsv.net"]),
        ("sites.google.com", ["shop.example.com"]),
        ("corp.example.net", []),
    ],
)
def test_strangers(host: str, senders: list[str]) -> None:
    assert not related(host, *senders)


def test_hosts_of_one_service_are_listed_once() -> None:
    from importlib.resources import files

    text = files("unhook.links").joinpath("data", "mailing_services.txt").read_text("utf-8")
    hosts = [host for line in text.splitlines() if ":" in line for host in line.split(":", 1)[1].split()]
    assert len(hosts) == len(set(hosts))
