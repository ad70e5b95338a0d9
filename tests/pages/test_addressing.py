import pytest

from unhook.links import url
from unhook.pages.addressing import absolute, bare, joined


@pytest.mark.parametrize(
    ("written", "opened"),
    [
        ("https://a.example.com/x", "https://a.example.com/x"),
        ("a.example.com/x", "http://a.example.com/x"),
        ("//a.example.com/x", "http://a.example.com/x"),
        ("mailto:ann@example.com", "mailto:ann@example.com"),
    ],
)
def test_an_address_as_a_browser_takes_it(written: str, opened: str) -> None:
    parsed = url.parse(written)
    assert parsed is not None
    assert absolute(parsed) == opened


@pytest.mark.parametrize(
    ("target", "leads"),
    [
        ("/b?c", "https://a.test/b?c#jo"),
        ("b", "https://a.test/x/b#jo"),
        ("https://c.test", "https://c.test/#jo"),
        ("//c.test/#own", "https://c.test/#own"),
        ("http://[", None),
        ("http://a b/", None),
    ],
)
def test_where_a_redirect_leads(target: str, leads: str | None) -> None:
    assert joined("https://a.test/x/y#jo", target) == leads


def test_no_server_sees_a_fragment() -> None:
    assert bare("https://a.test/#jo#x") == "https://a.test/"
    assert bare("http://[#x") == "http://["
