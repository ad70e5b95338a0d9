"""What happened in the store, as others are told: each event once, in order, going on where it was left.

Events come from the audit trail, whose numbers follow one another without gaps, and from verdicts. Of those a
later one may be seen before an earlier (two processes write at once), so that the newest are looked at again
until they have settled; the event's key tells who saw it already.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, insert, select, update

from unhook.store.schema import audit, cases, messages, progress, verdicts

SETTLED = timedelta(minutes=2)
BATCH = 500
_ACTIONS = {
    "report": "case.opened", "close": "case.closed", "hold": "quarantine.held",
    "released": "quarantine.released", "delete": "quarantine.deleted",
}  # fmt: skip
_SUBJECT = re.compile(r"(message|case):(\d+)")


@dataclass(frozen=True, slots=True)
class Event:
    """`key` is the same whenever it is told. `detail`: numbers and words that say what it was about; what the
    mail itself says is as it stands there. Nobody's recipients are told.
    """

    key: str
    name: str
    at: datetime
    message: int | None = None
    detail: Mapping[str, Any] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return {"type": self.name, "timestamp": self.at.isoformat(), "data": dict(self.detail)}


def since(connection: Connection, name: str, now: datetime) -> tuple[Event, ...]:
    """The next events for the follower called `name`, whose place moves on in this transaction. Who is new
    begins now. Those of the last `SETTLED` may come again.
    """
    verdict, entry = (_place(connection, f"{name}:{what}") for what in ("verdicts", "audit"))
    found: list[Event] = []
    query = select(verdicts, *_SHOWN).join(messages, messages.c.id == verdicts.c.message)
    for row in connection.execute(query.where(verdicts.c.id > verdict).order_by(verdicts.c.id).limit(BATCH)):
        if row.at <= now - SETTLED:
            _move(connection, f"{name}:verdicts", row.id)
        if row.level in ("malicious", "suspicious"):
            detail = _mail(row) | {"score": round(row.score, 4)}
            found.append(Event(f"verdict:{row.id}", f"mail.{row.level}", row.at, row.message, detail))
    entries = select(audit).where(audit.c.n > entry).order_by(audit.c.n).limit(BATCH)
    for row in connection.execute(entries).all():
        _move(connection, f"{name}:audit", row.n)
        match = _SUBJECT.fullmatch(row.subject)
        if row.action in _ACTIONS and match is not None:
            found.append(_told(connection, row, match[1], int(match[2])))
    return tuple(found)


_SHOWN = tuple(
    messages.c[each].label(f"mail_{each}") for each in ("key", "sender", "subject", "attack_types")
)


def _told(connection: Connection, row: Any, kind: str, number: int) -> Event:
    message: int | None = number
    detail: dict[str, Any] = {"actor": row.actor}
    if kind == "case":
        known = connection.execute(select(cases).where(cases.c.id == number)).first()
        message = known.message if known is not None else None
        detail |= {"case": number, "outcome": known.outcome if known is not None else None}
    mail = connection.execute(select(*_SHOWN).where(messages.c.id == message)).first()
    if mail is None:
        message = None
    return Event(
        f"audit:{row.n}", _ACTIONS[row.action], row.at, message, detail | (_mail(mail) if mail else {})
    )


def _mail(row: Any) -> dict[str, Any]:
    types = row.mail_attack_types.split()
    return {"key": row.mail_key, "from": row.mail_sender, "subject": row.mail_subject, "attack_types": types}


def _place(connection: Connection, name: str) -> int:
    known = connection.execute(select(progress.c.position).where(progress.c.name == name)).scalar()
    if known is not None:
        return int(known)
    column = verdicts.c.id if name.endswith(":verdicts") else audit.c.n
    newest = connection.execute(select(column).order_by(column.desc()).limit(1)).scalar() or 0
    connection.execute(insert(progress).values(name=name, position=newest))
    return int(newest)


def _move(connection: Connection, name: str, position: int) -> None:
    connection.execute(
        update(progress)
        .where(progress.c.name == name, progress.c.position < position)
        .values(position=position)
    )
