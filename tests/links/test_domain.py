import pytest
from hypothesis import given
from hypothesis import strategies as st

from unhook.links import domain
from unhook.links.model import Domain


def test_a_name_is_split_by_the_public_suffix_list() -> None:
    assert domain.parse("Mail.Shop.Example.co.uk.") == Domain(
        "mail.shop.example.co.uk",
        root_domain="example.co.uk",
        sld="example",
        subdomain="mail.shop",
        tld="co.uk",
        valid=True,
        registrable_domain="example.co.uk",
    )


@pytest.mark.parametrize(
    ("text", "root", "tld"),
    [
        ("author.github.io", "github.io", "io"),
        ("keep.files.fra1.cdn.digitaloceanspaces.com", "digitaloceanspaces.com", "com"),
        ("github.io", "github.io", "io"),
        ("s3.amazonaws.com", "amazonaws.com", "com"),
        ("shop.example.test", "example.test", "test"),
        ("com", None, "com"),
        ("pot", None, None),
    ],
)
def test_root_and_suffix(text: str, root: str | None, tld: str | None) -> None:
    found = domain.parse(text)
    assert found is not None
    assert (found.root_domain, found.tld) == (root, tld)


def test_customers_of_one_host_are_told_apart_but_share_the_root() -> None:
    """Rules look for `github.io` in lists of root domains; who set the page up is another matter."""
    one, other = domain.parse("a.github.io"), domain.parse("www.b.github.io")
    assert one is not None
    assert other is not None
    assert one.root_domain == other.root_domain
    assert (one.registrable_domain, other.registrable_domain) == ("a.github.io", "b.github.io")
    assert (other.label, other.public_suffix, other.below) == ("b", "github.io", "www")


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        ("github.io", "github.io"),
        ("s3.amazonaws.com", "amazonaws.com"),
        ("shop.example.test", "example.test"),
        ("com", None),
    ],
)
def test_whose_a_name_is(text: str, whose: str | None) -> None:
    found = domain.parse(text)
    assert found is not None
    assert found.registrable_domain == whose


@pytest.mark.parametrize(
    "text", ["münchen.example.com", "xn--mnchen-3ya.example.com", "MÜNCHEN。example.com"]
)
def test_international_names_in_both_forms(text: str) -> None:
    found = domain.parse(text)
    assert found is not None
    assert found.domain == "münchen.example.com"
    assert found.punycode == "xn--mnchen-3ya.example.com"
    assert found.valid


@pytest.mark.parametrize(
    "text", ["pot", "_dmarc.example.com", "a..example.com", "-a.example.com", "x.unknownsuffix"]
)
def test_what_no_resolver_accepts_is_kept_and_marked(text: str) -> None:
    found = domain.parse(text)
    assert found is not None
    assert not found.valid


@pytest.mark.parametrize(
    "text", ["", " ", ".", "192.0.2.1", "[192.0.2.1]", "a b.example", "user@example.com", "a/b"]
)
def test_what_is_no_name(text: str) -> None:
    assert domain.parse(text) is None


def test_suffixes_break_at_labels_only() -> None:
    assert list(domain.suffixes("a.bc.d")) == ["a.bc.d", "bc.d", "d"]


@given(st.text(max_size=300))
def test_any_text_is_survived_and_the_parts_add_up(text: str) -> None:
    found = domain.parse(text)
    if found is not None and found.root_domain is not None:
        assert found.root_domain == f"{found.sld}.{found.tld}"
        assert found.domain == ".".join(filter(None, (found.subdomain, found.root_domain)))


@given(st.from_regex(r"[a-z]{1,10}(\.[a-z]{1,10}){0,3}\.(com|co\.uk|de)", fullmatch=True))
def test_parsing_is_idempotent(text: str) -> None:
    found = domain.parse(text)
    assert found is not None
    assert domain.parse(found.domain) == found


@pytest.mark.parametrize(
    ("name", "holds"),
    [
        ("a.test", True),
        ("b.a.test", True),
        ("ba.test", False),
        ("test", False),
        ("a.test.b", False),
        ("", False),
    ],
)
def test_a_name_is_below_others_at_a_labels_border(name: str, holds: bool) -> None:
    assert domain.below(name, {"a.test", "c.test"}) is holds
