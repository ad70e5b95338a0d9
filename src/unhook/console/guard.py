"""Who asks, whether they may, and whether it was they who asked: before any route is entered."""

import hashlib
import hmac
import re
from typing import Any
from urllib.parse import urlsplit

import anyio.to_thread
from litestar import Request
from litestar.connection import ASGIConnection
from litestar.enums import ScopeType
from litestar.exceptions import NotAuthorizedException, PermissionDeniedException
from litestar.handlers import BaseRouteHandler
from litestar.types import ASGIApp, Receive, Scope, Send

from unhook.console.console import Console
from unhook.console.passkey import Place
from unhook.console.rights import Asker, Right
from unhook.store import sessions, tokens

FIELD = "_csrf"
HEADER = "x-csrf-token"
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_BEARER = "bearer "
_PORT = re.compile(r":\d{1,5}$")


def cookie(console: Console, name: str = "unhook") -> str:
    """The cookie's name: with https one that only this host can have set (RFC 6265bis)."""
    return f"__Host-{name}" if console.manner.secure else name


class Known:
    """Puts who asks into the scope: by the token that the request bears, else by its session."""

    def __init__(self, app: ASGIApp, *, console: Console) -> None:
        self._app = app
        self._console = console

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Look the asker up, pass the request on."""
        if scope["type"] == ScopeType.HTTP:
            connection: Request[Any, Any, Any] = Request(scope)
            secret = connection.cookies.get(cookie(self._console))
            authorization = connection.headers.get("authorization", "")
            scope["user"] = None
            if secret or authorization:
                scope["user"] = await anyio.to_thread.run_sync(self._asker, secret, authorization)
            scope["auth"] = None
        await self._app(scope, receive, send)

    def _asker(self, secret: str | None, authorization: str) -> Asker | None:
        console = self._console
        now = console.now()
        if authorization:
            # One that came with a token never falls back to a cookie: the token alone says what it may.
            if not authorization.lower().startswith(_BEARER):
                return None
            with console.store.reading() as connection:
                known = tokens.whose(connection, authorization[len(_BEARER) :].strip(), at=now)
            return Asker.by_token(*known) if known else None
        assert secret is not None
        manner = console.manner
        with console.store.reading() as connection:
            found = sessions.whose(connection, secret, at=now, idle=manner.idle, absolute=manner.absolute)
        if found is None:
            return None
        user, due = found
        if due:
            with console.store.writing() as connection:
                sessions.seen(connection, secret, at=now)
        return Asker.signed_in(user, secret)


def place(request: Request[Any, Any, Any]) -> Place | None:
    """Under what name the console is reached, for passkeys; none by an address."""
    console: Console = request.app.state.console
    host = request.headers.get("host", "").lower()
    name = _PORT.sub("", host)
    if name.startswith("[") or name.replace(".", "").isdigit():
        return None
    return Place(name, f"{'https' if console.manner.secure else 'http'}://{host}")


def addressed(connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler) -> None:
    """Refuse a request for another host: a name that somebody made point here (DNS rebinding)."""
    console: Console = connection.app.state.console
    host = connection.headers.get("host", "").lower()
    if _PORT.sub("", host) not in console.manner.hosts:
        raise PermissionDeniedException("this is not the host that you asked for")


def authorised(connection: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler) -> None:
    """Refuse who lacks the right that the route names, and everybody where it names none."""
    right = handler.opt.get("right")
    asker: Asker | None = connection.scope.get("user")
    if right is Right.ANYBODY:
        return
    if asker is None:
        raise NotAuthorizedException("sign in first")
    if not isinstance(right, Right) or not asker.may(right):
        raise PermissionDeniedException("you may not do that")


def csrf_token(secret: str) -> str:
    """What a form of this session carries: made from the session's secret, which no other site can read."""
    return hmac.new(secret.encode(), b"form", hashlib.sha256).hexdigest()


async def meant(request: Request[Any, Any, Any]) -> None:
    """Refuse what another site makes a browser send: a change needs the session's token, or a bearer's."""
    if request.method in _SAFE:
        return
    asker: Asker | None = request.scope.get("user")
    if asker is not None and asker.secret is None:
        return
    if not _same_origin(request):
        raise PermissionDeniedException("this came from another site")
    console: Console = request.app.state.console
    secret = asker.secret if asker else request.cookies.get(cookie(console, "unhook_start"))
    given = request.headers.get(HEADER)
    if given is None and _is_form(request):
        given = (await request.form()).get(FIELD)
    if (
        not secret
        or not isinstance(given, str)
        or not hmac.compare_digest(given.encode("utf-8", "replace"), csrf_token(secret).encode())
    ):
        raise PermissionDeniedException("the form is out of date: load the page again")


def _is_form(request: Request[Any, Any, Any]) -> bool:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    return kind in ("application/x-www-form-urlencoded", "multipart/form-data")


def _same_origin(request: Request[Any, Any, Any]) -> bool:
    site = request.headers.get("sec-fetch-site")
    if site is not None and site not in ("same-origin", "none"):
        return False
    origin = request.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == request.headers.get("host")
