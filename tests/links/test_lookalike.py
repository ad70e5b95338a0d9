import pytest
from hypothesis import given
from hypothesis import strategies as st

from unhook.links import domain, lookalike
from unhook.links.lookalike import Marks

MARKS = Marks.of(
    [
        ("Acmepay", ("acmepay",), (), ("acmepay.example.com", "acmepay.com")),
        ("Grandbank", ("grand bank",), (), ("grandbank.com",)),
        ("Peach", ("peach id",), ("Peach",), ("peach.com", "peachid.com")),
        ("XYZ", ("xyz",), (), ("xyz.com",)),
        ("Mimecast", ("mimecast",), (), ("mimecast.com",)),
    ]
)


def of(name: str) -> tuple[str, str] | None:
    host = domain.parse(name)
    assert host is not None
    found = lookalike.of(host, MARKS)
    return (found.brand, found.technique) if found else None


@pytest.mark.parametrize(
    ("name", "brand", "technique"),
    [
        ("аcmepay.com", "Acmepay", "homoglyph"),
        (domain.to_ascii("аcmepay.com"), "Acmepay", "homoglyph"),
        ("acrnepay.com", "Acmepay", "homoglyph"),
        ("acmepay.acrnepay.net", "Acmepay", "homoglyph"),
        ("grandb4nk.com", "Grandbank", "homoglyph"),
        ("реасh.com", "Peach", "homoglyph"),
        ("acmeapy.com", "Acmepay", "typo"),
        ("acmepayy.com", "Acmepay", "typo"),
        ("grendbank.com", "Grandbank", "typo"),
        ("grand-bank.com", "Grandbank", "typo"),
        ("acmepay-login.com", "Acmepay", "combo"),
        ("secure-acmepay.web.app", "Acmepay", "combo"),
        ("acmepaylogin.com", "Acmepay", "combo"),
        ("acmepay.com.evil.example", "Acmepay", "combo"),
        ("login.acmepay.evil-site.example", "Acmepay", "combo"),
        ("peach-support.net", "Peach", "combo"),
        ("xyz-paket.net", "XYZ", "combo"),
        ("acmepay.xyz", "Acmepay", "tld_swap"),
        ("acmepay.tk", "Acmepay", "tld_swap"),
    ],
)
def test_imitations(name: str, brand: str, technique: str) -> None:
    assert of(name) == (brand, technique)


@pytest.mark.parametrize(
    "name",
    [
        "peaches.com",
        "reach.com",
        "teach.com",
        "peach.shop",
        "www.peachtree.com",
        "acmepay.co.uk",
        "acmepay.example.org",
        "grandbanks-fishing.org",
        "xyzzy.com",
        "xya.com",
        "mail.com",
        "google.com",
        "mimecastprotect.com",
        "com",
        "pot",
        "сайт.com",
    ],
)
def test_honest_names_imitate_nobody(name: str) -> None:
    assert of(name) is None


@given(st.text(alphabet="acmepy-.0", min_size=1, max_size=60))
def test_any_name_is_survived(text: str) -> None:
    host = domain.parse(text)
    if host is not None:
        lookalike.of(host, MARKS)
