"""Searches that people keep, each under a name of their own."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from unhook.errors import StoreError
from unhook.store.schema import searches

NAME_CHARS = 100
KEPT = 100
"""Of one person."""


@dataclass(frozen=True, slots=True)
class Saved:
    """A query in the language of `query`."""

    id: int
    owner: int
    name: str
    query: str
    made: datetime


def save(connection: Connection, owner: int, name: str, query: str, *, at: datetime) -> None:
    """Keep a search; one of the same name gives way. Raises `StoreError` without a name, or at the limit."""
    name = " ".join(name.split())[:NAME_CHARS]
    if not name:
        raise StoreError("a saved search needs a name", temporary=False)
    connection.execute(delete(searches).where(searches.c.owner == owner, searches.c.name == name))
    if len(of(connection, owner)) >= KEPT:
        raise StoreError(f"{KEPT} searches are saved already", temporary=False)
    connection.execute(insert(searches).values(owner=owner, name=name, query=query, made=at))


def of(connection: Connection, owner: int) -> tuple[Saved, ...]:
    """One person's searches, by name."""
    query = select(searches).where(searches.c.owner == owner).order_by(searches.c.name)
    return tuple(Saved(**row._mapping) for row in connection.execute(query))


def drop(connection: Connection, owner: int, id_: int) -> bool:
    """Forget a search; false where this person has none of that number."""
    gone = delete(searches).where(searches.c.owner == owner, searches.c.id == id_)
    return connection.execute(gone.returning(searches.c.id)).first() is not None
