"""Every copy of a campaign taken back out of mailboxes: seen first, then ordered."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import Connection, select

from unhook.campaigns import reading as campaigns
from unhook.store import audit, deeds, orders, points, quarantine
from unhook.store.model import Summary
from unhook.store.schema import actions, recipients
from unhook.store.sealed import Safe

State = Literal["delivered", "held", "ordered", "clawed-back"]
_ENDED: Mapping[str, State] = {"performed": "clawed-back", "planned": "ordered"}


@dataclass(frozen=True, slots=True)
class Copy:
    """A message of the campaign, and where it is as far as the store knows. `mailboxes`: whose it went to;
    `place`: of quarantine, where it is held; `accounts`: the watched ones that would be searched for it.
    """

    message: Summary
    mailboxes: tuple[str, ...]
    state: State
    place: str | None = None
    accounts: tuple[str, ...] = ()


def preview(
    connection: Connection, id_: int, *, older: int | None = None, limit: int = 500
) -> tuple[Copy, ...]:
    """What a claw-back would reach, the newest message first, without doing anything."""
    found = campaigns.members(connection, id_, older=older, limit=limit)
    accounts = tuple(points.accounts(connection))
    return tuple(_copy(connection, message, accounts) for message in found.messages)


def plan(
    connection: Connection,
    safe: Safe,
    id_: int,
    *,
    by: str,
    at: datetime,
    spare: Collection[int] = (),
) -> tuple[str, ...]:
    """Order all that was delivered to be taken back, but for the messages in `spare`; the keys of the deeds.

    What is held, ordered or taken back already is left as it is, so that asking twice orders once.
    """
    keys: list[str] = []
    older: int | None = None
    while True:
        found = campaigns.members(connection, id_, older=older, limit=500)
        accounts = tuple(points.accounts(connection))
        for message in found.messages:
            copy = _copy(connection, message, accounts)
            if copy.state == "delivered" and message.id not in spare:
                keys += orders.claw_back(connection, safe, message.id, by=by, at=at)
        older = found.older
        if older is None:
            break
    detail = {"deeds": len(keys), "spared": sorted(spare)}
    audit.append(connection, actor=by, action="claw-back", subject=f"campaign:{id_}", at=at, detail=detail)
    return tuple(keys)


def undo(connection: Connection, id_: int, *, by: str, at: datetime) -> int:
    """Undo a claw-back: what nobody has begun with is withdrawn, what was taken back is ordered to be put
    back. How many deeds that concerns.
    """
    changed = 0
    orders_ = select(actions.c.key, actions.c.message).where(
        actions.c.message.in_(campaigns.ids(id_)), actions.c.kind == "claw-back"
    )
    found = connection.execute(orders_.where(actions.c.state.in_(("planned", "performed")))).all()
    for key, _ in found:
        changed += deeds.withdrawn(connection, key, by=by, at=at)
    for message in {row.message for row in found}:
        changed += len(orders.undo_claw_back(connection, message, by=by, at=at))
    detail = {"deeds": changed}
    audit.append(
        connection, actor=by, action="undo-claw-back", subject=f"campaign:{id_}", at=at, detail=detail
    )
    return changed


def _copy(connection: Connection, message: Summary, accounts: tuple[str, ...]) -> Copy:
    held = quarantine.get(connection, message.id)
    if held is not None and held.state in ("held", "releasing"):
        return Copy(message, _mailboxes(connection, message), "held", held.place)
    ordered = [deed for deed in deeds.of_message(connection, message.id) if deed.kind == "claw-back"]
    state = _ENDED.get(ordered[-1].state, "delivered") if ordered else "delivered"
    searched = () if state == "clawed-back" else accounts
    return Copy(message, _mailboxes(connection, message), state, accounts=searched)


def _mailboxes(connection: Connection, message: Summary) -> tuple[str, ...]:
    """Whose mailbox it is known to be in: that which held it, else whom its envelope named."""
    if message.mailbox:
        return (message.mailbox,)
    query = select(recipients.c.address).where(
        recipients.c.message == message.id, recipients.c.kind == "envelope"
    )
    named = tuple(connection.execute(query.order_by(recipients.c.address)).scalars())
    return named or message.recipients
