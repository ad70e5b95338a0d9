"""A held message let go or deleted: asked for here, done by whoever can reach its place, settled with it.

release.ask(connection, message, by="ann", at=now)       # held -> releasing, and a deed on its place
release.settle(connection, deed, by="milter", at=now)    # releasing -> released
"""

from datetime import datetime
from typing import Literal

from sqlalchemy import Connection

from unhook.store import deeds, quarantine
from unhook.store.deeds import Deed

Kind = Literal["release", "delete"]
KINDS: tuple[Kind, ...] = ("release", "delete")


def target(place: str) -> str:
    """On what a deed at this place is: `store`, `postfix:HOST`, `imap:ACCOUNT`."""
    return ":".join(place.split(":", 2)[:2])


def ask(connection: Connection, message: int, *, by: str, at: datetime) -> bool:
    """Let a held message go; false where it is not held, or somebody else asked first."""
    held = quarantine.take_up(connection, message, by=by, at=at)
    return held is not None and _plan(connection, "release", message, held.place, by=by, at=at)


def delete(connection: Connection, message: int, *, by: str, at: datetime) -> bool:
    """Delete a held message for good; false where it is not held."""
    held = quarantine.drop(connection, message, by=by, at=at)
    return held is not None and _plan(connection, "delete", message, held.place, by=by, at=at)


def settle(connection: Connection, deed: Deed, *, by: str, at: datetime) -> None:
    """The deed was done."""
    if deeds.performed(connection, deed.key, by=by, at=at) and deed.kind == "release" and deed.message:
        quarantine.done(connection, deed.message, by=by, at=at)


def fail(connection: Connection, deed: Deed, error: str, *, by: str, at: datetime, again: bool) -> None:
    """The deed was not done. Unless it is tried again, a message that was to be let go is held as before."""
    failed = deeds.failed(connection, deed.key, error, by=by, at=at, again=again)
    if failed and not again and deed.kind == "release" and deed.message:
        quarantine.put_back(connection, deed.message, by=by, at=at, error=error)


def _plan(connection: Connection, kind: Kind, message: int, place: str, *, by: str, at: datetime) -> bool:
    return deeds.plan(
        connection,
        f"{kind}:{message}:{at.timestamp():.6f}",
        kind=kind,
        target=target(place),
        by=by,
        at=at,
        message=message,
        detail={"place": place},
    )
