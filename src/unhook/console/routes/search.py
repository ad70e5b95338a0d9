"""Search over all mail, kept searches, and what was found as a file."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from litestar import Request, Response
from litestar.params import FromQuery
from sqlalchemy import Connection

from unhook.console import export
from unhook.console.console import Console
from unhook.console.render import Page, page
from unhook.console.rights import Asker, Right
from unhook.console.routes.kinds import Form, Id, Served, Who, does, number, shows, to
from unhook.errors import InputError
from unhook.export.formats import FORMATS
from unhook.store import audit, query, search, searches
from unhook.store.model import Summary
from unhook.store.query import FIELDS, Query

SHOWN = 50
EXPORTED = 10_000
"""Of one export; a narrower search has the rest."""


@dataclass
class Save:
    """The form of a search to keep."""

    name: str = ""
    query: str = ""


@shows("/search", Right.READ)
def look(
    request: Request[Any, Any, Any],
    console: Served,
    asker: Who,
    q: FromQuery[str] = "",
    older: FromQuery[str] = "",
) -> Page:
    """What the query finds, the newest first."""
    found, problem = search.Found(()), ""
    with console.store.reading() as connection:
        try:
            wanted = query.parse(q, console.now())
            found = search.search(connection, wanted, older=number(older), limit=SHOWN)
        except InputError as error:
            problem = str(error)
        return page(
            request,
            "search.html",
            400 if problem else 200,
            q=q,
            problem=problem,
            messages=found.messages,
            older=found.older,
            paged=bool(older),
            saved=searches.of(connection, asker.user.id),
            fields=FIELDS,
            formats=FORMATS,
        )


@shows("/search.csv", Right.READ)
def as_csv(console: Served, asker: Who, q: FromQuery[str] = "") -> Response[str]:
    """The same as a table for a spreadsheet."""
    return _file(export.csv(_all(console, asker, q, "csv")), "text/csv; charset=utf-8", "mail.csv")


@shows("/search.json", Right.READ)
def as_json(console: Served, asker: Who, q: FromQuery[str] = "") -> Response[str]:
    """The same for programs."""
    return _file(export.json(_all(console, asker, q, "json")), "application/json", "mail.json")


@does("/searches", Right.READ)
def save(console: Served, asker: Who, data: Form[Save]) -> Response[Any]:
    """Keep a search under a name."""
    query.parse(data.query, console.now())
    with console.store.writing() as connection:
        searches.save(connection, asker.user.id, data.name, data.query, at=console.now())
    return to("/search", "saved")


@does("/searches/{id_:int}/drop", Right.READ)
def drop(console: Served, asker: Who, id_: Id) -> Response[Any]:
    """Forget a search."""
    with console.store.writing() as connection:
        searches.drop(connection, asker.user.id, id_)
    return to("/search", "dropped")


def _all(console: Console, asker: Asker, q: str, kind: str) -> list[Summary]:
    """All that is found, as far as an export goes. That people's mail leaves the console is noted."""
    wanted = query.parse(q, console.now())
    with console.store.reading() as connection:
        found = list(_pages(connection, wanted))
    with console.store.writing() as connection:
        detail = {"query": q, "as": kind, "count": len(found)}
        audit.append(
            connection,
            actor=asker.user.name,
            action="export",
            subject="messages",
            at=console.now(),
            detail=detail,
        )
    return found


def _pages(connection: Connection, wanted: Query) -> Iterator[Summary]:
    older, count = None, 0
    while count < EXPORTED:
        found = search.search(connection, wanted, older=older, limit=min(500, EXPORTED - count))
        yield from found.messages
        count += len(found.messages)
        older = found.older
        if older is None:
            return


def _file(content: str, kind: str, name: str) -> Response[str]:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=kind, headers=headers)


HANDLERS = (look, as_csv, as_json, save, drop)
