"""Messages as they were recorded: the line in a list, the model, the raw bytes, the verdicts."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Row, and_, or_, select

from unhook.errors import StoreError
from unhook.store import detail, number
from unhook.store.model import Summary
from unhook.store.record import place, verdict_place
from unhook.store.schema import contents, messages, recipients, verdicts
from unhook.store.sealed import Safe
from unhook.verdict.model import Verdict

_SHOWN = tuple(
    messages.c[name]
    for name in (
        "id",
        "key",
        "direction",
        "sender",
        "sender_name",
        "subject",
        "message_id",
        "source",
        "mailbox",
        "level",
        "score",
        "attack_types",
        "label",
        "content",
    )
)
_LISTED = 1_000
"""How many messages' recipients are asked for at once."""


def summaries(connection: Connection, ids: Iterable[int]) -> tuple[Summary, ...]:
    """The messages of these numbers, in this order; those that are not there are left out."""
    wanted = list(ids)
    rows: dict[int, Row[Any]] = {}
    people: dict[int, list[str]] = {}
    for start in range(0, len(wanted), _LISTED):
        part = wanted[start : start + _LISTED]
        rows |= {row.id: row for row in connection.execute(select(*_SHOWN).where(messages.c.id.in_(part)))}
        named = select(recipients.c.message, recipients.c.address).where(recipients.c.message.in_(part))
        for row in connection.execute(named.order_by(recipients.c.kind.desc(), recipients.c.address)):
            people.setdefault(row.message, []).append(row.address)
    return tuple(_summary(rows[id_], people.get(id_, [])) for id_ in wanted if id_ in rows)


def find(connection: Connection, key: str) -> int | None:
    """The number of the message with this key."""
    return connection.execute(select(messages.c.id).where(messages.c.key == key)).scalar()


def by_content(connection: Connection, sha256: str) -> tuple[int, ...]:
    """The numbers of all messages of this content."""
    query = select(messages.c.id).where(messages.c.content == sha256).order_by(messages.c.id)
    return tuple(connection.execute(query).scalars())


def by_likeness(connection: Connection, id_: int) -> tuple[int, ...]:
    """The numbers of all messages with the Message-ID and the sender of this one, or with its content."""
    row = connection.execute(select(messages).where(messages.c.id == id_)).first()
    if row is None:
        return ()
    same = messages.c.content == row.content
    if row.message_id:
        alike = (messages.c.message_id == row.message_id, messages.c.sender == row.sender)
        same = or_(same, and_(*alike))
    query = select(messages.c.id).where(same).order_by(messages.c.id)
    return tuple(connection.execute(query).scalars())


def model(connection: Connection, safe: Safe, id_: int) -> dict[str, Any] | None:
    """The message model as JSON, `None` where it is kept no longer."""
    row = _content(connection, id_)
    if row.model is None:
        return None
    found: dict[str, Any] = safe.take_json(row.model, row.key, place(row.sha256, "model"))
    return found


def raw(connection: Connection, safe: Safe, id_: int) -> bytes | None:
    """The mail's bytes, `None` where the policy did not keep them or they are kept no longer."""
    row = _content(connection, id_)
    return None if row.raw is None else safe.take(row.raw, row.key, place(row.sha256, "raw"))


def envelope(connection: Connection, id_: int) -> tuple[str | None, tuple[str, ...]]:
    """(sender, recipients) as the envelope had them (RFC 5321)."""
    sender = connection.execute(select(messages.c.envelope_from).where(messages.c.id == id_)).scalar()
    mine = (recipients.c.message == id_, recipients.c.kind == "envelope")
    query = select(recipients.c.address).where(*mine).order_by(recipients.c.address)
    return sender, tuple(connection.execute(query).scalars())


def judgements(connection: Connection, safe: Safe, id_: int) -> tuple[Verdict, ...]:
    """All verdicts on a message, the newest first."""
    query = select(verdicts.c.detail, verdicts.c.key).where(verdicts.c.message == id_)
    return tuple(
        detail.read(safe.take_json(row.detail, row.key, verdict_place(id_)))
        for row in connection.execute(query.order_by(verdicts.c.id.desc()))
    )


def _content(connection: Connection, id_: int) -> Row[Any]:
    joined = messages.join(contents, contents.c.sha256 == messages.c.content)
    row = connection.execute(select(contents).select_from(joined).where(messages.c.id == id_)).first()
    if row is None:
        raise StoreError(f"there is no message {id_}", temporary=False)
    return row


def _summary(row: Row[Any], people: list[str]) -> Summary:
    values = dict(row._mapping)
    values["attack_types"] = tuple(row.attack_types.split())
    return Summary(date=number.date(row.id), recipients=tuple(dict.fromkeys(people)), **values)
