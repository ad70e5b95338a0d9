"""The drill: addresses that lead a server into its own network, tried on the live broker; a sink counts.

Connections to any address are led to the sink on loopback, so that it hears of those too that this machine
has no way to. A broker that checks nothing does the same, which shows that the sink would hear of it.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import cycle

import httpcore

from unhook.context import Looking
from unhook.limits import LiveLimits
from unhook.pages.broker import Request
from unhook.pages.live import addresses
from unhook.pages.live.addresses import Address
from unhook.pages.live.connecting import dial
from unhook.pages.live.model import Attempt, RefusedError
from unhook.pages.live.names import Names, Pinned, Resolver
from unhook.pages.live.outing import Outing

WORLD = "93.184.215.14"
"""An address of the whole world; the drill leads it to a server of its own."""

PORTS = frozenset({80, 443})
_LIMITS = LiveLimits(seconds=10.0, connect_seconds=2.0)


@dataclass(frozen=True, slots=True)
class Case:
    """`url`, with what its host's name stands for each time somebody asks; `becomes`: the name by which the
    broker must refuse it. `method`: of the request. `behind`: a page of the world redirects to it.
    """

    name: str
    url: str
    becomes: str
    answers: tuple[tuple[str, ...], ...] = ()
    method: str = "GET"
    behind: bool = False


def _at(name: str, address: str, becomes: str) -> Case:
    return Case(name, f"http://{address}/", becomes)


CASES = (
    _at("loopback", "127.0.0.1", "loopback"),
    _at("loopback, elsewhere in 127/8", "127.8.8.8", "loopback"),
    _at("loopback, IPv6", "[::1]", "loopback"),
    _at("decimal", "2130706433", "loopback"),
    _at("octal", "0177.0.0.1", "loopback"),
    _at("hexadecimal", "0x7f.0x0.0x0.0x1", "loopback"),
    _at("short", "127.1", "loopback"),
    _at("percent-encoded digits", "%31%32%37.0.0.1", "loopback"),
    _at("full-width digits", "１２７.０.０.１", "loopback"),
    _at("this network", "0.0.0.0", "unspecified"),
    _at("unspecified, IPv6", "[::]", "unspecified"),
    _at("private 10/8", "10.0.0.7", "private"),
    _at("private 172.16/12", "172.31.255.1", "private"),
    _at("private 192.168/16", "192.168.1.1", "private"),
    _at("unique local, IPv6", "[fd12:3456::1]", "private"),
    _at("site-local, IPv6", "[fec0::1]", "private"),
    _at("carrier-grade NAT", "100.64.0.1", "shared"),
    _at("link-local", "169.254.10.10", "link-local"),
    _at("link-local, IPv6", "[fe80::1]", "link-local"),
    _at("metadata", "169.254.169.254", "metadata"),
    _at("metadata, decimal", "2852039166", "metadata"),
    _at("metadata, another cloud's", "100.100.100.200", "metadata"),
    _at("metadata, on a public address", "168.63.129.16", "metadata"),
    _at("metadata, IPv6", "[fd00:ec2::254]", "metadata"),
    _at("IPv4 mapped", "[::ffff:127.0.0.1]", "v4-mapped"),
    _at("IPv4 mapped, in hexadecimal", "[::ffff:a9fe:a9fe]", "v4-mapped"),
    _at("IPv4 compatible", "[::10.0.0.7]", "v4-mapped"),
    _at("NAT64", "[64:ff9b::7f00:1]", "nat64"),
    _at("6to4", "[2002:7f00:1::]", "6to4"),
    _at("Teredo", "[2001:0:7f00:1::]", "teredo"),
    _at("multicast", "224.0.0.251", "multicast"),
    _at("multicast, IPv6", "[ff02::1]", "multicast"),
    _at("broadcast", "255.255.255.255", "broadcast"),
    _at("reserved", "240.0.0.1", "reserved"),
    _at("documentation", "192.0.2.1", "documentation"),
    _at("benchmark", "198.18.0.1", "benchmark"),
    Case("a name for loopback", "http://inside.test/", "loopback", (("127.0.0.1",),)),
    Case("a name for metadata", "http://inside.test/", "metadata", (("169.254.169.254",),)),
    Case("a name for a mapped address", "http://inside.test/", "v4-mapped", (("::ffff:10.0.0.7",),)),
    Case("a private address and a good one", "http://mixed.test/", "private", (("10.0.0.7", WORLD),)),
    Case("a good address and a private one", "http://mixed.test/", "private", ((WORLD, "10.0.0.7"),)),
    Case("over TLS", "https://inside.test/", "loopback", (("127.0.0.1",),)),
    Case("user information before it", "http://site.test@127.0.0.1/", "loopback"),
    Case("rebinding, at a later look", "http://turns.test/", "loopback", (("127.0.0.1",), (WORLD,))),
    Case("redirect to loopback", "http://127.0.0.1/admin", "loopback", behind=True),
    Case("redirect to a name inside", "http://inside.test/", "private", (("10.0.0.7",),), behind=True),
    Case("redirect to a decimal address", "http://2130706433/", "loopback", behind=True),
    Case("redirect to another scheme", "file:///etc/passwd", "scheme", behind=True),
    Case("port of another service", "http://site.test:6379/", "port", ((WORLD,),)),
    Case("port 0", "http://site.test:0/", "port", ((WORLD,),)),
    Case("port of mail, over TLS", "https://site.test:25/", "port", ((WORLD,),)),
    Case("ftp", "ftp://site.test/a", "scheme", ((WORLD,),)),
    Case("file", "file:///etc/passwd", "scheme"),
    Case("gopher", "gopher://127.0.0.1:6379/_x", "scheme"),
    Case("WebSocket", "ws://site.test/", "scheme", ((WORLD,),)),
    Case("script", "javascript:alert(1)", "scheme"),
    Case("a local socket", "http+unix://%2Frun%2Fa.sock/", "scheme"),
    Case("no host", "http:///", "host"),
    Case("POST", "http://site.test/", "method", ((WORLD,),), method="POST"),
    Case("CONNECT", "http://site.test/", "method", ((WORLD,),), method="CONNECT"),
)  # fmt: skip

REBINDING = Case(
    "rebinding, between two requests", "http://turns.test/", "200, 200", ((WORLD,), ("127.0.0.1",))
)
"""Two requests: the name is asked for once, so that the second goes where the first went."""


@dataclass
class Sinks:
    """What listens on loopback: `world` stands for the web, `inside` for everything else. `heard`: the paths
    that came to `inside`; `connected`: how many connections did.
    """

    world: int = 0
    inside: int = 0
    heard: list[str] = field(default_factory=list)
    connected: int = 0
    leads: str = ""

    def dial(self, address: str, port: int, seconds: float) -> httpcore.NetworkStream:
        """Connect to the one that stands for an address."""
        world = address == WORLD and port in PORTS
        return dial("127.0.0.1", self.world if world else self.inside, seconds)


@contextmanager
def listening() -> Iterator[Sinks]:
    """Both servers."""
    sinks = Sinks()

    class World(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(302 if sinks.leads else 200)
            if sinks.leads:
                self.send_header("Location", sinks.leads)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    class Inside(World):
        def setup(self) -> None:
            sinks.connected += 1
            super().setup()

        def do_GET(self) -> None:
            sinks.heard.append(self.path)
            self.send_response(200)
            self.end_headers()

        do_POST = do_GET

    servers = [ThreadingHTTPServer(("127.0.0.1", 0), each) for each in (World, Inside)]
    for server in servers:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    sinks.world, sinks.inside = (server.server_address[1] for server in servers)
    try:
        yield sinks
    finally:
        for server in servers:
            server.shutdown()
            server.server_close()


class Unchecked:
    """What the broker would be without its care: every name asked anew each time, no address looked at."""

    def __init__(self, case: Case) -> None:
        self._answers = resolver(case)

    def of(self, host: str, seconds: float) -> tuple[Address, ...]:
        """As `Names` says."""
        alone = addresses.read(host)
        found = [alone] if alone else [addresses.read(each) for each in self._answers(host, seconds)]
        return tuple(each for each in found if each is not None)


def resolver(case: Case) -> Resolver:
    """A resolver that gives a case's answers in turn, over and over; others' names are of the world."""
    turns = cycle(case.answers or ((),))

    def asked(host: str, seconds: float) -> tuple[str, ...]:
        return (WORLD,) if host == "leads.test" else next(turns)

    return asked


def tried(case: Case, sinks: Sinks, names: Names, ports: frozenset[int] = PORTS) -> Attempt:
    """Ask for the case's address, by the redirect where it comes by one; what became of the last request."""
    looking = Looking(ports=ports, limits=_LIMITS)
    sinks.leads = case.url if case.behind else ""
    broker = Outing(looking, names, dial=sinks.dial).broker()
    if case.behind:
        answer = broker.answer(Request("http://leads.test/", navigation=True))
        if answer is None or answer.redirect is None:
            raise RefusedError("no-answer", "the page that redirects")
        broker.answer(Request(answer.redirect, navigation=True))
    else:
        broker.answer(Request(case.url, case.method, navigation=True))
    return broker.attempts[-1]


def rebound(sinks: Sinks, names: Names) -> tuple[Attempt, ...]:
    """Ask twice for a name whose owner changes the answer in between."""
    sinks.leads = ""
    broker = Outing(Looking(limits=_LIMITS), names, dial=sinks.dial).broker()
    for _ in range(2):
        broker.answer(Request(REBINDING.url, navigation=True))
    return broker.attempts


@dataclass(frozen=True, slots=True)
class Row:
    """One case: what became of it, the connections that came to the sink, and those with nothing checked."""

    case: Case
    became: str
    connected: int
    unchecked: int

    @property
    def holds(self) -> bool:
        """Whether nothing arrived, and the refusal has the right name."""
        return self.connected == 0 and self.became == self.case.becomes


def rows() -> Iterator[Row]:
    """Every case, with the broker as it is and with one that checks nothing."""
    with listening() as sinks:
        for case in CASES:
            before = sinks.connected
            attempt = tried(case, sinks, Pinned(resolver(case)))
            between = sinks.connected
            tried(case, sinks, Unchecked(case), PORTS | {0, 25, 6379})
            yield Row(case, attempt.refusal or "", between - before, sinks.connected - between)
        before = sinks.connected
        attempts = rebound(sinks, Pinned(resolver(REBINDING)))
        between = sinks.connected
        rebound(sinks, Unchecked(REBINDING))
        became = ", ".join(str(each.refusal or each.status) for each in attempts)
        yield Row(REBINDING, became, between - before, sinks.connected - between)


def table(found: list[Row]) -> str:
    """The rows for people."""
    lines = ["case | becomes | at the sink | with nothing checked", "--- | --- | --- | ---"]
    lines += [
        f"{row.case.name} | {row.became} | {row.connected} | {row.unchecked}{'' if row.holds else '  FAILS'}"
        for row in found
    ]
    return "\n".join(lines)
