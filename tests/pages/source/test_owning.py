import pytest

from pages.made import brands
from unhook.pages.source import owning
from unhook.pages.source.model import Evidence, Sent

PLACE = Evidence("page", None, "")


def host(address: str) -> owning.Host:
    found = owning.of(address, brands())
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("address", "owner"),
    [
        ("https://login.provider-a.test/x", "Provider A"),
        ("https://provider-a.test.example.net/", None),
        ("https://notprovider-a.test/", None),
        ("https://someone.github.io/", None),
        ("https://sites.google.com/view/x", None),
        ("https://docs.google.com/forms/x", None),
        ("https://accounts.google.com/", "Google"),
        ("https://192.0.2.1/", None),
    ],
)
def test_owners_by_whole_labels_and_never_where_strangers_have_pages(address: str, owner: str | None) -> None:
    found = host(address)
    assert (found.owner.name if found.owner else None) == owner


def test_sites() -> None:
    assert host("https://a.shop.test/").same_site(host("https://b.shop.test/"))
    assert not host("https://a.github.io/").same_site(host("https://b.github.io/"))
    assert host("https://login.microsoftonline.com/").same_site(host("https://login.live.com/"))
    assert owning.of(None, brands()) is None


def test_who_receives() -> None:
    here = host("https://a.test/")
    assert owning.receives(Sent("form", None, None, PLACE), here, brands()) is here
    assert owning.receives(Sent("unknown", None, None, PLACE), here, brands()) is None
    mailed = owning.receives(Sent("mailto", "mailto:x@b.test", "b.test", PLACE), here, brands())
    assert mailed is not None
    assert mailed.name == "b.test"
