"""Actions on mail and mailboxes: planned once, performed once, undone once; the table `actions`.

key = f"{message_key}:move:{account}"          # the same deed has the same key, however often it is planned
planned -> take -> performed | failed -> undone
"""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, case, func, or_, select, update

from unhook.store import audit
from unhook.store.record import insert_new
from unhook.store.schema import actions

State = Literal["planned", "performed", "failed", "undone"]
LEASE = timedelta(minutes=5)
"""How long one performer has an action to itself; one that died meanwhile loses it."""
LOST = "whoever took it did not say how it ended"


@dataclass(frozen=True, slots=True)
class Deed:
    """Something to do: `kind` (`move`, `tag`, `reject`, `mail`, ...) on `target` (an account, a queue, ...).

    `attempts` counts how often somebody took it; `error` is why the last of them failed.
    """

    id: int
    key: str
    message: int | None
    kind: str
    target: str
    detail: Mapping[str, Any]
    state: State
    attempts: int
    error: str | None
    planned: datetime
    leased: datetime | None
    performed: datetime | None
    undone: datetime | None


def plan(
    connection: Connection,
    key: str,
    *,
    kind: str,
    target: str,
    by: str,
    at: datetime,
    message: int | None = None,
    detail: Mapping[str, Any] | None = None,
) -> bool:
    """Plan a deed; false where one of this key is known, whatever became of it."""
    row = {
        "key": key,
        "message": message,
        "kind": kind,
        "target": target,
        "detail": json.dumps(dict(detail or {}), sort_keys=True),
        "state": "planned",
        "attempts": 0,
        "planned": at,
    }
    if not insert_new(connection, actions, row):
        return False
    _note(connection, key, f"plan-{kind}", {"target": target, **(detail or {})}, by=by, at=at)
    return True


def take(
    connection: Connection,
    at: datetime,
    limit: int = 1,
    *,
    kinds: Collection[str] | None = None,
    targets: Collection[str] | None = None,
    lease: timedelta = LEASE,
) -> tuple[Deed, ...]:
    """Take planned deeds to perform, of these kinds and on these targets (None: any), oldest first, each
    given to nobody else for `LEASE`.

    One whose taker died comes again, with `LOST` as its error: its performer asks the target whether it was
    done. A performer that is alone on its targets and just started need not wait for the dead: its `lease` is
    nothing.
    """
    due = select(actions.c.id).where(*_free(at, lease)).order_by(actions.c.id).limit(limit)
    for column, wanted in ((actions.c.kind, kinds), (actions.c.target, targets)):
        due = due if wanted is None else due.where(column.in_(wanted))
    if connection.dialect.name == "postgresql":
        due = due.with_for_update(skip_locked=True)
    ids = list(connection.execute(due).scalars())
    left = case((actions.c.leased.is_(None), actions.c.error), else_=LOST)
    values = {"leased": at, "attempts": actions.c.attempts + 1, "error": left}
    changed = update(actions).where(actions.c.id.in_(ids)).values(**values).returning(*actions.c)
    return tuple(sorted(map(_read, connection.execute(changed)), key=lambda deed: deed.id))


def waiting(connection: Connection, at: datetime) -> frozenset[str]:
    """The targets on which something is to be done that nobody has taken."""
    query = select(actions.c.target).where(*_free(at, LEASE)).distinct()
    return frozenset(connection.execute(query).scalars())


def planned_since(connection: Connection, prefix: str, since: datetime) -> int:
    """How many deeds whose key begins so were planned since a moment."""
    named = (actions.c.key >= prefix, actions.c.key < prefix + "\U0010ffff")
    query = select(func.count()).select_from(actions).where(*named, actions.c.planned >= since)
    return connection.execute(query).scalar_one()


def detailed(connection: Connection, key: str, detail: Mapping[str, Any]) -> None:
    """What its performer found out before it acts, beside what was planned: so that who comes after one that
    died knows it too.
    """
    row = connection.execute(select(actions.c.detail).where(actions.c.key == key)).scalar_one()
    written = json.dumps({**json.loads(row), **detail}, sort_keys=True)
    connection.execute(update(actions).where(actions.c.key == key).values(detail=written))


def performed(connection: Connection, key: str, *, by: str, at: datetime) -> bool:
    """It was done; false where that is known already, or it is not planned."""
    return _moved(
        connection, key, "planned", {"state": "performed", "performed": at, "error": None}, by=by, at=at
    )


def failed(connection: Connection, key: str, error: str, *, by: str, at: datetime, again: bool) -> bool:
    """It was not done; `again` leaves it planned for the next who takes."""
    values = {"state": "planned" if again else "failed", "error": error, "leased": None}
    return _moved(connection, key, "planned", values, by=by, at=at, action="failed")


def undone(connection: Connection, key: str, *, by: str, at: datetime) -> bool:
    """It was taken back; false where it was not performed, or was undone before."""
    return _moved(connection, key, "performed", {"state": "undone", "undone": at}, by=by, at=at)


def get(connection: Connection, key: str) -> Deed | None:
    """A deed by its key."""
    row = connection.execute(select(actions).where(actions.c.key == key)).first()
    return None if row is None else _read(row)


def of_message(connection: Connection, message: int) -> tuple[Deed, ...]:
    """All deeds on a message, oldest first."""
    query = select(actions).where(actions.c.message == message).order_by(actions.c.id)
    return tuple(map(_read, connection.execute(query)))


def _free(at: datetime, lease: timedelta) -> tuple[ColumnElement[bool], ...]:
    return (
        actions.c.state == "planned",
        or_(actions.c.leased.is_(None), actions.c.leased <= at - lease, actions.c.leased > at + LEASE),
    )


def _moved(
    connection: Connection,
    key: str,
    state: State,
    values: dict[str, Any],
    *,
    by: str,
    at: datetime,
    action: str | None = None,
) -> bool:
    change = update(actions).where(actions.c.key == key, actions.c.state == state).values(**values)
    if connection.execute(change.returning(actions.c.id)).first() is None:
        return False
    error = values.get("error")
    detail = {"error": error} if error else {}
    _note(connection, key, action or values["state"], detail, by=by, at=at)
    return True


def _note(
    connection: Connection, key: str, action: str, detail: Mapping[str, Any], *, by: str, at: datetime
) -> None:
    audit.append(connection, actor=by, action=action, subject=f"action:{key}", at=at, detail=detail)


def _read(row: Any) -> Deed:
    return Deed(**{**row._mapping, "detail": json.loads(row.detail)})
