import base64

import pytest

from unhook.pages.probe import giving
from unhook.pages.probe.model import Identity, Reach

OLD = "anna.berg@harbour.example.com"
NEW = "q7mk_w2xyz@gmail.com"
HOST = "https://a.test/in"
GOOGLE = Identity("G", NEW)


def asked(start: str, *, sent: bool = True, document: str = "", local: bool = True) -> str:
    return giving.place(start, (OLD,), GOOGLE, sent=sent, document=document, local=local).asked


def test_where_the_recipient_stood() -> None:
    assert asked(f"{HOST}?u={OLD}#{OLD}") == f"{HOST}?u={NEW}#{NEW}"
    assert asked(f"{HOST}?u={OLD}#{OLD}", sent=False) == f"{HOST}?u={OLD}#{NEW}"


@pytest.mark.parametrize(
    ("document", "local", "becomes"),
    [
        ("", True, f"{HOST}#{NEW}"),
        ("atob(location.hash)", True, f"{HOST}#{base64.b64encode(NEW.encode()).decode()}"),
        ("new URLSearchParams(location.search).get('who')", True, f"{HOST}?who=q7mk_w2xyz%40gmail.com#{NEW}"),
        ("location.search.slice(3)", True, f"{HOST}?email=q7mk_w2xyz%40gmail.com#{NEW}"),
        ("new URLSearchParams(location.search).get('who')", False, f"{HOST}#{NEW}"),
    ],
)
def test_where_the_page_reads(document: str, local: bool, becomes: str) -> None:
    assert asked(HOST, document=document, local=local) == becomes


def test_a_fragment_of_the_pages_own_stays() -> None:
    assert asked(HOST + "#/sign-in") == HOST + "#/sign-in"


def test_nobody_is_told_nobody() -> None:
    place = giving.place(f"{HOST}#{OLD}", (OLD,), Identity("N"), sent=True, local=True)
    assert (place.start, place.asked) == (f"{HOST}#{OLD}", f"{HOST}#")
    assert giving.place(HOST, (), Identity("N"), sent=True, local=True).asked == HOST


@pytest.mark.parametrize(
    ("identity", "reach", "may"),
    [
        (GOOGLE, "passive", False),
        (GOOGLE, "active", False),
        (Identity("O", "mine@outlook.com"), "active", True),
        (Identity("C", "a@kavurole.test"), "active", True),
        (Identity("N"), "active", True),
        (Identity("N"), "passive", False),
        (GOOGLE, "local", True),
    ],
)
def test_whose_address_may_be_sent(identity: Identity, reach: Reach, may: bool) -> None:
    assert giving.sends(identity, reach, frozenset({"mine@outlook.com"})) is may


@pytest.mark.parametrize(
    ("start", "found"),
    [
        (f"{HOST}#{OLD}", (OLD,)),
        (f"{HOST}?u=anna.berg%2540harbour.example.com", (OLD,)),
        (f"{HOST}?u={base64.b64encode(OLD.encode()).decode()}", (OLD,)),
        (f"{HOST}/{OLD.encode().hex()}", (OLD,)),
        (f"{HOST}#jo@corp.example", ("jo@corp.example",)),
        (f"{HOST}#{base64.b64encode(b'jo@mail.corp.test').decode()}", ("jo@mail.corp.test",)),
        (f"{HOST}/logo@2x.png", ()),
        (f"{HOST}/pkg@1.2.3", ()),
        (HOST, ()),
        ("", ()),
    ],
)
def test_whom_an_address_carries(start: str, found: tuple[str, ...]) -> None:
    assert giving.guessed(start) == found
