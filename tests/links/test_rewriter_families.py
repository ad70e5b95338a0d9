import re

from unhook.links import domain
from unhook.links.rewriter_families import BY_HOST


def test_every_family_stands_under_a_host_name_and_compiles() -> None:
    for host, families in BY_HOST.items():
        parsed = domain.parse(host)
        assert parsed is not None
        assert parsed.domain == host
        for family in families:
            re.compile(family.host)
            re.compile(family.path)


def test_every_family_can_match_a_host_below_its_own() -> None:
    for host, families in BY_HOST.items():
        for family in families:
            tried = (host, *(f"{label}.{host}" for label in SEEN))
            assert any(re.fullmatch(family.host, name) for name in tried), (host, family.name)


SEEN = [
    "www",
    "eur01.safelinks.protection",
    "safelinks.protection",
    "statics.teams.cdn",
    "urldefense",
    "linkprotect",
    "secure-web",
    "eu.protection",
    "xx.us2",
    "protect2",
    "protect",
    "clicktime",
    "clicktime.cloud",
    "link",
    "url.us",
    "dash",
    "x.cdn",
    "ad",
    "l",
    "m",
    "t",
    "r.search",
    "out",
    "web",
]
