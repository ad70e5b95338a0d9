from collections import Counter
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from publicsuffixlist import PublicSuffixList

from unhook.brands import registry
from unhook.brands.registry import Brand, Brands
from unhook.links import domain

BRANDS = registry.load()
SIGN_IN_HOSTS = Path(__file__).with_name("sign_in_hosts.tsv")
BANK = Brand(
    "Example Bank",
    "bank",
    ("example bank",),
    hosts=("bank.example", "bank-mail.example"),
    owner="Example Group",
)
CARDS = Brand("Example Cards", "bank", ("example cards",), hosts=("cards.example",), owner="Example Group")
POST = Brand(
    "Example Mail",
    "identity",
    ("example mail",),
    hosts=("post.example",),
    mailboxes=("box.example",),
    owner="Post",
)
STATES = {"gov.br", "gov.uk", "gouv.fr", "nhs.uk"}
SMALL = Brands((BANK, CARDS, POST))


def test_it_is_large_enough_to_be_of_use() -> None:
    assert len(BRANDS.all) >= 150
    assert len({brand.country for brand in BRANDS.all}) >= 20


def test_no_name_word_or_host_stands_twice() -> None:
    names = Counter(brand.name for brand in BRANDS.all)
    hosts = Counter(host for brand in BRANDS.all for host in (*brand.hosts, *brand.mailboxes))
    words = Counter(word.lower() for brand in BRANDS.all for word in brand.words)
    assert [each for counted in (names, hosts, words) for each, times in counted.items() if times > 1] == []


def test_no_host_is_a_suffix_under_which_strangers_live() -> None:
    suffixes, icann = (
        PublicSuffixList(accept_unknown=False),
        PublicSuffixList(accept_unknown=False, only_icann=True),
    )
    for brand in BRANDS.all:
        for host in (*brand.hosts, *brand.mailboxes):
            if brand.kind in {"government", "tax"}:
                assert icann.publicsuffix(host) != host or host in STATES, host
            else:
                assert suffixes.publicsuffix(host) != host, host


def test_hosts_are_host_names_and_generic_roles_have_none() -> None:
    for brand in BRANDS.all:
        assert brand.words or brand.cased
        assert bool(brand.hosts or brand.mailboxes) != (brand.kind == "generic"), brand.name
        for host in (*brand.hosts, *brand.mailboxes):
            parsed = domain.parse(host)
            assert parsed is not None
            assert parsed.domain == host


def test_owners_that_have_a_brand_of_that_name_are_spelled_like_it() -> None:
    lowered = {brand.name.lower(): brand.name for brand in BRANDS.all}
    for brand in BRANDS.all:
        assert lowered.get(brand.owner.lower(), brand.owner) == brand.owner


def test_the_file_is_one_brand_a_line() -> None:
    lines = files("unhook.brands").joinpath("brands.jsonl").read_text("utf-8").splitlines()
    assert len(lines) == len(BRANDS.all)


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("bank.example", "Example Bank"),
        ("www.login.bank.example", "Example Bank"),
        ("notbank.example", None),
        ("bank.example.net", None),
        ("example", None),
        ("not a host", None),
    ],
)
def test_ownership_goes_by_whole_labels(host: str, name: str | None) -> None:
    found = SMALL.owner(host)
    assert (found.name if found else None) == name


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("accounts.google.com", "Google"),
        ("google.com.example.net", None),
        ("someone.github.io", None),
        ("shop.myshopify.com", None),
        ("someone.wordpress.com", None),
        ("www.wordpress.com", "WordPress"),
        ("tenant.onmicrosoft.com", None),
        ("x.westeurope.cloudapp.azure.com", None),
        ("tax.service.gov.uk", "GOV.UK"),
    ],
)
def test_shipped_owners(host: str, name: str | None) -> None:
    found = BRANDS.owner(host)
    assert (found.name if found else None) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("bol", "Bol"),
        ("BOL", "UOL"),
        ("bol.com", "Bol"),
        ("Visa", "Visa"),
        ("E.ON", "E.ON"),
        ("Impôts", "Impôts"),
    ],
)
def test_names_that_are_also_ordinary_words_count_as_written(text: str, name: str) -> None:
    (match,) = registry.load().claimed_in(text)
    assert match.what.name == name
    assert registry.load().claimed_in("the visa office and the impôts of eon") == ()


def test_brands_of_one_owner_stand_for_each_other() -> None:
    assert SMALL.owns("Example Bank", "cards.example")
    assert not SMALL.owns("Example Bank", "post.example")
    assert not SMALL.owns("Nobody", "cards.example")


def test_where_the_public_has_mailboxes_only_hosts_below_are_the_owners() -> None:
    assert not SMALL.sends_for(POST, "box.example")
    assert SMALL.sends_for(POST, "notice.box.example")
    assert SMALL.sends_for(POST, "post.example")
    assert SMALL.owner("box.example") is POST


@given(st.text(max_size=60))
def test_any_host_is_survived(text: str) -> None:
    BRANDS.owner(text)


def test_hosts_at_which_people_sign_in_are_their_owners() -> None:
    rows = [line.split("\t") for line in SIGN_IN_HOSTS.read_text("utf-8").splitlines()]
    wrong = [
        (host, name)
        for name, hosts in rows
        for host in hosts.split()
        if (owner := BRANDS.owner(host)) is None or owner.name != name
    ]
    assert wrong == []
    assert len(rows) >= 150
