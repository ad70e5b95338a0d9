"""The audit trail: who did what, only ever added to; each entry's hash covers the one before it."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select, text

from unhook.store.schema import audit
from unhook.store.types import utc

_LOCK = 0x756E686F6F6B
"""PostgreSQL's advisory lock under which entries follow one another."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that `actor` did to `subject` (`message:NUMBER`, `case:7`, ...)."""

    n: int
    at: datetime
    actor: str
    action: str
    subject: str
    detail: Mapping[str, Any]
    hash: str


def append(
    connection: Connection,
    *,
    actor: str,
    action: str,
    subject: str,
    at: datetime,
    detail: Mapping[str, Any] | None = None,
) -> Entry:
    """Add an entry in the caller's transaction: the deed and its entry hold together or not at all."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    last = connection.execute(select(audit.c.n, audit.c.hash).order_by(audit.c.n.desc()).limit(1)).first()
    n, before = (last.n + 1, last.hash) if last else (1, "")
    written = json.dumps(dict(detail or {}), sort_keys=True)
    row: dict[str, Any] = {
        "n": n,
        "at": utc(at),
        "actor": actor,
        "action": action,
        "subject": subject,
        "detail": written,
    }
    entry_hash = _hash(before, **row)
    connection.execute(audit.insert().values(**row, hash=entry_hash))
    return Entry(n, utc(at), actor, action, subject, dict(detail or {}), entry_hash)


def entries(
    connection: Connection, subject: str | None = None, before: int | None = None, limit: int = 100
) -> tuple[Entry, ...]:
    """The newest entries first, of one subject where it is named; `before` goes on with older ones."""
    query = select(audit).order_by(audit.c.n.desc()).limit(limit)
    if subject is not None:
        query = query.where(audit.c.subject == subject)
    if before is not None:
        query = query.where(audit.c.n < before)
    return tuple(
        Entry(**{**row._mapping, "detail": json.loads(row.detail)}) for row in connection.execute(query)
    )


def broken(connection: Connection) -> int | None:
    """The number of the first entry that is not as it was written, or before which one is missing."""
    before, expected = "", 1
    for row in _all(connection):
        if row["n"] != expected or row.pop("hash") != (before := _hash(before, **row)):
            return expected
        expected += 1
    return None


def _all(connection: Connection) -> Iterator[dict[str, Any]]:
    for row in connection.execution_options(yield_per=1_000).execute(select(audit).order_by(audit.c.n)):
        yield dict(row._mapping)


def _hash(before: str, *, n: int, at: datetime, actor: str, action: str, subject: str, detail: str) -> str:
    written = json.dumps([before, n, at.isoformat(), actor, action, subject, detail])
    return hashlib.sha256(written.encode()).hexdigest()
