"""Exceptions that people make: for a sender, a domain, a recipient or a rule; with a reason and an end."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Connection, and_, insert, or_, select, update

from unhook.errors import StoreError
from unhook.links import domain
from unhook.store import audit
from unhook.store.parties import address
from unhook.store.schema import exceptions

Kind = Literal["sender", "domain", "recipient", "rule"]


@dataclass(frozen=True, slots=True)
class Exempt:
    """An exception in force from `made` to before `expires` (`None`: until it is revoked)."""

    id: int
    kind: Kind
    value: str
    reason: str
    made: datetime
    made_by: str
    expires: datetime | None
    revoked: datetime | None = None


def make(
    connection: Connection,
    kind: Kind,
    value: str,
    *,
    reason: str,
    by: str,
    at: datetime,
    expires: datetime | None,
) -> Exempt:
    """Make an exception. Raises `StoreError` without a reason or a value, or where it has ended already."""
    value = address(value).rstrip(".") if kind != "rule" else value.strip()
    if not reason.strip() or not value or (expires is not None and expires <= at):
        raise StoreError("an exception needs a value, a reason and an end in the future", temporary=False)
    row: dict[str, Any] = {
        "kind": kind,
        "value": value,
        "reason": reason,
        "made": at,
        "made_by": by,
        "expires": expires,
    }
    id_ = connection.execute(insert(exceptions).values(**row).returning(exceptions.c.id)).scalar_one()
    detail = {"kind": kind, "value": value, "reason": reason, "expires": expires and expires.isoformat()}
    audit.append(connection, actor=by, action="except", subject=f"exception:{id_}", at=at, detail=detail)
    return Exempt(id=id_, **row)


def revoke(connection: Connection, id_: int, *, by: str, at: datetime) -> bool:
    """End an exception now; false where it has ended or there is none."""
    mine = (exceptions.c.id == id_, exceptions.c.revoked.is_(None))
    change = update(exceptions).where(*mine).values(revoked=at).returning(exceptions.c.id)
    if connection.execute(change).first() is None:
        return False
    audit.append(connection, actor=by, action="revoke", subject=f"exception:{id_}", at=at)
    return True


def in_force(connection: Connection, at: datetime) -> tuple[Exempt, ...]:
    """All exceptions in force at a moment."""
    query = select(exceptions).where(_holds(at)).order_by(exceptions.c.id)
    return tuple(Exempt(**row._mapping) for row in connection.execute(query))


def matching(
    connection: Connection, *, sender: str, recipients: Collection[str], rules: Collection[str], at: datetime
) -> tuple[Exempt, ...]:
    """Those in force that speak of this sender (its address, its domain or one above), of one of these
    recipients or of one of these rules. Whether the sender is proven is the caller's to ask.
    """
    sender = address(sender)
    wanted: dict[str, Collection[str]] = {
        "sender": [sender],
        "domain": list(domain.suffixes(sender.rpartition("@")[2])),
        "recipient": [address(each) for each in recipients],
        "rule": list(rules),
    }
    speaks = or_(
        *(and_(exceptions.c.kind == kind, exceptions.c.value.in_(values)) for kind, values in wanted.items())
    )
    query = select(exceptions).where(_holds(at), speaks).order_by(exceptions.c.id)
    return tuple(Exempt(**row._mapping) for row in connection.execute(query))


def _holds(at: datetime) -> Any:
    ends = or_(exceptions.c.expires.is_(None), exceptions.c.expires > at)
    gone = or_(exceptions.c.revoked.is_(None), exceptions.c.revoked > at)
    return and_(exceptions.c.made <= at, ends, gone)
