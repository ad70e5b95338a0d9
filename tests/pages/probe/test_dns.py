import base64
import json

import pytest

from unhook.pages.broker import Request
from unhook.pages.probe import dns

QUESTION = b"\x12\x34\x01\0\0\1\0\0\0\0\0\0\x08kavurole\x04test\0\0\x0f\0\1"
DOH = "https://cloudflare-dns.com/dns-query"


@pytest.mark.parametrize(
    "request_",
    [
        Request("https://dns.google/resolve?name=Kavurole.test.&type=MX"),
        Request("https://dns.google/resolve?name=kavurole.test&type=15"),
        Request("https://networkcalc.com/api/dns/lookup/kavurole.test"),
        Request(DOH, "POST", body=QUESTION),
        Request(f"{DOH}?dns={base64.urlsafe_b64encode(QUESTION).decode().rstrip('=')}"),
    ],
)
def test_what_is_asked(request_: Request) -> None:
    asked = dns.query(request_)
    assert asked is not None
    assert (asked.name, asked.kind) == ("kavurole.test", 15)


@pytest.mark.parametrize("body", [b"", b"\0" * 12, QUESTION[:20], b"\xff" * 40])
def test_what_is_no_question(body: bytes) -> None:
    asked = dns.query(Request(DOH, "POST", body=body))
    assert asked is None or asked.raw is None


def test_an_answer_as_json() -> None:
    told = json.loads(dns.answer(dns.Query("kavurole.test", 15), ("mail.kavurole.test",)).body)
    assert told["Status"] == 0
    assert told["Answer"][0]["data"] == "10 mail.kavurole.test."
    assert told["records"]["MX"] == [{"exchange": "mail.kavurole.test", "priority": 10}]


def test_an_answer_as_a_message() -> None:
    given = dns.answer(dns.Query("kavurole.test", 15, QUESTION), ("mx.a.test", "mx.b.test"))
    body = given.body
    assert given.headers["content-type"] == "application/dns-message"
    assert body[:2] == QUESTION[:2]
    assert body[2] & 0x80
    assert body[4:8] == b"\0\1\0\2"
    assert body[12 : len(QUESTION)] == QUESTION[12:]
    assert body.endswith(b"\2mx\1b\4test\0")


def test_other_records_are_not_there() -> None:
    assert json.loads(dns.answer(dns.Query("kavurole.test", 1), ("mx.a.test",)).body)["Answer"] == []
