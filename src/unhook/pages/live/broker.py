"""One visitor's requests to the web: the broker with a network."""

import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

import httpcore

from unhook.pages.broker import READING, TRANSPORT, Answer, Request
from unhook.pages.live import declared, destination, headers
from unhook.pages.live.budget import Budget
from unhook.pages.live.connecting import Backend
from unhook.pages.live.cookies import Cookies
from unhook.pages.live.decoding import decoded
from unhook.pages.live.model import Attempt, RefusedError

if TYPE_CHECKING:
    from unhook.pages.live.outing import Outing

_KEPT = ("text/", "image/", "font/", "video/", "audio/")
_KEPT_TYPES = frozenset({"javascript", "ecmascript", "json", "xml", "xhtml+xml", "wasm", "manifest+json"})
_EMPTY = frozenset({204, 304})


class LiveBroker:
    """Answers from the web, for one identity, whose cookies it keeps.

    `attempts` is every request so far with what became of it.
    """

    def __init__(self, outing: "Outing") -> None:
        looking = outing.looking
        self._outing, self._looking = outing, looking
        self._budget = Budget(looking.limits)
        self._cookies = Cookies()
        self._attempts: list[Attempt] = []
        self._noting = threading.Lock()
        self._trust = outing.trust or _system_trust()
        self._backend = Backend(outing.names, self._budget, outing.dial)
        self._open = threading.BoundedSemaphore(looking.limits.connections)

    @property
    def attempts(self) -> tuple[Attempt, ...]:
        """All requests, in the order in which they ended."""
        with self._noting:
            return tuple(self._attempts)

    def anew(self) -> "LiveBroker":
        """A broker for another identity, with a budget of its own; names stand for whom they stood for."""
        return LiveBroker(self._outing)

    def answer(self, request: Request) -> Answer | None:
        """As `Broker` says. A redirect is an answer; whoever follows it asks again, and is checked again."""
        try:
            answer, attempt = self._answered(request)
        except RefusedError as refused:
            answer, attempt = None, Attempt(request, refused.name, refused.detail)
        except httpcore.TimeoutException as error:
            answer, attempt = None, Attempt(request, "seconds", type(error).__name__)
        except (httpcore.ProtocolError, httpcore.UnsupportedProtocol) as error:
            answer, attempt = None, Attempt(request, "protocol", str(error))
        except (httpcore.NetworkError, OSError) as error:
            answer, attempt = None, Attempt(request, "no-answer", str(error))
        with self._noting:
            self._attempts.append(attempt)
        return answer

    def _answered(self, request: Request) -> tuple[Answer, Attempt]:
        if request.method not in READING:
            raise RefusedError("method", request.method)
        where = destination.read(request.url, self._looking)
        self._budget.request()
        fields = headers.of(request, where, self._looking, self._cookies.of(where.url))
        url = httpcore.URL(scheme=where.scheme, host=where.host, port=where.port, target=where.target)
        # One connection a request: none is left open, and threads have none in common.
        with (
            self._turn(),
            httpcore.HTTPConnection(url.origin, self._trust, network_backend=self._backend) as connection,
            connection.stream(
                request.method, url, headers=fields, extensions={"sni_hostname": where.host.strip("[]")}
            ) as response,
        ):
            self._cookies.keep(where.url, _all(response, "set-cookie"))
            return self._taken(request, response)

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Wait until few enough connections are open."""
        if not self._open.acquire(timeout=self._budget.seconds()):
            raise RefusedError("seconds", "other requests took them")
        try:
            yield
        finally:
            self._open.release()

    def _taken(self, request: Request, response: httpcore.Response) -> tuple[Answer, Attempt]:
        given = _given(response)
        address = response.extensions["network_stream"].get_extra_info("server_addr")
        download = _download(request, given)
        wanted = request.method == "GET" and response.status not in _EMPTY and download is None
        redirects = 300 <= response.status < 400
        body, cut = self._body(response, given) if wanted and not redirects else (b"", False)
        kept = {name: value for name, value in given.items() if name not in TRANSPORT}
        return Answer(body, response.status, kept), Attempt(
            request,
            address=address and str(address[0]),
            status=response.status,
            size=len(body),
            cut=cut,
            download=download,
        )

    def _body(self, response: httpcore.Response, given: dict[str, str]) -> tuple[bytes, bool]:
        """The content, and whether it was cut."""
        most = self._looking.limits.resource_bytes
        wire = _Wire(response, most)
        body = bytearray()
        for piece in decoded(wire, given.get("content-encoding", ""), most):
            self._budget.take(len(piece))
            body += piece
            if len(body) > most:
                return bytes(body[:most]), True
        return bytes(body), wire.cut


@cache
def _system_trust() -> ssl.SSLContext:
    return ssl.create_default_context()


class _Wire:
    """What comes of an answer as it is sent, up to `most` bytes: packed nothings may have no end."""

    def __init__(self, response: httpcore.Response, most: int) -> None:
        self._response, self._left = response, most
        self.cut = False

    def __iter__(self) -> Iterator[bytes]:
        for chunk in self._response.iter_stream():
            self.cut = len(chunk) > self._left
            yield chunk[: self._left]
            self._left -= len(chunk)
            if self.cut:
                return


def _all(response: httpcore.Response, name: str) -> list[str]:
    wanted = name.encode()
    return [value.decode("latin-1") for each, value in response.headers if each.lower() == wanted]


def _given(response: httpcore.Response) -> dict[str, str]:
    """The header fields, each once (RFC 9110 section 5.3); cookies cannot be joined by commas."""
    found: dict[str, str] = {}
    for raw, value in response.headers:
        name, text = raw.decode("latin-1").lower(), value.decode("latin-1")
        joint = "\n" if name == "set-cookie" else ", "
        found[name] = f"{found[name]}{joint}{text}" if name in found else text
    return found


def _download(request: Request, given: dict[str, str]) -> str | None:
    """The name of a file to keep, where the answer is one: nothing of it is taken."""
    said = declared.of(given)
    if (name := declared.file_name(said)) is not None:
        return name
    kind = said.get_content_type()
    if not request.navigation or kind.startswith(_KEPT):
        return None
    main, _, sub = kind.partition("/")
    plain = main == "application" and (sub in _KEPT_TYPES or sub.endswith(("+xml", "+json", "javascript")))
    return (
        None
        if plain
        else said.get_filename() or request.url.partition("?")[0].rpartition("/")[2] or "download"
    )
