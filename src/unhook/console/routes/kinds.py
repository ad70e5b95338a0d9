"""The kinds of routes there are: each names the right that it takes."""

from collections.abc import Callable
from functools import partial, wraps
from typing import Annotated, Any, TypeVar

import anyio.to_thread
from litestar import get, post
from litestar.di import NamedDependency
from litestar.enums import RequestEncodingType
from litestar.handlers import HTTPRouteHandler
from litestar.params import Body, FromPath
from litestar.response import Redirect

from unhook.console.console import Console
from unhook.console.rights import Asker, Right
from unhook.errors import InputError, StoreError, UnhookError

T = TypeVar("T")
Served = NamedDependency[Console]
Who = NamedDependency[Asker]
Id = FromPath[int]
Form = Annotated[T, Body(media_type=RequestEncodingType.URL_ENCODED)]


def shows(path: str, right: Right) -> Callable[[Callable[..., Any]], HTTPRouteHandler]:
    """A page."""
    route = get(path, opt={"right": right}, include_in_schema=False)
    return lambda function: route(in_thread(function))


def does(path: str, right: Right) -> Callable[[Callable[..., Any]], HTTPRouteHandler]:
    """What a form asks for; it answers with another page to look at."""
    route = post(path, opt={"right": right}, include_in_schema=False, status_code=200)
    return lambda function: route(in_thread(function))


def answers(method: Any, path: str, right: Right, **options: Any) -> Callable[[Callable[..., Any]], Any]:
    """What a program asks for, by `method` (Litestar's `get`, `post`, ...)."""
    route = method(path, opt={"right": right}, **options)
    return lambda function: route(in_thread(function))


def in_thread(function: Callable[..., Any]) -> Callable[..., Any]:
    """The function as one to wait for: the store and the judges block. (Litestar's own `sync_to_thread` wraps
    a function twice where a path has two methods.)
    """

    @wraps(function)
    async def waited(*args: Any, **values: Any) -> Any:
        return await anyio.to_thread.run_sync(partial(function, *args, **values))

    return waited


def to(path: str, said: str = "") -> Redirect:
    """Go on at a page of ours, which says what was done."""
    mark = "&" if "?" in path else "?"
    return Redirect(f"{path}{mark}said={said}" if said else path, status_code=303)


def ours(path: str, otherwise: str) -> str:
    """A path that a form carried, if it is one of this site (no scheme, no host)."""
    plain = path.isascii() and path.isprintable() and "\\" not in path
    return path if plain and path.startswith("/") and not path.startswith("//") else otherwise


def problem(error: UnhookError) -> str:
    """What to say of a mistake in a form. A store that may answer later is none: that is raised."""
    if isinstance(error, StoreError) and error.temporary:
        raise error
    return str(error)


def number(text: str) -> int | None:
    """A number of a query; `None` for none. Raises `InputError` for anything else."""
    if not text:
        return None
    if not text.isascii() or not text.isdigit() or len(text) > 19:
        raise InputError(f"{text[:40]!r} is no number")
    return int(text)
