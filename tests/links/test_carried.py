import base64
import codecs
import hashlib
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unhook.links import carried, url
from unhook.links.carried import Carried

BOX = "jo.smith@corp.example"
HEADER = '{"alg":"HS256","a":12}'
CLAIMS = '{"sub":"jo.smith@corp.example","a":1}'


def found(text: str, *mailboxes: str) -> tuple[Carried, ...]:
    link = url.parse(text)
    assert link is not None
    return carried.addresses(link, mailboxes or (BOX,))


def b64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


@pytest.mark.parametrize(
    ("part", "encoding"),
    [
        (BOX, "plain"),
        ("JO.Smith@corp.example", "plain"),
        ("e=" + quote(BOX, safe=""), "percent"),
        ("e=" + quote(quote(BOX, safe=""), safe=""), "double_percent"),
        ("t=" + b64(BOX), "base64"),
        ("t=" + b64(BOX).rstrip("="), "base64"),
        ("t=" + base64.urlsafe_b64encode(b"\xfb\xef\xff " + BOX.encode()).decode(), "base64"),
        ("t=" + b64('{"id":7,"email":"' + BOX + '"}'), "base64"),
        ("t=abc" + b64(BOX), "base64"),
        ("t=x" + b64(BOX).rstrip("="), "base64"),
        ("t=" + quote(b64(BOX), safe=""), "base64"),
        ("t=" + BOX.encode().hex(), "hex"),
        ("t=0" + BOX.encode().hex().upper(), "hex"),
        ("t=" + BOX[::-1], "reversed"),
        ("t=" + codecs.encode(BOX, "rot13"), "rot13"),
        ("t=" + hashlib.md5(BOX.encode()).hexdigest(), "md5"),
        ("t=" + hashlib.sha1(BOX.encode()).hexdigest(), "sha1"),
        ("t=" + hashlib.sha256(BOX.encode()).hexdigest(), "sha256"),
        ("u=jo.smith", "local_part"),
        ("d=corp.example", "domain"),
        ("d=" + b64("go to corp.example now"), "domain"),
    ],
)
@pytest.mark.parametrize(("place", "before"), [("fragment", "#"), ("query", "?")])
def test_every_form_in_fragment_and_query(part: str, encoding: str, place: str, before: str) -> None:
    assert found(f"https://trap.example.net/in{before}{part}") == (Carried(BOX, encoding, place),)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (f"https://trap.example.net/x/{BOX}/y", "path"),
        ("https://jo.smith%40corp.example@trap.example.net/", "userinfo"),
        ("https://corp.example.trap.example.net/", "host"),
        ("https://corp-example.trap.example.net/", "host"),
    ],
)
def test_other_places(text: str, place: str) -> None:
    assert [hit.place for hit in found(text)] == [place]


@pytest.mark.parametrize(
    "text",
    [
        "https://cdn.example.net/logo@2x.png",
        "https://cdn.example.net/npm/pkg@1.2.3/dist",
        f"https://trap.example.net/#bo{BOX}",
        f"https://trap.example.net/#{BOX}.org",
        "https://www.corp.example/page?d=corp.example",
        f"https://trap.example.net/?t={b64(HEADER).rstrip('=')}.{b64(CLAIMS).rstrip('=')}.c2lnbmF0dXJl",
        "https://trap.example.net/smith/",
        f"https://trap.example.net/?h={hashlib.md5(b'other').hexdigest()}",
    ],
)
def test_what_is_not_the_recipient(text: str) -> None:
    assert found(text) == ()


def test_role_names_and_free_mail_domains_say_nothing() -> None:
    assert found("https://shop.example.net/info?c=support", "info@corp.example", "support@corp.example") == ()
    assert found("https://shop.example.net/?d=gmail.com", "someone@gmail.com") == ()


def test_each_recipient_in_each_place_once() -> None:
    hits = found(
        f"https://trap.example.net/{BOX}?a={BOX}&b={BOX}#amy@corp.example", BOX, "amy@corp.example", BOX
    )
    assert {(hit.address, hit.place) for hit in hits if hit.encoding == "plain"} == {
        (BOX, "path"),
        (BOX, "query"),
        ("amy@corp.example", "fragment"),
    }


@given(st.text(max_size=200), st.emails())
def test_any_url_and_address_are_survived(text: str, box: str) -> None:
    link = url.parse("https://example.net/#" + text)
    assert link is not None
    carried.addresses(link, [box, text])


@given(st.binary(max_size=9), st.binary(max_size=9))
def test_base64_is_found_at_any_offset(before: bytes, after: bytes) -> None:
    token = base64.urlsafe_b64encode(before + b" " + BOX.encode() + b" " + after).decode().rstrip("=")
    assert [hit.encoding for hit in found(f"https://trap.example.net/?x={token}")] == ["base64"]
