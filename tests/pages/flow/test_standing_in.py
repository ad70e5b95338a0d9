"""The recipient's address goes nowhere; somebody made up stands in."""

import base64
import hashlib
from collections.abc import Iterator
from urllib.parse import quote

import pytest

from pages.live.site import Reply, Site, outing, site
from unhook.pages.broker import Request
from unhook.pages.flow.standing_in import Hiding, StandIn

RECIPIENT = "anna.berg@harbour.example"
OTHER = "q7mkw2xyzz@visitor.test"


def packed(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


@pytest.fixture
def here() -> Iterator[Site]:
    with site() as found:
        yield found


@pytest.mark.parametrize(
    "written",
    [
        lambda who: who,
        lambda who: who.replace("@", "%40"),
        lambda who: quote(quote(who, safe=""), safe=""),
        packed,
        lambda who: packed(f'{{"e":"{who}"}}').rstrip("="),
        lambda who: who.encode().hex(),
        lambda who: who[::-1],
        lambda who: hashlib.md5(who.encode()).hexdigest(),
        lambda who: hashlib.sha1(who.encode()).hexdigest().upper(),
        lambda who: hashlib.sha256(who.encode()).hexdigest(),
    ],
)
@pytest.mark.parametrize("place", ["https://a.test/in?u={}&l=en", "https://a.test/u/{}/start"])
def test_every_form_of_the_recipient_is_hidden(written: object, place: str) -> None:
    assert callable(written)
    hidden = StandIn((RECIPIENT,), OTHER).hides(place.format(written(RECIPIENT)))
    assert hidden.lower().replace("=", "") == place.format(written(OTHER)).lower().replace("=", "")


def test_what_carries_nobody_stays() -> None:
    address = "https://a.test/u/8f41c2d07b?t=eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln#x"
    assert StandIn((RECIPIENT,), OTHER).hides(address) == address
    assert StandIn((), OTHER).hides(f"https://a.test/?u={RECIPIENT}") == f"https://a.test/?u={RECIPIENT}"


def test_where_a_server_sends_the_visitor_on_the_recipient_is_hidden_too(here: Site) -> None:
    way = Hiding(outing(here).broker(), StandIn((RECIPIENT,), OTHER))
    for broker in (way, way.anew(), way.anew().anew()):
        assert broker.answer(Request(here.url(f"/x?u={packed(RECIPIENT)}"))) is not None
    assert here.paths == [f"/x?u={packed(OTHER)}"] * 3
    assert [each.status for each in way.attempts] == [404] * 3


def test_requests_of_all_visitors_are_told(here: Site) -> None:
    here.replies["/a"] = Reply(b"a")
    way = Hiding(outing(here).broker(), StandIn((), OTHER))
    other = way.anew()
    other.anew().answer(Request(here.url("/a")))
    other.answer(Request("ftp://a.test/"))
    assert [(each.status, each.refusal) for each in way.attempts] == [(None, "scheme"), (200, None)]
