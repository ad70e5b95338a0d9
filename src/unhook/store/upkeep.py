"""What an operator asks of the store itself: what is in it, is it whole, is it sealed with the newest key."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Table, exc, func, select, text, update

from unhook.store import audit, number
from unhook.store.record import place, verdict_place
from unhook.store.schema import REVISION, contents, messages, metadata, verdicts
from unhook.store.sealed import Safe
from unhook.store.store import Store

BATCH = 200


@dataclass(frozen=True, slots=True)
class Shown:
    """What is in a store. `rows` by table; `oldest` and `newest` message; `keys`: how many texts each key
    sealed, `""` those that none did; `size` in bytes.
    """

    name: str
    revision: str | None
    rows: Mapping[str, int]
    keys: Mapping[str, int]
    size: int
    oldest: datetime | None = None
    newest: datetime | None = None


def show(store: Store) -> Shown:
    """Count what is there."""
    revision = store.revision()
    with store.reading() as connection:
        count = select(func.count())
        rows = {
            table.name: connection.execute(count.select_from(table)).scalar() or 0
            for table in sorted(metadata.tables.values(), key=lambda table: table.name)
        }
        edges = connection.execute(select(func.min(messages.c.id), func.max(messages.c.id))).one()
        oldest, newest = (None if edge is None else number.date(edge) for edge in edges)
        size = connection.execute(text(_SIZE[connection.dialect.name])).scalar() or 0
        keys: dict[str, int] = {}
        for table in (contents, verdicts):
            for name, found in connection.execute(select(table.c.key, func.count()).group_by(table.c.key)):
                keys[name or ""] = keys.get(name or "", 0) + found
    return Shown(store.database.name, revision, rows, dict(sorted(keys.items())), size, oldest, newest)


_SIZE = {
    "sqlite": "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()",
    "postgresql": "SELECT pg_database_size(current_database())",
}


def check(store: Store) -> tuple[str, ...]:
    """What is wrong with a store, in words for its operator; nothing where it is whole."""
    revision = store.revision()
    if revision != REVISION:
        return (f"the tables are at {revision or 'nothing'}, not at {REVISION}; run: unhook store migrate",)
    problems: list[str] = []
    with store.writing() as connection:
        if connection.dialect.name == "sqlite":
            problems += _of_sqlite(connection)
    with store.reading() as connection:
        first = audit.broken(connection)
        if first is not None:
            problems.append(f"the audit trail is not as it was written from entry {first} on")
    known = {"", *store.safe.keys.known}
    lost = {name: count for name, count in show(store).keys.items() if name not in known}
    problems += [
        f"{count:,} texts need the key {name!r}, which was not given" for name, count in lost.items()
    ]
    return tuple(problems)


def seal_again(store: Store) -> int:
    """Seal everything with the current key that another one sealed, or none; how many texts that were.

    Old keys may go afterwards, except for copies of the store made before.
    """
    return _all(store, contents, _content_again) + _all(store, verdicts, _verdict_again)


def _all(store: Store, table: Table, seal: Callable[[Connection, Safe, Row[Any]], None]) -> int:
    current, sealed = store.safe.keys.current, 0
    with store.reading() as connection:
        others = [
            key for key in connection.execute(select(table.c.key).distinct()).scalars() if key != current
        ]
    for other in others:
        query = select(table).where(table.c.key == other if other else table.c.key.is_(None)).limit(BATCH)
        while True:
            with store.writing() as connection:
                rows = connection.execute(query).all()
                for row in rows:
                    seal(connection, store.safe, row)
            sealed += len(rows)
            if not rows:
                break
    return sealed


def _content_again(connection: Connection, safe: Safe, row: Row[Any]) -> None:
    values: dict[str, Any] = {"key": safe.keys.current}
    for what in ("model", "raw"):
        kept = getattr(row, what)
        if kept is not None:
            values[what], _ = safe.again(kept, row.key, place(row.sha256, what))
    connection.execute(update(contents).where(contents.c.sha256 == row.sha256).values(**values))


def _verdict_again(connection: Connection, safe: Safe, row: Row[Any]) -> None:
    detail, key = safe.again(row.detail, row.key, verdict_place(row.message))
    connection.execute(update(verdicts).where(verdicts.c.id == row.id).values(detail=detail, key=key))


def _of_sqlite(connection: Connection) -> list[str]:
    found = [str(row[0]) for row in connection.execute(text("PRAGMA integrity_check(20)"))]
    problems = [f"the file is damaged: {each}" for each in found if each != "ok"]
    lost = connection.execute(text("PRAGMA foreign_key_check")).all()
    problems += [f"{len(lost):,} rows belong to nothing"] if lost else []
    try:
        connection.execute(text("INSERT INTO subjects(subjects, rank) VALUES ('integrity-check', 1)"))
    except exc.DatabaseError as error:
        problems.append(f"the index of subjects is damaged: {error.orig}")
    return problems
