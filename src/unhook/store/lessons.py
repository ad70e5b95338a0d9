"""Mails that people may learn from: chosen by an analyst, among those that somebody said the truth about."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from unhook.errors import StoreError
from unhook.store import audit
from unhook.store.model import Label
from unhook.store.schema import lessons, messages

TRUTHS: tuple[Label, ...] = ("phish", "malware", "genuine")
"""Only of these is anything to be learnt."""
HIDDEN_CHARS = 2_000
MOST = 50
"""At most so many are shown, the newest: each is read anew from its bytes."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A mail to learn from, what it is, and words that are not shown."""

    message: int
    label: Label
    hidden: tuple[str, ...]
    made: datetime
    made_by: str


def make(connection: Connection, message: int, hidden: str, *, by: str, at: datetime) -> None:
    """Choose a mail, or choose anew what is hidden of it. Raises `StoreError` for one of which nobody said
    that it is phish, malware or genuine.
    """
    label = connection.execute(select(messages.c.label).where(messages.c.id == message)).scalar()
    if label not in TRUTHS:
        raise StoreError(f"say first what the mail is: {', '.join(TRUTHS)}", temporary=False)
    words = "\n".join(filter(None, (" ".join(line.split()) for line in hidden[:HIDDEN_CHARS].splitlines())))
    connection.execute(delete(lessons).where(lessons.c.message == message))
    connection.execute(insert(lessons).values(message=message, hidden=words, made=at, made_by=by))
    detail = {"label": label}
    audit.append(connection, actor=by, action="lesson", subject=f"message:{message}", at=at, detail=detail)


def drop(connection: Connection, message: int, *, by: str, at: datetime) -> bool:
    """Show a mail no longer; false where it was not shown."""
    gone = delete(lessons).where(lessons.c.message == message).returning(lessons.c.message)
    if connection.execute(gone).first() is None:
        return False
    audit.append(connection, actor=by, action="unlesson", subject=f"message:{message}", at=at)
    return True


def get(connection: Connection, message: int) -> Chosen | None:
    """The lesson of a mail, as long as it is still said to be what it was."""
    return next(iter(_read(connection, message)), None)


def listed(connection: Connection) -> tuple[Chosen, ...]:
    """The newest mail first."""
    return _read(connection)


def _read(connection: Connection, message: int | None = None) -> tuple[Chosen, ...]:
    query = select(lessons, messages.c.label).join(messages, messages.c.id == lessons.c.message)
    query = query.where(messages.c.label.in_(TRUTHS)).order_by(lessons.c.message.desc()).limit(MOST)
    if message is not None:
        query = query.where(lessons.c.message == message)
    return tuple(
        Chosen(row.message, row.label, tuple(row.hidden.splitlines()), row.made, row.made_by)
        for row in connection.execute(query)
    )
