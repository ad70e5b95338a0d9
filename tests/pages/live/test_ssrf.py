"""The drill: no address leads into the network that the broker stands in, and the sink would hear of it."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from bench.pages import ssrf
from bench.pages.ssrf import CASES, PORTS, REBINDING, Case, Sinks, Unchecked, resolver

from unhook.context import Looking
from unhook.pages.broker import Request
from unhook.pages.live.addresses import Address
from unhook.pages.live.names import Pinned
from unhook.pages.live.outing import Outing


@pytest.fixture(scope="module")
def sinks() -> Iterator[Sinks]:
    with ssrf.listening() as found:
        yield found


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_nothing_arrives_and_the_refusal_has_its_name(case: Case, sinks: Sinks) -> None:
    before = sinks.connected
    assert ssrf.tried(case, sinks, Pinned(resolver(case))).refusal == case.becomes
    assert sinks.connected == before


# What is refused before anybody connects, or would go to the good address first.
SILENT = ("scheme", "host", "method"), ("a good address and a private one", "port 0")
LOUD = [case for case in CASES if case.becomes not in SILENT[0] and case.name not in SILENT[1]]


@pytest.mark.parametrize("case", LOUD, ids=lambda case: case.name)
def test_the_drill_can_fail(case: Case, sinks: Sinks) -> None:
    before = sinks.connected
    ssrf.tried(case, sinks, Unchecked(case), PORTS | {0, 25, 6379})
    assert sinks.connected > before


def test_a_name_that_turns_between_two_requests(sinks: Sinks) -> None:
    before = sinks.connected
    attempts = ssrf.rebound(sinks, Pinned(resolver(REBINDING)))
    assert ([each.status for each in attempts], sinks.connected) == ([200, 200], before)
    ssrf.rebound(sinks, Unchecked(REBINDING))
    assert sinks.connected > before


def test_without_any_stand_in_loopback_is_not_reached() -> None:
    heard = []

    class Handler(BaseHTTPRequestHandler):
        def setup(self) -> None:
            heard.append(1)
            super().setup()

    class Everybody:
        def of(self, host: str, seconds: float) -> tuple[Address, ...]:
            return Unchecked(Case("", "", "")).of("127.0.0.1", seconds)

    server = HTTPServer(("127.0.0.1", 0), Handler)
    looking = Looking(ports=frozenset({server.server_address[1]}))
    url = f"http://127.0.0.1:{server.server_address[1]}/"
    broker = Outing(looking).broker()
    assert broker.answer(Request(url)) is None
    assert broker.attempts[0].refusal == "loopback"
    server.timeout = 0.2
    server.handle_request()
    assert heard == []
    broker = Outing(looking, Everybody()).broker()
    serving = threading.Thread(target=server.handle_request)
    serving.start()
    broker.answer(Request(url))
    serving.join()
    assert heard == [1]
    server.server_close()
