"""The console as an ASGI application: routes, guards, and what is answered when something fails."""

import logging
from pathlib import Path
from typing import Any

from litestar import Litestar, MediaType, Request, Response, Router
from litestar.datastructures import State
from litestar.di import Provide
from litestar.exceptions import HTTPException, NotAuthorizedException
from litestar.middleware import DefineMiddleware
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.response import Redirect
from litestar.static_files import create_static_files_router

from unhook.console import api, guard, headers
from unhook.console.console import Console
from unhook.console.render import language, page
from unhook.console.rights import Right
from unhook.console.routes import (
    account,
    action,
    audit,
    campaigns,
    check,
    dashboard,
    exceptions,
    health,
    learn,
    message,
    people,
    queue,
    search,
    sign_in,
)
from unhook.errors import InputError, StoreError, UnhookError
from unhook.version import VERSION

_LOG = logging.getLogger(__name__)
_PARTS = (
    sign_in,
    check,
    message,
    action,
    queue,
    search,
    campaigns,
    dashboard,
    learn,
    exceptions,
    audit,
    people,
    account,
    health,
)
_FORM_BYTES = 1024 * 1024
"""What a form has beside a mail."""
API = "/api/"


def application(console: Console) -> Litestar:
    """The application of a console; it closes nothing of it."""
    return Litestar(
        route_handlers=[
            *(handler for part in _PARTS for handler in part.HANDLERS),
            *api.ROUTERS,
            create_static_files_router(
                path="/static",
                directories=[Path(__file__).with_name("static")],
                opt={"right": Right.ANYBODY},
                include_in_schema=False,
            ),
        ],
        state=State({"console": console}),
        dependencies={
            "console": Provide(_console, sync_to_thread=False),
            "asker": Provide(_asker, sync_to_thread=False),
        },
        guards=[guard.addressed, guard.authorised],
        before_request=guard.meant,
        middleware=[DefineMiddleware(guard.Known, console=console)],
        before_send=[headers.safe(console.manner.secure)],
        request_max_body_size=console.manner.upload_bytes + _FORM_BYTES,
        exception_handlers={UnhookError: _refused, HTTPException: _failed, Exception: _broken},
        openapi_config=OpenAPIConfig(
            title="Unhook",
            version=VERSION,
            path="/api/v1/schema",
            render_plugins=[JsonRenderPlugin(path="/openapi.json")],
            openapi_router=Router("/api/v1/schema", route_handlers=[], opt={"right": Right.SELF}),
        ),
        logging_config=None,
        debug=False,
    )


def _console(state: State) -> Console:
    console: Console = state.console
    return console


def _asker(request: Request[Any, Any, Any]) -> Any:
    return request.scope.get("user")


def _refused(request: Request[Any, Any, Any], error: UnhookError) -> Response[Any]:
    """What the asker wanted cannot be, or not now."""
    if isinstance(error, StoreError) and error.temporary:
        _LOG.error("the store failed: %s", error)
        return _told(request, 503, "error.busy", None)
    status = 400 if isinstance(error, InputError) else 409
    return _told(request, status, None, str(error))


def _failed(request: Request[Any, Any, Any], error: HTTPException) -> Response[Any]:
    """No such page, no right, a form out of date."""
    if isinstance(error, NotAuthorizedException) and not _is_api(request):
        path = request.url.path if request.method == "GET" else "/"
        return Redirect("/sign-in", query_params={"next": path} if path != "/" else None, status_code=303)
    key = {401: "error.forbidden", 403: "error.forbidden", 404: "error.not_found", 413: "error.too_large"}
    if error.detail.startswith("the form"):
        return _told(request, error.status_code, "error.form", error.detail)
    return _told(request, error.status_code, key.get(error.status_code), error.detail)


def _broken(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
    """A mistake of ours: the log has it, the asker hears nothing of what is inside."""
    _LOG.error("%s %s failed", request.method, request.url.path, exc_info=error)
    return _told(request, 500, "error.wrong", "something went wrong")


def _told(request: Request[Any, Any, Any], status: int, key: str | None, text: str | None) -> Response[Any]:
    if _is_api(request):
        said = text if text is not None else language(request).text(key or "error.wrong")
        return Response({"error": said}, media_type=MediaType.JSON, status_code=status)
    shown = language(request).text(key) if key else text
    return page(request, "error.html", status, text=shown)


def _is_api(request: Request[Any, Any, Any]) -> bool:
    return request.url.path.startswith(API)
