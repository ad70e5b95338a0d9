"""Senders that people block: an address, or a domain with all below it. Anybody can write any sender, so that
a block is believed without proof: a forged sender that is blocked loses nothing.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from unhook.errors import StoreError
from unhook.store import audit
from unhook.store.parties import address
from unhook.store.schema import blocks


@dataclass(frozen=True, slots=True)
class Block:
    """A sender that is blocked until somebody revokes it."""

    id: int
    sender: str
    reason: str
    made: datetime
    made_by: str
    revoked: datetime | None = None


def make(connection: Connection, sender: str, *, reason: str, by: str, at: datetime) -> Block:
    """Block a sender; the one in force where there is. Raises `StoreError` without a sender or reason."""
    sender = address(sender).rstrip(".")
    if not sender or not reason.strip():
        raise StoreError("a block needs a sender and a reason", temporary=False)
    mine = (blocks.c.sender == sender, blocks.c.revoked.is_(None))
    known = connection.execute(select(blocks).where(*mine)).first()
    if known is not None:
        return Block(**known._mapping)
    row: dict[str, Any] = {"sender": sender, "reason": reason, "made": at, "made_by": by}
    id_ = connection.execute(insert(blocks).values(**row).returning(blocks.c.id)).scalar_one()
    detail = {"sender": sender, "reason": reason}
    audit.append(connection, actor=by, action="block", subject=f"block:{id_}", at=at, detail=detail)
    return Block(id=id_, **row)


def revoke(connection: Connection, id_: int, *, by: str, at: datetime) -> bool:
    """End a block; false where it has ended or there is none."""
    mine = (blocks.c.id == id_, blocks.c.revoked.is_(None))
    change = update(blocks).where(*mine).values(revoked=at).returning(blocks.c.id)
    if connection.execute(change).first() is None:
        return False
    audit.append(connection, actor=by, action="unblock", subject=f"block:{id_}", at=at)
    return True


def in_force(connection: Connection) -> tuple[Block, ...]:
    """All blocks, the newest first."""
    query = select(blocks).where(blocks.c.revoked.is_(None)).order_by(blocks.c.id.desc())
    return tuple(Block(**row._mapping) for row in connection.execute(query))
