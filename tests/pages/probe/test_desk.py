"""Who answers: the broker what may be asked, oracles what may not leave, and nobody once it is cut."""

import pytest

from pages.probe.sites import Site
from unhook.pages.broker import Answer, Request
from unhook.pages.probe.desk import Desk, Place
from unhook.pages.probe.model import Identity

OLD = "anna.berg@harbour.example.com"
FIRM = Identity("C", "q7mkw2xyz@kavurole.test")
HOST = "https://a.test/in"
PLACE = Place(f"{HOST}?u={OLD}", f"{HOST}?u={FIRM.address}", (OLD,))


def desk(site: Site, place: Place = PLACE, *, sent: bool = True, local: bool = True) -> Desk:
    return Desk(site, FIRM, place, sent=sent, local=local)


def test_the_page_is_asked_for_as_its_broker_knows_it() -> None:
    site = Site({PLACE.start: f"<p>{OLD}"})
    answer = desk(site).answer(Request(PLACE.asked))
    assert site.heard == [PLACE.asked, PLACE.start]
    assert answer is not None
    assert answer.body == b"<p>q7mkw2xyz@kavurole.test"


def test_what_the_broker_knows_by_the_recipient() -> None:
    site = Site({f"https://a.test/next?m={OLD}": "next"})
    assert desk(site).answer(Request(f"https://a.test/next?m={FIRM.address}")) is not None


def test_a_server_is_asked_as_the_identity_alone() -> None:
    site = Site({PLACE.start: "for the recipient", PLACE.asked: "for the firm"})
    answer = desk(site, local=False).answer(Request(PLACE.asked))
    assert answer is not None
    assert answer.body == b"for the firm"
    assert desk(Site({PLACE.start: ""}), local=False).answer(Request(PLACE.asked)) is None


def test_redirects_carry_the_identity() -> None:
    site = Site({PLACE.start: Answer(status=302, headers={"location": f"/b#{OLD}"})})
    answer = desk(site).answer(Request(PLACE.asked))
    assert answer is not None
    assert answer.redirect == f"/b#{FIRM.address}"


@pytest.mark.parametrize(
    "request_",
    [
        Request(f"https://a.test/log?u={FIRM.address}"),
        Request("https://a.test/log?u=q7mkw2xyz"),
        Request("https://a.test/kavurole.test"),
        Request("https://a.test/log", "POST", body=b"u=cTdta3cyeHl6QGthdnVyb2xlLnRlc3Q="),
        Request("https://a.test/log", headers={"x-user": "q7mkw2xyz@kavurole.test"}),
    ],
)
def test_what_names_the_identity_does_not_leave(request_: Request) -> None:
    site = Site({request_.url: "told"})
    own = desk(site, Place(HOST, f"{HOST}#{FIRM.address}"), sent=False, local=False)
    assert own.answer(request_) is None
    assert site.heard == []
    (exchange,) = own.exchanges([request_])
    assert (exchange.withheld, exchange.answered) == (True, False)
    assert exchange.went


def test_a_question_to_a_public_service_is_answered_here() -> None:
    site = Site({})
    own = desk(site, sent=False)
    request = Request("https://logo.clearbit.com/kavurole.test", kind="image")
    answer = own.answer(request)
    assert answer is not None
    assert answer.headers["content-type"] == "image/svg+xml"
    assert [each.kind for each in own.questions] == ["logo"]
    assert site.heard == []
    assert not own.exchanges([request])[0].withheld


def test_once_cut_nobody_is_asked() -> None:
    site = Site({PLACE.start: "page", "https://a.test/b": "b"})
    own = desk(site)
    own.answer(Request(PLACE.asked))
    own.cut()
    told = len(site.heard)
    again, new = own.answer(Request(PLACE.asked)), own.answer(Request("https://a.test/b"))
    posted = own.answer(Request("https://a.test/p", "POST", kind="fetch", body=b"x"))
    sent = own.answer(Request("https://a.test/p", "POST", navigation=True, body=b"x"))
    assert again is not None
    assert (new, sent) == (None, None)
    assert posted is not None
    assert posted.body == b"{}"
    assert len(site.heard) == told
    assert [note.tested for note in own.noted] == [False, True, True, True, True]


def test_what_was_given_is_known() -> None:
    own = desk(Site({PLACE.start: Answer(b"gone", 404)}))
    own.answer(Request(PLACE.asked))
    assert own.body(PLACE.asked + "#x") == b"gone"
    assert own.status(PLACE.asked) == 404
    assert own.status("https://b.test/") is None
    assert own.quiet(0)
    assert not own.quiet(60)


def test_a_broker_that_breaks_is_noted() -> None:
    class Broken:
        def answer(self, request: Request) -> Answer | None:
            raise OSError("gone")

    own = Desk(Broken(), FIRM, PLACE, sent=True)
    with pytest.raises(OSError, match="gone"):
        own.answer(Request(HOST))
    assert own.quiet(0)
    assert own.noted[0].answer is None
