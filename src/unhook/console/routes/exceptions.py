"""Exceptions: made with a reason and an end, listed, revoked; and who is blocked."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, get_args

from litestar import Request, Response

from unhook.console.console import Console
from unhook.console.render import Page, page
from unhook.console.rights import Asker, Right
from unhook.console.routes.kinds import Form, Id, Served, Who, does, problem, shows, to
from unhook.errors import InputError, StoreError
from unhook.store import blocks, exempt

KINDS: tuple[exempt.Kind, ...] = get_args(exempt.Kind)
_USUAL = timedelta(days=90)


@dataclass
class Make:
    """The form. `until`: the last day on which it counts (UTC)."""

    kind: str = ""
    value: str = ""
    reason: str = ""
    until: str = ""


@shows("/exceptions", Right.READ)
def listed(request: Request[Any, Any, Any], console: Served) -> Page:
    """All in force."""
    return _page(request, console)


@does("/exceptions", Right.ACT)
def make(request: Request[Any, Any, Any], console: Served, asker: Who, data: Form[Make]) -> Response[Any]:
    """Make one."""
    try:
        made(console, asker, data)
    except (InputError, StoreError) as error:
        return _page(request, console, problem(error))
    return to("/exceptions", "excepted")


@does("/exceptions/{id_:int}/revoke", Right.ACT)
def revoke(console: Served, asker: Who, id_: Id) -> Response[Any]:
    """End one."""
    with console.store.writing() as connection:
        exempt.revoke(connection, id_, by=asker.user.name, at=console.now())
    return to("/exceptions", "revoked")


def made(console: Console, asker: Asker, wanted: Make) -> exempt.Exempt:
    """Make an exception. Raises `InputError` for an unknown kind or day, `StoreError` as `exempt.make`."""
    kind = next((each for each in KINDS if each == wanted.kind), None)
    if kind is None:
        raise InputError(f"an exception is for one of: {', '.join(KINDS)}")
    try:
        last = datetime.strptime(wanted.until, "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError:
        raise InputError("an exception needs a day on which it ends, as 2026-01-31") from None
    with console.store.writing() as connection:
        return exempt.make(
            connection,
            kind,
            wanted.value[:320],
            reason=wanted.reason[:2_000],
            by=asker.user.name,
            at=console.now(),
            expires=last + timedelta(days=1),
        )


def _page(request: Request[Any, Any, Any], console: Console, problem: str = "") -> Page:
    with console.store.reading() as connection:
        return page(
            request,
            "exceptions.html",
            400 if problem else 200,
            made=exempt.in_force(connection, console.now()),
            blocks=blocks.in_force(connection),
            kinds=KINDS,
            soon=(console.now() + _USUAL).strftime("%Y-%m-%d"),
            problem=problem,
        )


HANDLERS = (listed, make, revoke)
