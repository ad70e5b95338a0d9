import json

import pytest

from unhook.pages.broker import Request
from unhook.pages.probe import oracles
from unhook.pages.probe.model import Identity

FIRM = Identity("C", "q7mkw2xyz@kavurole.test")
GOOGLE = Identity("G", "q7mk_w2xyz@gmail.com")
NOBODY = Identity("N")


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("https://dns.google/resolve?name=kavurole.test&type=MX", "dns"),
        ("https://dns.google/resolve?name=mail.kavurole.test&type=A", "dns"),
        ("https://logo.clearbit.com/kavurole.test?size=80", "logo"),
        ("https://www.google.com/s2/favicons?domain=kavurole%2Etest", "favicon"),
        ("https://image.thum.io/get/width/900/https://kavurole.test", "screenshot"),
        ("https://ipapi.co/json/", "location"),
        ("https://dns.google/resolve?name=other.test&type=MX", None),
        ("https://logo.clearbit.com/other.test", None),
        ("https://a.test/kavurole.test", None),
    ],
)
def test_who_is_asked_about_whom(address: str, kind: str | None) -> None:
    assert oracles.asked(Request(address), FIRM) == kind


def test_nobody_has_a_domain() -> None:
    assert oracles.asked(Request("https://logo.clearbit.com/kavurole.test"), NOBODY) is None
    assert oracles.asked(Request("https://ipinfo.io/json"), NOBODY) == "location"


@pytest.mark.parametrize(
    ("identity", "exchanger"),
    [(FIRM, "mail.kavurole.test."), (GOOGLE, "gmail-smtp-in.l.google.com.")],
)
def test_each_has_its_own_exchanger(identity: Identity, exchanger: str) -> None:
    request = Request(f"https://dns.google/resolve?name={identity.domain}&type=MX", kind="fetch")
    answer = oracles.answer(request, "dns", identity)
    assert answer is not None
    assert answer.headers["access-control-allow-origin"] == "*"
    assert json.loads(answer.body)["Answer"][0]["data"].endswith(exchanger)


def test_each_has_a_neutral_picture_of_its_own() -> None:
    drawn = [oracles.drawing(each, 90, 60) for each in (FIRM, GOOGLE)]
    assert drawn[0] != drawn[1]
    assert b"kavurole" not in drawn[0]


def test_a_firms_name_is_told_as_json() -> None:
    request = Request(
        "https://autocomplete.clearbit.com/v1/companies/suggest?query=kavurole.test", kind="fetch"
    )
    answer = oracles.answer(request, "logo", FIRM)
    assert answer is not None
    assert json.loads(answer.body)[0]["name"] == "Kavurole"
