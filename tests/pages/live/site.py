"""A site on loopback for tests, and the way there, by a policy of their own that lets 127.0.0.1 pass."""

import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address

from unhook.context import Looking
from unhook.limits import LiveLimits
from unhook.pages.live import addresses
from unhook.pages.live.addresses import Address
from unhook.pages.live.model import Unfit
from unhook.pages.live.names import Pinned
from unhook.pages.live.outing import Outing

HOME = ip_address("127.0.0.1")
Body = bytes | Iterator[bytes]


@dataclass
class Reply:
    """What the site says at one path. An iterator is sent until it ends, without a length."""

    body: bytes | Callable[[], Iterator[bytes]] = b""
    status: int = 200
    headers: tuple[tuple[str, str], ...] = (("Content-Type", "text/html"),)


@dataclass
class Site:
    """`replies` by path, whose query may be `*`. `heard`: the requests, each with its method, path and header
    fields by lower-case name.
    """

    port: int
    replies: dict[str, Reply] = field(default_factory=dict)
    heard: list[tuple[str, str, Mapping[str, str]]] = field(default_factory=list)
    scheme: str = "http"

    def url(self, path: str = "/", host: str = "site.test") -> str:
        return f"{self.scheme}://{host}:{self.port}{path}"

    @property
    def paths(self) -> list[str]:
        return [path for _, path, _ in self.heard]


@contextmanager
def site(certificate: ssl.SSLContext | None = None) -> Iterator[Site]:
    """A server that listens until the end; over TLS with a certificate."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            found.heard.append((self.command, self.path, {k.lower(): v for k, v in self.headers.items()}))
            any_query = f"{self.path.partition('?')[0]}?*"
            reply = found.replies.get(self.path) or found.replies.get(any_query) or Reply(b"", 404)
            self.send_response(reply.status)
            for name, value in reply.headers:
                self.send_header(name, value)
            if isinstance(reply.body, bytes):
                self.send_header("Content-Length", str(len(reply.body)))
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(reply.body)
                return
            self.send_header("Connection", "close")
            self.end_headers()
            try:
                for piece in reply.body():
                    self.wfile.write(piece)
            except OSError:
                self.close_connection = True

        do_HEAD = do_GET

        def log_message(self, *_: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        def handle_error(self, *_: object) -> None:
            """A visitor who hangs up is none of the tests' business."""

    server = Server(("127.0.0.1", 0), Handler)
    if certificate is not None:
        server.socket = certificate.wrap_socket(server.socket, server_side=True)
    found = Site(server.server_address[1], scheme="https" if certificate else "http")
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield found
    finally:
        server.shutdown()
        server.server_close()


def home_too(address: Address) -> Unfit | None:
    """The policy of the tests."""
    return None if address == HOME else addresses.unfit(address)


def at_home(host: str, seconds: float) -> tuple[str, ...]:
    """A resolver that knows every name as this machine's."""
    return (str(HOME),)


def outing(found: Site, trust: ssl.SSLContext | None = None, **limits: float) -> Outing:
    """The way to a site."""
    looking = Looking(ports=frozenset({found.port}), limits=LiveLimits(**{"seconds": 10.0, **limits}))  # type: ignore[arg-type]
    return Outing(looking, Pinned(at_home, home_too), trust)
