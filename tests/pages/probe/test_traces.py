"""Canaries in what is sent, however they are written."""

import base64
import codecs
import hashlib
import json
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unhook.pages.broker import Request
from unhook.pages.probe import traces
from unhook.pages.probe.canaries import Canary
from unhook.pages.probe.model import Encoding, Identity, Went

CORE = "x3k9mq7wz2bn"
TYPED = "Aa1-" + CORE
SECRET = Canary("password", TYPED, CORE, "p")


def b64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


WRITTEN: dict[Encoding, str] = {
    "plain": TYPED,
    "base64": b64(TYPED),
    "hex": TYPED.encode().hex(),
    "reversed": TYPED[::-1],
    "rot13": codecs.encode(TYPED, "rot13"),
    "md5": hashlib.md5(TYPED.encode()).hexdigest(),
    "sha1": hashlib.sha1(TYPED.encode()).hexdigest().upper(),
    "sha256": hashlib.sha256(TYPED.encode()).hexdigest(),
}


@pytest.mark.parametrize("encoding", WRITTEN)
@pytest.mark.parametrize("around", ["{}", "user=a&p={}&x=1", '{{"p":"{}"}}', "https://a.test/x?d={}"])
def test_how_it_is_written(encoding: Encoding, around: str) -> None:
    assert traces.of_canaries(around.format(WRITTEN[encoding]), [SECRET]) == (
        Went("password", encoding, "p"),
    )


@pytest.mark.parametrize(
    "text",
    [
        b64(b64(TYPED)),
        b64(json.dumps({"u": "a@b.test", "p": TYPED})),
        base64.urlsafe_b64encode(f"~~?{TYPED}".encode()).decode().rstrip("="),
        quote(b64("??>" + TYPED)),
        b64(TYPED[::-1]),
        b64(TYPED.encode().hex()),
    ],
)
def test_base64_of_other_things(text: str) -> None:
    assert traces.of_canaries(f"d={text}&e=1", [SECRET]) == (Went("password", "base64", "p"),)


def test_percent_signs() -> None:
    written = "".join(f"%{ord(each):02x}" for each in TYPED)
    assert traces.found(written, CORE, TYPED) == "percent"
    assert traces.found(quote(written), CORE, TYPED) == "percent"


@settings(deadline=None)
@given(st.text(max_size=300))
def test_nothing_is_found_where_nothing_is(text: str) -> None:
    assert CORE in text.lower() or traces.of_canaries(text, [SECRET]) == ()


def test_letter_by_letter() -> None:
    sent = [f"https://a.test/k?k={letter}&n=" for letter in TYPED]
    assert traces.in_pieces(sent, [SECRET]) == (Went("password", "pieces", "p"),)
    assert traces.in_pieces(sent[:8], [SECRET]) == ()
    assert traces.in_pieces(["same"] * 9, [SECRET]) == ()


@pytest.mark.parametrize(
    ("text", "went"),
    [
        ("u=q7mk_w2xyz%40gmail.com", (Went("address", "percent"),)),
        (b64("q7mk_w2xyz@gmail.com"), (Went("address", "base64"),)),
        ("u=q7mk_w2xyz", (Went("local-part", "plain"),)),
        ("d=gmail.com", ()),
    ],
)
def test_who_looks(text: str, went: tuple[Went, ...]) -> None:
    assert traces.of_identity(text, Identity("G", "q7mk_w2xyz@gmail.com")) == went


def test_a_firms_domain_is_nobody_elses() -> None:
    firm = Identity("C", "q7mkw2xyz@kavurole.test")
    assert traces.of_identity("https://l.test/kavurole.test", firm) == (Went("domain", "plain"),)
    assert traces.of_identity("https://l.test/kavurole.test", Identity("N")) == ()


def test_all_that_leaves_is_read() -> None:
    request = Request("https://a.test/x#frag", headers={"x-key": "v1", "accept": "v2"}, body=b"body\xff")
    text = traces.payload(request)
    assert "frag" not in text
    assert "v2" not in text
    assert text.splitlines()[:2] == ["https://a.test/x", "v1"]
    assert "body" in text
