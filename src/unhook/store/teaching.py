"""What people say that a message is: shown beside its verdict, and weighed in its sender's history."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from unhook.errors import StoreError
from unhook.store import audit
from unhook.store.model import Label
from unhook.store.schema import contacts, messages, taught


def teach(
    connection: Connection, id_: int, label: Label | None, *, by: str, at: datetime, reason: str = ""
) -> None:
    """Say what a message is; `None` takes back what was said. It counts for mail that comes after `at`.

    Raises `StoreError` where there is no such message.
    """
    query = select(messages.c.key, messages.c.level, messages.c.label, messages.c.proof)
    message = connection.execute(query.where(messages.c.id == id_)).first()
    if message is None:
        raise StoreError(f"there is no message {id_}", temporary=False)
    if message.label == label:
        return
    connection.execute(update(messages).where(messages.c.id == id_).values(label=label))
    said = {"message": id_, "at": at, "level": message.level, "label": label, "proof": message.proof}
    rows = [{"party": party, "own": own, **said} for party, own in _sides(connection, id_)]
    connection.execute(delete(taught).where(taught.c.message == id_, taught.c.at == at))
    if rows:
        connection.execute(insert(taught), rows)
    audit.append(
        connection,
        actor=by,
        action="teach",
        subject=f"message:{id_}",
        at=at,
        detail={"label": label, "was": message.label, "level": message.level, "reason": reason},
    )


def _sides(connection: Connection, id_: int) -> Iterable[tuple[str, str]]:
    """Whose history the message is part of: nobody's for mail that was sent out or only reported."""
    query = select(contacts.c.party, contacts.c.own).where(contacts.c.message == id_)
    found = connection.execute(query.where(contacts.c.outbound == 0))
    return [(row.party, row.own) for row in found]
