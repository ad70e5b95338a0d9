import pytest
from hypothesis import given
from hypothesis import strategies as st

from unhook.links import address


@given(st.ip_addresses(v=4))
def test_one_number_is_the_same_address(ip: object) -> None:
    found = address.parse(str(int(ip)))  # type: ignore[call-overload]
    assert found is not None
    assert found.ip == str(ip)


@pytest.mark.parametrize(
    "text", ["", "example.com", "256.0.0.1", "1.2.3.4.5", "08", "4294967296", "1..2", "[x]"]
)
def test_what_is_no_address(text: str) -> None:
    assert address.parse(text) is None


def test_strict_takes_the_usual_form_only() -> None:
    assert address.parse("2130706433", strict=True) is None
    assert address.parse("127.0.0.1", strict=True) is not None


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("http://a:b@0x7f.1:80/x@y", "0x7f.1"),
        ("http:\\\\example.com\\x", "example.com"),
        ("https://[::1]:443/", "[::1]"),
        ("nothing", ""),
    ],
)
def test_the_host_as_typed(text: str, host: str) -> None:
    assert address.written_host(text) == host


@given(st.text(max_size=50))
def test_any_text_is_survived(text: str) -> None:
    address.parse(text)
    address.written_host(text)
