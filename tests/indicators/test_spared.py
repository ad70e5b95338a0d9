import pytest

from unhook.indicators import Indicator, spared
from unhook.links import domain

OWN = frozenset({"corp.example.com"})


def _named(name: str) -> tuple[bool, bool, bool]:
    host = domain.parse(name)
    assert host is not None
    rules = (spared.may_name_host, spared.may_name_page, spared.may_name_mailbox)
    return rules[0](host, OWN), rules[1](host, OWN), rules[2](host, OWN)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("login.example.net", (True, True, True)),
        ("corp.example.com", (False, False, False)),
        ("mail.corp.example.com", (False, False, False)),
        ("notcorp.example.com", (True, True, True)),
        ("accounts.google.com", (False, False, False)),
        ("paypal.com", (False, False, False)),
        ("gmail.com", (False, False, True)),
        ("docs.google.com", (False, True, False)),
        ("bit.ly", (False, True, False)),
        ("someone.github.io", (True, True, True)),
        ("www.w3.org", (False, False, False)),
        ("no-such-suffix.invalid", (False, False, False)),
    ],
)
def test_whose_hosts_are_told(name: str, told: tuple[bool, bool, bool]) -> None:
    assert _named(name) == told


@pytest.mark.parametrize(
    ("text", "told"), [("8.8.8.8", True), ("10.0.0.1", False), ("::1", False), ("x", False)]
)
def test_only_addresses_of_the_public_network_are_told(text: str, told: bool) -> None:
    assert spared.may_name_ip(text) is told


@pytest.mark.parametrize(
    ("kind", "value", "told"),
    [
        ("host", "api.example.net", True),
        ("host", "accounts.google.com", False),
        ("email", "x@gmail.com", True),
        ("email", "jo@corp.example.com", False),
        ("url", "https://corp.example.com/x", False),
        ("url", "https://example.net/x", True),
        ("url", "http://10.0.0.1/x", False),
        ("sha256", "0" * 64, True),
        ("ip", "127.0.0.1", False),
    ],
)
def test_what_was_found_elsewhere_is_asked_too(kind: str, value: str, told: bool) -> None:
    assert spared.may_leave(Indicator(kind, value, "link", 50), OWN) is told  # type: ignore[arg-type]
