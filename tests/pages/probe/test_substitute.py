"""One address in another's place: in every form, and nowhere else."""

import base64
import codecs
import json
from collections.abc import Callable
from urllib.parse import quote, unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unhook.links import carried, whatwg
from unhook.pages.probe.substitute import EVERYWHERE, UNSENT, in_text, in_url

OLD = "anna.berg@harbour.example.com"
NEW = "q7mk_w2xyz@gmail.com"
HOST = "https://a.test/in"


def b64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def safe(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


FORMS: dict[str, Callable[[str], str]] = {
    "plain": lambda address: address,
    "percent": lambda address: address.replace("@", "%40"),
    "double percent": lambda address: address.replace("@", "%2540"),
    "all percent": lambda address: quote(quote(address, safe=""), safe=""),
    "base64": b64,
    "base64 unpadded": lambda address: b64(address).rstrip("="),
    "base64 percent": lambda address: quote(b64(address), safe=""),
    "base64 URL-safe": lambda address: safe("~~?" + address),
    "base64 of a text": lambda address: b64(f"id=17&mail={address}&x=1"),
    "base64 of JSON": lambda address: b64(json.dumps({"a": 1, "email": address, "b": [2]})),
    "base64 URL-safe JSON": lambda address: safe(json.dumps({"email": address, "n": "a~b?"})),
    "base64 in a token": lambda address: "x1" + b64(address).rstrip("=") + "zz9",
    "hex": lambda address: address.encode().hex(),
    "HEX": lambda address: address.encode().hex().upper(),
    "hex in a token": lambda address: "00" + address.encode().hex() + "ff",
    "reversed": lambda address: address[::-1],
    "rot13": lambda address: codecs.encode(address, "rot13"),
}


@pytest.mark.parametrize(
    ("form", "url"),
    [
        (form, url)
        for url in ("{host}#{it}", "{host}?u={it}&v=2", "{host}?v=2#m={it}", "{host}/{it}")
        for form in FORMS
        # No server takes a path with encoded signs of base64.
        if (form, url) != ("base64 percent", "{host}/{it}")
    ],
)
def test_every_form_becomes_the_others(form: str, url: str) -> None:
    write = FORMS[form]
    assert in_url(url.format(host=HOST, it=write(OLD)), OLD, NEW) == url.format(host=HOST, it=write(NEW))


@pytest.mark.parametrize("form", FORMS)
def test_documents_too(form: str) -> None:
    source = "<script>var who='{}';</script>"
    assert in_text(source.format(FORMS[form](OLD)), OLD, NEW) == source.format(FORMS[form](NEW))


@pytest.mark.parametrize(
    ("url", "becomes"),
    [
        (f"{HOST}?user=anna.berg&d=harbour.example.com", f"{HOST}?user=q7mk_w2xyz&d=gmail.com"),
        (f"{HOST}#anna.berg@", f"{HOST}#q7mk_w2xyz@"),
        (f"{HOST}/harbour.example.com/x", f"{HOST}/gmail.com/x"),
        (f"{HOST}?d={b64('harbour.example.com')}", f"{HOST}?d={b64('gmail.com')}"),
        (f"{HOST}#ANNA.BERG@Harbour.Example.COM", f"{HOST}#{NEW}"),
    ],
)
def test_the_parts_alone(url: str, becomes: str) -> None:
    assert in_url(url, OLD, NEW) == becomes


@pytest.mark.parametrize(
    "url",
    [
        f"{HOST}?u=joanna.berg@harbour.example.com",
        f"{HOST}?u={OLD}.test",
        "https://anna.berg.harbour.example.com/anna.berg/",
        f"{HOST}?t=eyJhbGciOiJIUzI1NiJ9.{safe(json.dumps({'email': OLD}))}.c2lnbmF0dXJl",
        f"{HOST}?h=0cc175b9c0f1b6a831c399e269772661",
        f"{HOST}/logo@2x.png",
        "mailto:",
        "",
    ],
)
def test_what_is_left_alone(url: str) -> None:
    assert in_url(url, OLD, NEW) == url


def test_only_where_it_may_be_put() -> None:
    url = f"{HOST}/{OLD}?u={OLD}#{OLD}"
    assert in_url(url, OLD, NEW, UNSENT) == f"{HOST}/{OLD}?u={OLD}#{NEW}"
    assert in_url(url, OLD, NEW, EVERYWHERE) == f"{HOST}/{NEW}?u={NEW}#{NEW}"


def test_nobody_is_nothing() -> None:
    assert in_url(f"{HOST}?u={OLD}&x=1#{b64(OLD)}", OLD, None) == f"{HOST}?u=&x=1#"


UNTIMED = settings(deadline=None)
names = st.text("abcdefghijklmnopqrstuvwxyz0123456789", min_size=5, max_size=12)
addresses = st.builds(lambda local, label: f"{local}@{label}.test", names, names)


def alike(url: str) -> str:
    """Without what base64 without signs of its kind does not tell: alphabet and padding."""
    return url.replace("-", "+").replace("_", "/").rstrip("=").removesuffix("%3D").removesuffix("%3D")


whole = sorted(form for form in FORMS if "in a token" not in form)
around = st.text("abcdefghijklmnopqrstuvwxyzABC0123456789", max_size=9)


@UNTIMED
@given(old=addresses, new=addresses, form=st.sampled_from(whole))
def test_there_and_back_gives_the_same(old: str, new: str, form: str) -> None:
    url = f"{HOST}?v=1#{FORMS[form](old)}"
    assert alike(in_url(in_url(url, old, new), new, old)) == alike(url)


@UNTIMED
@given(old=addresses, new=addresses, form=st.sampled_from(whole), place=st.sampled_from(["#", "?u="]))
def test_what_is_put_is_found_by_whoever_reads_links(old: str, new: str, form: str, place: str) -> None:
    parsed = whatwg.parse(in_url(f"{HOST}{place}{FORMS[form](old)}", old, new))
    assert parsed is not None
    found = carried.addresses(parsed, [old, new])
    assert [each.address for each in found] == ([new] if new != old else [old])


@UNTIMED
@given(text=st.text(max_size=200), old=addresses, new=addresses)
def test_any_text_is_survived(text: str, old: str, new: str) -> None:
    assert in_text(in_url(text, old, new), old, new) is not None
    assert old in unquote(text) or in_text(text, old, new) == text


@UNTIMED
@given(before=around, old=addresses, new=addresses, offset=st.integers(0, 3))
def test_base64_at_any_offset_of_a_token(before: str, old: str, new: str, offset: int) -> None:
    token = before[:offset] + b64(f"<{old}>").rstrip("=")
    changed = in_url(f"{HOST}#{token}", old, new)
    assert alike(changed) == alike(f"{HOST}#{before[:offset]}{b64(f'<{new}>')}")
