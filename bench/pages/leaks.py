"""A page that tries every way out, and sinks on loopback that count what arrives."""

import socket
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.async_api import Page

from unhook.pages.broker import Answer, Asked, Request

_FOLDER = Path(__file__).parent / "hostile"
_TYPES = {".html": "text/html; charset=utf-8", ".js": "text/javascript"}
POLICY = "img-src 'none'; report-uri /leak/report"

DWELL_MILLISECONDS = 3_500
"""How long the page is watched: it navigates away half-way."""

_RECORDED = [
    "audio",
    "background",
    "beacon",
    "blob-fetch",
    "css",
    "embed",
    "event-source",
    "favicon",
    "fetch",
    "font",
    "form",
    "frame",
    "iframe",
    "image",
    "import",
    "keepalive",
    "module",
    "modulepreload",
    "navigation",
    "object",
    "picture",
    "ping",
    "poster",
    "prefetch",
    "refresh",
    "report",
    "script",
    "srcset",
    "svg",
    "video",
    "websocket",
    "websocket-frame",
    "window",
    "worker-event-source",
    "worker-fetch",
    "worklet",
    "xhr",
]
_SILENT = [
    "blob-websocket",
    "download",
    "service-fetch",
    "shared-fetch",
    "shared-websocket",
    "websocket-stream",
    "worker-websocket",
]

RECORDED = frozenset(f"/leak/{name}" for name in _RECORDED)
"""Ways out that a broker is asked about; what comes to the sinks has the same names."""

WAYS = RECORDED | {f"/leak/{name}" for name in _SILENT} | {"connect", "stun", "udp"}
"""All ways out that an ordinary browser leaves open; `udp` is QUIC."""


@dataclass
class Sinks:
    """What listens: `http` and `connect` (TCP) and `udp`, port numbers. `seen` names what came to each."""

    http: int = 0
    connect: int = 0
    udp: int = 0
    seen: list[str] = field(default_factory=list)

    @property
    def base(self) -> str:
        """The address of the TCP sink."""
        return f"http://127.0.0.1:{self.http}"

    @property
    def page(self) -> str:
        """The address of the hostile page, which an ordinary browser gets from the sink itself."""
        return f"{self.base}/page.html"

    @property
    def end(self) -> str:
        """What the page asks for when its script has tried everything but to navigate away."""
        return f"/leak/tried-{(_FOLDER / 'page.html').read_text(encoding='utf-8').count('attempt(') - 1}"

    def file(self, path: str) -> bytes | None:
        """A file of the hostile page, with the sinks' addresses in it."""
        source = _FOLDER / path.removeprefix("/")
        if source.parent != _FOLDER or not source.is_file():
            return None
        text = source.read_text(encoding="utf-8")
        for name in ("http", "connect", "udp"):
            text = text.replace(f"@{name.upper()}@", str(getattr(self, name)))
        return text.encode()

    def answer(self, request: Request) -> Answer | None:
        """As a `Broker`: the page and its scripts, and nothing else."""
        body = self.file(request.url.removeprefix(self.base))
        return None if body is None else Answer(body, headers=headers(request.url))

    def wanted(self, asked: Iterable[Asked]) -> set[str]:
        """Which ways out were blocked, of all that the page asked for."""
        return {
            each.request.url.removeprefix(self.base).removeprefix(f"ws://127.0.0.1:{self.http}")
            for each in asked
            if not each.answered
        }


async def watched(page: Page) -> None:
    """Let the hostile page do its worst."""
    await page.wait_for_timeout(DWELL_MILLISECONDS)


def headers(path: str) -> dict[str, str]:
    """Those of a file of the page. A report of the policy is one more way out."""
    kind = {"content-type": _TYPES[Path(path).suffix]}
    return kind | ({"content-security-policy-report-only": POLICY} if path.endswith(".html") else {})


@contextmanager
def listening() -> Iterator[Sinks]:
    """Sinks on loopback, for as long as the context is open."""
    sinks = Sinks()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = sinks.file(self.path)
            if body is None:
                sinks.seen.append(self.path)
                self.send_response(204)
                self.end_headers()
                return
            sinks.seen.append("page")
            self.send_response(200)
            for name, value in headers(self.path).items():
                self.send_header(name, value)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_POST = do_GET

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    class Server(ThreadingHTTPServer):
        def process_request(self, request: object, client_address: object) -> None:
            sinks.seen.append("connection")
            super().process_request(request, client_address)  # type: ignore[arg-type]

    server = Server(("127.0.0.1", 0), Handler)
    connect = socket.create_server(("127.0.0.1", 0))
    datagrams = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    datagrams.bind(("127.0.0.1", 0))
    sinks.http, sinks.connect, sinks.udp = (
        server.server_port,
        connect.getsockname()[1],
        datagrams.getsockname()[1],
    )

    def accept() -> None:
        while True:
            try:
                connect.accept()[0].close()
            except OSError:
                return
            sinks.seen.append("connect")

    def receive() -> None:
        while True:
            packet = datagrams.recv(65536)
            if packet == b"end":
                return
            sinks.seen.append("stun" if packet[4:8] == b"\x21\x12\xa4\x42" else "udp")

    threads = [threading.Thread(target=each, daemon=True) for each in (server.serve_forever, accept, receive)]
    for thread in threads:
        thread.start()
    try:
        yield sinks
    finally:
        server.shutdown()
        server.server_close()
        connect.shutdown(socket.SHUT_RDWR)
        connect.close()
        datagrams.sendto(b"end", datagrams.getsockname())
        for thread in threads:
            thread.join(5)
        datagrams.close()
