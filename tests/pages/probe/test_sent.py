import pytest

from unhook.pages.broker import Request
from unhook.pages.probe import sent
from unhook.pages.probe.canaries import Canary
from unhook.pages.probe.model import Went

FIRST = (
    Canary("mail", "a@b.test", "a@b.test", "m"),
    Canary("password", "Aa1-abcdefghjkmn", "abcdefghjkmn", "p"),
)
SECOND = (FIRST[0], Canary("password", "Aa1-pqrstuvwxyz2", "pqrstuvwxyz2", "p"))
TO = "https://collect.example.net/take"


@pytest.mark.parametrize(
    ("request_", "way"),
    [
        (Request(TO, "POST", "document", navigation=True, body=b"p=Aa1-abcdefghjkmn"), "form"),
        (Request(TO + "?p=Aa1-abcdefghjkmn", "GET", "document", navigation=True), "form"),
        (Request(TO + "/Aa1-abcdefghjkmn", "GET", "document", navigation=True), "navigation"),
        (Request(TO, "POST", "fetch", body=b"Aa1-abcdefghjkmn"), "fetch"),
        (Request(TO, "POST", "ping", body=b"Aa1-abcdefghjkmn"), "beacon"),
        (Request(TO + "?i=Aa1-abcdefghjkmn", "GET", "image"), "image"),
        (Request("wss://collect.example.net/", kind="websocket", body=b"Aa1-abcdefghjkmn"), "websocket"),
        (Request(TO + "?Aa1-abcdefghjkmn", "GET", "stylesheet"), "other"),
    ],
)
def test_by_which_way(request_: Request, way: str) -> None:
    (posting,) = sent.of([request_], [FIRST])
    assert (posting.way, posting.host, posting.secret) == (way, "collect.example.net", True)


def test_each_attempt_has_its_own() -> None:
    requests = [
        Request(TO, "POST", "fetch", body=f"m=a@b.test&p={secret}".encode())
        for secret in ("Aa1-abcdefghjkmn", "Aa1-pqrstuvwxyz2")
    ]
    assert [posting.attempt for posting in sent.of(requests, [FIRST, SECOND])] == [1, 2]


def test_the_same_is_told_once_and_what_was_not_typed_never() -> None:
    request = Request(TO, "POST", "fetch", body=b"m=a@b.test")
    postings = sent.of([request, request, Request(TO, "POST", "fetch", body=b"q=1")], [FIRST])
    assert [posting.went for posting in postings] == [(Went("mail", "plain", "m"),)]
    assert not postings[0].secret


def test_letters_are_put_together() -> None:
    requests = [Request(f"{TO}?k={letter}&", kind="image") for letter in FIRST[1].typed]
    (posting,) = sent.of(requests, [FIRST])
    assert posting.went == (Went("password", "pieces", "p"),)
