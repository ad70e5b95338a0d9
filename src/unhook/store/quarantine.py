"""Quarantine: which messages are held, where, and how that ended. Each ends once, whoever asks how often."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Connection, select, update

from unhook.store import audit
from unhook.store.record import insert_new
from unhook.store.schema import quarantine

State = Literal["held", "releasing", "released", "deleted"]


@dataclass(frozen=True, slots=True)
class Held:
    """A message in quarantine. `place`: where its copy is: `store` (its raw bytes), `postfix:HOST:QUEUEID`,
    `imap:ACCOUNT:FOLDER:UIDVALIDITY:UID`, ... A release is first taken up (`releasing`), then done.
    """

    message: int
    state: State
    place: str
    reason: str | None
    held: datetime
    ended: datetime | None = None
    ended_by: str | None = None


def hold(
    connection: Connection, message: int, *, place: str, at: datetime, by: str, reason: str | None = None
) -> bool:
    """Hold a message; false where it is held already or was before: it is not taken in twice."""
    row = {"message": message, "state": "held", "place": place, "reason": reason, "held": at}
    if not insert_new(connection, quarantine, row):
        return False
    _note(connection, message, "hold", by=by, at=at, place=place, reason=reason)
    return True


def take_up(connection: Connection, message: int, *, by: str, at: datetime) -> Held | None:
    """Begin a release: for exactly one of all who ask it gives the message, for the others `None`."""
    held = _moved(connection, message, "held", {"state": "releasing", "ended": at, "ended_by": by})
    if held is not None:
        _note(connection, message, "release", by=by, at=at, place=held.place)
    return held


def done(connection: Connection, message: int, *, by: str, at: datetime) -> bool:
    """The release reached the inbox."""
    moved = _moved(connection, message, "releasing", {"state": "released", "ended": at, "ended_by": by})
    if moved is not None:
        _note(connection, message, "released", by=by, at=at)
    return moved is not None


def put_back(connection: Connection, message: int, *, by: str, at: datetime, error: str) -> bool:
    """The release failed: the message is held again."""
    values = {"state": "held", "ended": None, "ended_by": None}
    moved = _moved(connection, message, "releasing", values)
    if moved is not None:
        _note(connection, message, "release-failed", by=by, at=at, error=error)
    return moved is not None


def drop(connection: Connection, message: int, *, by: str, at: datetime) -> Held | None:
    """Delete a held message for good; `None` where it is not held."""
    held = _moved(connection, message, "held", {"state": "deleted", "ended": at, "ended_by": by})
    if held is not None:
        _note(connection, message, "delete", by=by, at=at, place=held.place)
    return held


def get(connection: Connection, message: int) -> Held | None:
    """What became of a message in quarantine; `None` where it never was there."""
    row = connection.execute(select(quarantine).where(quarantine.c.message == message)).first()
    return None if row is None else Held(**row._mapping)


def listed(
    connection: Connection, state: State = "held", *, before: int | None = None, limit: int = 100
) -> tuple[Held, ...]:
    """Messages in this state, the newest mail first; `before` goes on with older ones.

    What has long been `releasing` was interrupted: whoever releases asks the place whether it arrived.
    """
    query = select(quarantine).where(quarantine.c.state == state).order_by(quarantine.c.message.desc())
    if before is not None:
        query = query.where(quarantine.c.message < before)
    return tuple(Held(**row._mapping) for row in connection.execute(query.limit(limit)))


def _moved(connection: Connection, message: int, state: State, values: dict[str, Any]) -> Held | None:
    mine = (quarantine.c.message == message, quarantine.c.state == state)
    change = update(quarantine).where(*mine).values(**values).returning(*quarantine.c)
    row = connection.execute(change).first()
    return None if row is None else Held(**row._mapping)


def _note(connection: Connection, message: int, action: str, *, by: str, at: datetime, **detail: Any) -> None:
    audit.append(connection, actor=by, action=action, subject=f"message:{message}", at=at, detail=detail)
