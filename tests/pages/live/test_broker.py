"""The live broker against a site on loopback: what it asks, what it takes, and where it stops."""

import gzip
import ssl
import threading
from collections.abc import Iterator

import pytest
import trustme

from unhook.context import Looking
from unhook.limits import LiveLimits
from unhook.pages.broker import Request
from unhook.pages.live.broker import LiveBroker
from unhook.pages.live.model import Attempt
from unhook.pages.live.names import Pinned
from unhook.pages.live.outing import Outing

from .site import Reply, Site, at_home, home_too, outing, site


@pytest.fixture
def here() -> Iterator[Site]:
    with site() as found:
        yield found


def last(broker: LiveBroker) -> Attempt:
    return broker.attempts[-1]


def test_a_page_comes_with_its_fields(here: Site) -> None:
    here.replies["/a?b=1"] = Reply(
        b"<p>Page</p>", headers=(("Content-Type", "text/html"), ("X-A", "1"), ("X-A", "2"))
    )
    broker = outing(here).broker()
    answer = broker.answer(Request(here.url("/a?b=1"), navigation=True))
    assert answer is not None
    assert (answer.body, answer.status, answer.headers["x-a"]) == (b"<p>Page</p>", 200, "1, 2")
    assert not {"content-length", "connection"} & set(answer.headers)
    attempt = last(broker)
    assert (attempt.refusal, attempt.address, attempt.status, attempt.size) == (None, "127.0.0.1", 200, 11)
    method, path, fields = here.heard[0]
    assert (method, path, fields["host"]) == ("GET", "/a?b=1", f"site.test:{here.port}")


def test_nothing_of_what_a_page_sends_leaves(here: Site) -> None:
    broker = outing(here).broker()
    for method in ("POST", "PUT", "OPTIONS", "CONNECT", "DELETE"):
        assert broker.answer(Request(here.url(), method, body=b"password=secret")) is None
        assert last(broker).refusal == "method"
    broker.answer(Request(here.url("/get"), body=b"password=secret"))
    broker.answer(Request(here.url("/head"), "HEAD"))
    assert [(method, path) for method, path, _ in here.heard] == [("GET", "/get"), ("HEAD", "/head")]
    assert "content-length" not in here.heard[0][2]


def test_a_redirect_is_an_answer_and_is_not_followed(here: Site) -> None:
    here.replies["/"] = Reply(b"moved", 302, (("Location", "http://127.0.0.1/"),))
    broker = outing(here).broker()
    answer = broker.answer(Request(here.url(), navigation=True))
    assert answer is not None
    assert answer.redirect == "http://127.0.0.1/"
    assert here.paths == ["/"]


@pytest.mark.parametrize("coding", ["gzip", "identity"])
def test_an_answer_is_cut_where_a_resource_ends(here: Site, coding: str) -> None:
    body = bytes(40_000)
    here.replies["/"] = Reply(
        gzip.compress(body) if coding == "gzip" else body,
        headers=(("Content-Encoding", coding), ("Content-Type", "text/html")),
    )
    broker = outing(here, resource_bytes=10_000).broker()
    answer = broker.answer(Request(here.url()))
    assert answer is not None
    assert len(answer.body) == 10_000
    assert last(broker).cut
    assert "content-encoding" not in answer.headers


def test_packed_nothings_have_an_end_too(here: Site) -> None:
    def nothings() -> Iterator[bytes]:
        empty = gzip.compress(b"")[:10]
        yield empty
        while True:
            # A stored block of no bytes (RFC 1951 section 3.2.4).
            yield b"\x00\x00\x00\xff\xff" * 1_000

    here.replies["/"] = Reply(nothings, headers=(("Content-Encoding", "gzip"), ("Content-Type", "text/html")))
    broker = outing(here, resource_bytes=100_000).broker()
    answer = broker.answer(Request(here.url()))
    assert answer is not None
    assert (answer.body, last(broker).cut) == (b"", True)


def test_what_all_of_a_page_may_weigh(here: Site) -> None:
    here.replies["/"] = Reply(bytes(6_000))
    broker = outing(here, page_bytes=10_000).broker()
    assert broker.answer(Request(here.url())) is not None
    assert broker.answer(Request(here.url())) is None
    assert last(broker).refusal == "page_bytes"


def test_how_much_may_be_asked(here: Site) -> None:
    here.replies["/"] = Reply(b"x")
    broker = outing(here, requests=3).broker()
    answered = [broker.answer(Request(here.url())) is not None for _ in range(5)]
    assert answered == [True, True, True, False, False]
    assert last(broker).refusal == "requests"
    assert len(here.heard) == 3


def test_a_host_that_dribbles_is_left(here: Site) -> None:
    waiting = threading.Event()

    def dribble() -> Iterator[bytes]:
        while not waiting.wait(0.05):
            yield b"x"

    here.replies["/"] = Reply(dribble)
    broker = outing(here, seconds=0.5).broker()
    assert broker.answer(Request(here.url())) is None
    waiting.set()
    assert last(broker).refusal == "seconds"
    assert broker.answer(Request(here.url())) is None
    assert last(broker).refusal == "seconds"


def test_nothing_is_asked_where_nobody_listens(here: Site) -> None:
    silent = Outing(Looking(ports=frozenset({1})), Pinned(at_home, home_too))
    broker = silent.broker()
    assert broker.answer(Request("http://site.test:1/")) is None
    assert last(broker).refusal == "no-connection"


def test_a_host_that_speaks_no_http(here: Site) -> None:
    here.replies["/"] = Reply(headers=(("Bad\r\nName", "x"),))
    broker = outing(here).broker()
    answer = broker.answer(Request(here.url()))
    assert answer is None
    assert last(broker).refusal == "protocol"


def test_a_file_to_keep_is_named_and_not_taken(here: Site) -> None:
    here.replies["/a"] = Reply(b"MZ", headers=(("Content-Disposition", 'attachment; filename="b.exe"'),))
    here.replies["/c.zip"] = Reply(b"PK", headers=(("Content-Type", "application/zip"),))
    here.replies["/api"] = Reply(b"{}", headers=(("Content-Type", "application/json"),))
    broker = outing(here).broker()
    answers = [broker.answer(Request(here.url(path), navigation=True)) for path in ("/a", "/c.zip", "/api")]
    assert [answer and answer.body for answer in answers] == [b"", b"", b"{}"]
    assert [each.download for each in broker.attempts] == ["b.exe", "c.zip", None]


def test_cookies_stay_with_one_identity(here: Site) -> None:
    here.replies["/"] = Reply(headers=(("Set-Cookie", "a=1"), ("Set-Cookie", "b=2; Path=/; HttpOnly")))
    way = outing(here)
    first, second = way.broker(), way.broker()
    answer = first.answer(Request(here.url()))
    first.answer(Request(here.url("/again")))
    second.answer(Request(here.url("/other")))
    assert answer is not None
    assert answer.headers["set-cookie"] == "a=1\nb=2; Path=/; HttpOnly"
    cookies = {path: fields.get("cookie") for _, path, fields in here.heard}
    assert cookies == {"/": None, "/again": "a=1; b=2", "/other": None}


def test_another_identity_of_the_same_page_is_unknown(here: Site) -> None:
    here.replies["/"] = Reply(headers=(("Set-Cookie", "a=1"),))
    first = outing(here, requests=1).broker()
    first.answer(Request(here.url()))
    second = first.anew()
    assert second.answer(Request(here.url())) is not None
    assert first.answer(Request(here.url())) is None
    assert [fields.get("cookie") for _, _, fields in here.heard] == [None, None]


def test_identities_are_led_to_the_same_place(here: Site) -> None:
    answers = iter([("127.0.0.1",)])
    way = Outing(Looking(ports=frozenset({here.port})), Pinned(lambda host, seconds: next(answers), home_too))
    for _ in range(2):
        broker = way.broker()
        assert broker.answer(Request(here.url())) is not None


def test_the_environments_proxy_is_not_asked(here: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    broker = outing(here).broker()
    assert broker.answer(Request(here.url())) is not None


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


def served(certificate: trustme.LeafCert) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    return context


def trust(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context


def test_over_tls_the_name_is_sent_and_checked(authority: trustme.CA) -> None:
    names: list[str | None] = []
    context = served(authority.issue_cert("site.test"))
    context.sni_callback = lambda socket, name, context: names.append(name)
    with site(context) as secure:
        broker = outing(secure, trust(authority)).broker()
        secure.replies["/"] = Reply(b"safe")
        answer = broker.answer(Request(secure.url()))
        assert answer is not None
        assert answer.body == b"safe"
        assert names == ["site.test"]
        assert broker.answer(Request(secure.url(host="other.test"))) is None
        assert last(broker).refusal == "certificate"
        assert "other.test" in last(broker).detail
    assert secure.paths == ["/"]


def test_a_certificate_that_nobody_vouches_for(authority: trustme.CA) -> None:
    with site(served(authority.issue_cert("site.test"))) as secure:
        broker = outing(secure).broker()
        assert broker.answer(Request(secure.url())) is None
    assert last(broker).refusal == "certificate"
    assert secure.heard == []


def test_a_host_that_speaks_no_tls(here: Site) -> None:
    broker = outing(here).broker()
    assert broker.answer(Request(f"https://site.test:{here.port}/")) is None
    assert last(broker).refusal == "tls"


def test_many_threads_at_once(here: Site) -> None:
    here.replies["/"] = Reply(b"x")
    limits = LiveLimits()
    broker = outing(here).broker()
    threads = [
        threading.Thread(target=broker.answer, args=(Request(here.url()),))
        for _ in range(limits.requests + 5)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(broker.attempts) == limits.requests + 5
    assert sum(each.refusal is None for each in broker.attempts) == limits.requests == len(here.heard)
