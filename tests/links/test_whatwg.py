import pytest
from hypothesis import given
from hypothesis import strategies as st

from unhook.limits import DEFAULT
from unhook.links import whatwg
from unhook.links.model import Url


def parsed(text: str, base: str | None = None) -> Url:
    found = whatwg.parse(text, base)
    assert found is not None
    return found


def host(found: Url) -> str | None:
    return found.domain.domain if found.domain else None


def test_all_parts() -> None:
    found = parsed("https://us%65r:p@shop.example.com:8443/a/b%20c?x=1+2&x=3&y#top")
    assert (found.scheme, found.username, found.password, found.port) == ("https", "user", "p", 8443)
    assert (host(found), found.path, found.query_params) == ("shop.example.com", "/a/b%20c", "x=1+2&x=3&y")
    assert found.query_params_decoded == {"x": ("1 2", "3"), "y": ("",)}
    assert (found.fragment, found.ip, found.rewrite) == ("top", None, None)


@pytest.mark.parametrize(
    "text",
    [
        "http:\\\\shop.example.com",
        "http:/shop.example.com",
        "HTTPS:shop.example.com",
        "//shop.example.com",
        "http://sh%6Fp.example.com",
        "http://ｓｈｏｐ.example.com",
        "http://shop\u00ad.example.com",
        " \thttp://sh\nop.example.com ",
        "http://good.example@shop.example.com/",
        "shop.example.com/a",
        "shop.example.com:8080/a",
    ],
)
def test_odd_spellings_lead_to_the_host_a_browser_would_open(text: str) -> None:
    assert host(parsed(text)) == "shop.example.com"


def test_the_url_itself_stays_as_written() -> None:
    assert parsed(" http:/\\Shop.example.com ").url == "http:/\\Shop.example.com"


@pytest.mark.parametrize(
    ("text", "path"),
    [("https://example.com", None), ("https://example.com/", "/"), ("https://example.com/a/../b", "/b")],
)
def test_path_is_there_when_it_was_written(text: str, path: str | None) -> None:
    assert parsed(text).path == path


@pytest.mark.parametrize(
    ("text", "ip", "encoders"),
    [
        ("http://192.0.2.1/", "192.0.2.1", None),
        ("http://0xC0.0x0.0x2.0x1", "192.0.2.1", ("hex",)),
        ("http://0300.0.02.01", "192.0.2.1", ("octal",)),
        ("http://3221225985/a", "192.0.2.1", ("decimal_integer",)),
        ("http://192.513", "192.0.2.1", ("decimal_integer",)),
        ("http://x@１92.0.2.1:80/", "192.0.2.1", ("unicode",)),
        ("http://%31%39%32.0.2.1/", "192.0.2.1", ("percent",)),
        ("http://[2001:db8::1]/", "2001:db8::1", None),
        ("http://[::ffff:192.0.2.1]/", "192.0.2.1", ("ipv4_mapped",)),
    ],
)
def test_addresses_in_every_spelling(text: str, ip: str, encoders: tuple[str, ...] | None) -> None:
    found = parsed(text)
    assert found.domain is None
    assert found.ip is not None
    assert found.ip.ip == ip
    assert (found.ip.translation and found.ip.translation.encoders) == encoders


@pytest.mark.parametrize(("text", "name"), [("http://pot/x?y", "pot"), ("https://1.2.3.4.5/", "1.2.3.4.5")])
def test_redacted_and_impossible_hosts_are_kept(text: str, name: str) -> None:
    found = parsed(text)
    assert host(found) == name
    assert found.domain is not None
    assert not found.domain.valid


def test_what_a_browser_refuses_is_split_all_the_same() -> None:
    found = parsed("https://a:b@exam ple.com:99999/x?y=1#z")
    assert (found.scheme, found.username, found.port) == ("https", "a", 99999)
    assert (found.path, found.query_params, found.fragment) == ("/x", "y=1", "z")


@pytest.mark.parametrize("text", ["", "  ", "Sign in here", "Login", "user@example.com", "{{link}}", "1.2"])
def test_plain_words_are_no_url(text: str) -> None:
    assert whatwg.parse(text) is None


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("mailto:a@example.com?subject=x", "a@example.com"),
        ("javascript:alert(1)", "alert(1)"),
        ("cid:x@y", "x@y"),
    ],
)
def test_other_schemes_have_no_host(text: str, path: str) -> None:
    found = parsed(text)
    assert (found.scheme, found.domain, found.path) == (text.partition(":")[0], None, path)


def test_a_relative_reference_needs_its_base() -> None:
    assert whatwg.parse("next/page") is None
    assert (
        parsed("next/page?a", "https://shop.example.com/x/").url == "https://shop.example.com/x/next/page?a"
    )
    assert parsed("#part").fragment == "part"


def test_very_long_text_is_cut() -> None:
    assert len(parsed("data:text/html," + "x" * 1_000_000).url) == DEFAULT.url_chars


@given(st.text(max_size=200), st.none() | st.text(max_size=30))
def test_any_text_is_survived(text: str, base: str | None) -> None:
    whatwg.parse(text, base)


@given(st.text(max_size=60))
def test_any_authority_is_survived(text: str) -> None:
    assert whatwg.parse("https://" + text + "x") is not None
