import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unhook.files.web.smuggled import payloads, telling

PAGE = b"<html><form action='https://landing.test/'><input type=password></form></html>"
PACKED = base64.b64encode(PAGE).decode()
PERCENT = "".join(f"%{byte:02x}" for byte in PAGE)


@pytest.mark.parametrize(
    ("source", "encoding"),
    [
        (f"document.write(atob('{PACKED}'))", "base64"),
        (f"x = '{PACKED[:40]}' + '{PACKED[40:]}'", "base64"),
        (f"go('{PACKED[::-1]}'.split('').reverse().join(''))", "reversed-base64"),
        (f"document.write(unescape('{PERCENT}'))", "percent"),
        (f"String.fromCharCode({','.join(map(str, PAGE))})", "character-codes"),
        (f"var bytes = [{', '.join(map(hex, PAGE))}];", "character-codes"),
        (f"z = '{PAGE.hex()}'", "hex"),
        (f"a.href = 'data:text/html;base64,{PACKED}'", "data-url"),
        (f"eval(atob(atob('{base64.b64encode(PACKED.encode()).decode()}')))", "base64"),
    ],
)
def test_a_page_in_disguise_is_unpacked(source: str, encoding: str) -> None:
    (found,) = payloads(source, 10, 10_000)
    assert found.data == PAGE
    assert found.encoding == encoding


def test_a_program_in_disguise_is_unpacked() -> None:
    archive = b"PK\x03\x04" + bytes(range(60))
    (found,) = payloads(f"save('{base64.b64encode(archive).decode()}')", 10, 10_000)
    assert found.data == archive


def test_plain_markup_in_a_literal_is_no_disguise() -> None:
    assert not list(
        payloads("box.innerHTML = '<div class=note>Your order has been sent, thank you.</div>'", 10, 10_000)
    )


def test_chance_is_no_payload() -> None:
    assert not telling(b"\x93" * 100)
    assert not list(
        payloads("token = 'c2Vzc2lvbi10b2tlbi13aXRob3V0LWFueS1tZWFuaW5nLWF0LWFsbA=='", 10, 10_000)
    )


def test_the_same_payload_counts_once_and_size_is_bounded() -> None:
    assert len(list(payloads(f"a('{PACKED}'); b('{PACKED}')", 10, 10_000))) == 1
    assert not list(payloads(f"a('{PACKED}')", 10, 10))


@given(st.text())
def test_any_source_is_survived(source: str) -> None:
    list(payloads(source, 10, 1_000))
