"""What a worker says through a WebSocket, which browsers tell nobody: workers get one that tells the broker.

An ordinary worker stands in for a shared one, each page with its own. Service workers, and workers of a page
that forbids `blob:` ones, are not started; that the page wanted them is told.

Nothing would leave in any case.
"""

from importlib.resources import files
from urllib.parse import unquote, urlsplit

from unhook.pages.broker import Answer, Request

_HOST = "socket.invalid"
SCRIPT = files("unhook.pages.probe").joinpath("workers.js").read_text("utf-8")
"""Runs in each frame before the page's own scripts."""

UNHEARD = frozenset({"worker", "service-worker"})
"""What the script notes of a page: the kinds of workers that it wanted and did not get."""


def answer(request: Request) -> Answer | None:
    """The answer to what such a WebSocket tells; None for any other request."""
    return Answer() if urlsplit(request.url).hostname == _HOST else None


def told(request: Request) -> Request:
    """The word through a WebSocket for which a request stands; any other request is itself."""
    parts = urlsplit(request.url)
    if parts.hostname != _HOST:
        return request
    return Request(unquote(parts.query), kind="websocket", body=request.body)
