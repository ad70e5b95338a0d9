"""Users and all tokens, for admins."""

from dataclasses import dataclass
from typing import Any, cast

from litestar import Request, Response
from litestar.exceptions import PermissionDeniedException

from unhook.console import password
from unhook.console.console import Console
from unhook.console.render import Page, page
from unhook.console.rights import Right
from unhook.console.routes.kinds import Form, Id, Served, Who, does, problem, shows, to
from unhook.errors import InputError, StoreError
from unhook.store import passkeys, tokens, users
from unhook.store.users import ROLES, Role


@dataclass
class Person:
    """The form of a user; an empty password leaves it as it is."""

    name: str = ""
    role: str = ""
    address: str = ""
    password: str = ""


@shows("/people", Right.PEOPLE)
def listed(request: Request[Any, Any, Any], console: Served) -> Page:
    """All users."""
    return _page(request, console)


@does("/people", Right.PEOPLE)
def add(request: Request[Any, Any, Any], console: Served, asker: Who, data: Form[Person]) -> Response[Any]:
    """Add a user."""
    try:
        secret = password.hashed(data.password)
        with console.store.writing() as connection:
            users.add(
                connection,
                data.name,
                cast(Role, data.role),
                by=asker.user.name,
                at=console.now(),
                address=data.address,
                password=secret,
            )
    except (InputError, StoreError) as error:
        return _page(request, console, problem(error))
    return to("/people", "user")


@does("/people/{id_:int}", Right.PEOPLE)
def change(
    request: Request[Any, Any, Any], console: Served, asker: Who, id_: Id, data: Form[Person]
) -> Response[Any]:
    """Change a user; nobody takes their own role, so that there is always an admin."""
    if data.role not in ROLES:
        return _page(request, console, f"a role is one of: {', '.join(ROLES)}")
    with console.store.reading() as connection:
        user = users.get(connection, id_)
    if user is None:
        raise StoreError(f"there is no user {id_}", temporary=False)
    if id_ == asker.user.id and data.role != user.role:
        raise PermissionDeniedException("nobody changes their own role")
    values: dict[str, Any] = {"role": data.role, "address": data.address.strip().lower() or None}
    changed = {name: value for name, value in values.items() if value != getattr(user, name)}
    try:
        if data.password:
            changed["password"] = password.hashed(data.password)
    except InputError as error:
        return _page(request, console, str(error))
    if changed:
        with console.store.writing() as connection:
            users.change(connection, id_, by=asker.user.name, at=console.now(), **changed)
            if "password" in changed:
                # Who lost their device is let in again by a first password, as on the first day.
                for each in passkeys.of(connection, id_):
                    passkeys.drop(connection, each.id, id_, by=asker.user.name, at=console.now())
    return to("/people", "user")


@does("/people/{id_:int}/disable", Right.PEOPLE)
def disable(console: Served, asker: Who, id_: Id) -> Response[Any]:
    """Shut somebody out, but not oneself."""
    if id_ == asker.user.id:
        raise PermissionDeniedException("nobody shuts themselves out")
    with console.store.writing() as connection:
        users.disable(connection, id_, by=asker.user.name, at=console.now())
    return to("/people", "user")


@does("/people/{id_:int}/enable", Right.PEOPLE)
def enable(console: Served, asker: Who, id_: Id) -> Response[Any]:
    """Let somebody in again."""
    with console.store.writing() as connection:
        users.enable(connection, id_, by=asker.user.name, at=console.now())
    return to("/people", "user")


def _page(request: Request[Any, Any, Any], console: Console, problem: str = "") -> Page:
    with console.store.reading() as connection:
        return page(
            request,
            "people.html",
            400 if problem else 200,
            users=users.listed(connection),
            tokens=tokens.listed(connection),
            roles=ROLES,
            now=console.now(),
            problem=problem,
        )


HANDLERS = (listed, add, change, disable, enable)
