import pytest

from unhook.context import Looking
from unhook.pages.live import destination
from unhook.pages.live.destination import Destination
from unhook.pages.live.model import RefusedError

DENIED = Looking(deny=frozenset({"bank.example", "10.0.0.1"}))
ALLOWED = Looking(allow=frozenset({"files.example"}))


@pytest.mark.parametrize(
    ("url", "where", "named"),
    [
        ("http://site.test", Destination("http", "site.test", 80, "/"), "site.test"),
        (
            "HTTPS:\\\\Site.Test.\\a b?x=1#z",
            Destination("https", "site.test", 443, "/a%20b?x=1"),
            "site.test",
        ),
        ("https://ann:secret@site.test:80/", Destination("https", "site.test", 80, "/"), "site.test:80"),
        (
            "http://b\u00fccher.test/",
            Destination("http", "xn--bcher-kva.test", 80, "/"),
            "xn--bcher-kva.test",
        ),
        ("http://0x7f.1/", Destination("http", "127.0.0.1", 80, "/"), "127.0.0.1"),
        ("http://[0:0::1]/", Destination("http", "[::1]", 80, "/"), "[::1]"),
    ],
)
def test_addresses_are_read_as_browsers_do(url: str, where: Destination, named: str) -> None:
    assert destination.read(url, Looking()) == where
    assert where.named == named


@pytest.mark.parametrize(
    ("url", "looking", "why"),
    [
        ("ftp://site.test/", Looking(), "scheme: ftp"),
        ("javascript:alert(1)", Looking(), "scheme: javascript"),
        ("no address", Looking(), "host"),
        ("http://site.test:8080/", Looking(), "port: 8080"),
        ("http://site.test:0/", Looking(), "port: 0"),
        ("http://bank.example/", DENIED, "denied: bank.example"),
        ("http://www.BANK.example./", DENIED, "denied: www.bank.example"),
        ("http://167772161/", DENIED, r"denied: 10\.0\.0\.1"),
        ("http://site.test/", ALLOWED, "not-allowed: site.test"),
        ("http://notfiles.example/", ALLOWED, "not-allowed"),
    ],
)
def test_where_nobody_may_ask(url: str, looking: Looking, why: str) -> None:
    with pytest.raises(RefusedError, match=why):
        destination.read(url, looking)


def test_what_the_lists_leave_open() -> None:
    assert destination.read("http://a.files.example/", ALLOWED).host == "a.files.example"
    assert destination.read("http://mybank.example/", DENIED).host == "mybank.example"
