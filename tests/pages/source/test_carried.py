import pytest

from unhook.pages.source import carried

from .reading import read_page, scripted


def names(code: str) -> list[str]:
    return list(dict.fromkeys(sign.name for sign in carried.of([scripted(code)])))


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("var email=location.hash.slice(1)", "address-from-fragment"),
        ("var e=window.location.hash;if(e.indexOf('@')>0){}", "address-from-fragment"),
        ("var e=location.href.split('#')[1];if(/@/.test(e)){}", "address-from-fragment"),
        ("var e=new URLSearchParams(location.search).get('email')", "address-from-query"),
        ("var user=location.pathname.split('/').pop()", "address-from-path"),
    ],
)
def test_where_an_address_is_read_from(code: str, name: str) -> None:
    assert name in names(code)


def test_decoded_and_put_into_the_page() -> None:
    code = "var email=atob(location.hash.slice(1));box.value=email"
    assert names(code) == ["address-from-fragment", "address-decoded", "address-shown"]


@pytest.mark.parametrize(
    "code", ["show(location.hash)", "go(location.search)", "var email='a@b.test'", "location.href='/email'"]
)
def test_what_reads_no_address(code: str) -> None:
    assert names(code) == []


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("fetch('https://dns.google/resolve?type=MX&name='+d)", "dns-lookup"),
        ("i.src='https://logo.clearbit.com/'+d", "logo-service"),
        ("b.style.background='url(https://image.thum.io/get/'+d+')'", "screenshot-service"),
        ("i.src=`//www.google.com/s2/favicons?domain=${d}`", "favicon-service"),
        ("fetch('https://ipapi.co/json/')", "location-service"),
    ],
)
def test_services_that_scripts_ask(code: str, name: str) -> None:
    assert names(code) == [name]


def test_services_whose_pictures_are_written_in() -> None:
    here = read_page("<img src=https://logo.clearbit.com/a.test>")
    assert [sign.name for sign in carried.of([here])] == ["logo-service"]
