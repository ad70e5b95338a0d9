from collections import Counter

import pytest

from unhook.links import domain, url
from unhook.pages.source import services


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("https://dns.google/resolve?name=a.test", "dns"),
        ("https://1.1.1.1/dns-query", "dns"),
        ("https://logo.clearbit.com/a.test", "logo"),
        ("https://www.google.com/s2/favicons?domain=a.test", "favicon"),
        ("https://www.google.com/recaptcha/api.js", "challenge"),
        ("https://api.telegram.org/bot0:x/sendMessage", "bot"),
        ("https://aadcdn.msauth.net/x.png", "assets"),
        ("https://www.google.com/search", None),
        ("https://dns.google.example.net/", None),
        ("https://notdns.google.test/", None),
    ],
)
def test_what_a_host_is_for(address: str, kind: str | None) -> None:
    assert services.of(url.parse(address)) == kind
    assert services.of(None) is None


def test_the_table_holds_hosts_each_once() -> None:
    rows = services.rows()
    assert [row for row, count in Counter((host, path) for _, host, path in rows).items() if count > 1] == []
    for kind, host, path in rows:
        assert kind in services.KINDS
        assert not path or path.startswith("/")
        parsed = domain.parse(host)
        assert parsed is None or (parsed.domain == host and parsed.valid), host
