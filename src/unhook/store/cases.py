"""Cases: what people report, from the report to its outcome."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Connection, insert, select, update

from unhook.errors import StoreError
from unhook.store import audit
from unhook.store.model import Label
from unhook.store.parties import address
from unhook.store.schema import cases

State = Literal["open", "closed"]


@dataclass(frozen=True, slots=True)
class Case:
    """A report of a message by a person. `channel`: `mail`, `button`, `console`, ...; `language`: in which
    the reporter is answered; `outcome`: what the message was found to be.
    """

    id: int
    message: int
    reporter: str
    channel: str
    note: str | None
    language: str | None
    opened: datetime
    state: State
    assignee: str | None = None
    outcome: Label | None = None
    closed: datetime | None = None


def open_(
    connection: Connection,
    message: int,
    *,
    reporter: str,
    channel: str,
    at: datetime,
    note: str | None = None,
    language: str | None = None,
) -> Case:
    """Open a case; the open one where this person already reported the message."""
    reporter = address(reporter)
    mine = (cases.c.message == message, cases.c.reporter == reporter, cases.c.state == "open")
    known = connection.execute(select(cases).where(*mine)).first()
    if known is not None:
        return Case(**known._mapping)
    values: dict[str, Any] = {
        "message": message,
        "reporter": reporter,
        "channel": channel,
        "note": note,
        "language": language,
        "opened": at,
        "state": "open",
    }
    id_ = connection.execute(insert(cases).values(**values).returning(cases.c.id)).scalar_one()
    audit.append(
        connection,
        actor=reporter,
        action="report",
        subject=f"case:{id_}",
        at=at,
        detail={"message": message, "channel": channel},
    )
    return Case(id=id_, **values)


def assign(connection: Connection, id_: int, assignee: str | None, *, by: str, at: datetime) -> Case:
    """Give an open case to an analyst, or to nobody. Raises `StoreError` where there is no such open case."""
    case = _changed(connection, id_, {"assignee": assignee})
    audit.append(
        connection,
        actor=by,
        action="assign",
        subject=f"case:{id_}",
        at=at,
        detail={"assignee": assignee},
    )
    return case


def close(connection: Connection, id_: int, outcome: Label, *, by: str, at: datetime) -> Case:
    """Close a case with what the message is. Raises `StoreError` where there is no such open case: of two
    analysts one closes it.
    """
    case = _changed(connection, id_, {"state": "closed", "outcome": outcome, "closed": at})
    audit.append(
        connection, actor=by, action="close", subject=f"case:{id_}", at=at, detail={"outcome": outcome}
    )
    return case


def get(connection: Connection, id_: int) -> Case | None:
    """A case by its number."""
    row = connection.execute(select(cases).where(cases.c.id == id_)).first()
    return None if row is None else Case(**row._mapping)


def listed(
    connection: Connection,
    state: State | None = "open",
    *,
    message: int | None = None,
    reporter: str | None = None,
    before: int | None = None,
    limit: int = 100,
) -> tuple[Case, ...]:
    """Cases, the newest first; those of one message or one reporter where they are named; `before` goes on
    with older ones.
    """
    query = select(cases).order_by(cases.c.id.desc()).limit(limit)
    mine = None if reporter is None else address(reporter)
    for column, value in ((cases.c.state, state), (cases.c.message, message), (cases.c.reporter, mine)):
        query = query if value is None else query.where(column == value)
    if before is not None:
        query = query.where(cases.c.id < before)
    return tuple(Case(**row._mapping) for row in connection.execute(query))


def _changed(connection: Connection, id_: int, values: dict[str, Any]) -> Case:
    change = update(cases).where(cases.c.id == id_, cases.c.state == "open").values(**values)
    row = connection.execute(change.returning(*cases.c)).first()
    if row is None:
        raise StoreError(f"there is no open case {id_}", temporary=False)
    return Case(**row._mapping)
