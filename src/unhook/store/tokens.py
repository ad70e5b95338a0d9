"""What programs sign in with: shown once, kept as a hash, with scopes and an end."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from unhook.errors import StoreError
from unhook.store import audit
from unhook.store.schema import tokens, users
from unhook.store.sessions import hashed
from unhook.store.users import User

PREFIX = "unhook_"
"""By which scanners for leaked secrets, and people, know a token."""
NAME_CHARS = 100


@dataclass(frozen=True, slots=True)
class Token:
    """A token of a user; it may do what both its `scopes` and its owner's role allow."""

    id: int
    owner: int
    owner_name: str
    name: str
    scopes: frozenset[str]
    made: datetime
    expires: datetime
    revoked: datetime | None


def make(
    connection: Connection,
    owner: User,
    name: str,
    scopes: Collection[str],
    *,
    by: str,
    at: datetime,
    expires: datetime,
) -> str:
    """Make a token; what comes back is never shown again. Raises `StoreError` without a name, a scope or an
    end in the future.
    """
    name = " ".join(name.split())[:NAME_CHARS]
    if not name or not scopes or expires <= at:
        raise StoreError("a token needs a name, a scope and an end in the future", temporary=False)
    secret = PREFIX + secrets.token_urlsafe(32)
    row = {
        "hash": hashed(secret),
        "owner": owner.id,
        "name": name,
        "scopes": " ".join(sorted(scopes)),
        "made": at,
        "expires": expires,
    }
    id_ = connection.execute(insert(tokens).values(**row).returning(tokens.c.id)).scalar_one()
    detail = {"owner": owner.name, "name": name, "scopes": sorted(scopes), "expires": expires.isoformat()}
    audit.append(connection, actor=by, action="make-token", subject=f"token:{id_}", at=at, detail=detail)
    return secret


def whose(connection: Connection, secret: str, *, at: datetime) -> tuple[User, frozenset[str]] | None:
    """Whose token it is and its scopes; `None` where it is over, revoked or unknown."""
    query = select(users, tokens.c.scopes).join(tokens, tokens.c.owner == users.c.id)
    query = query.where(tokens.c.hash == hashed(secret), tokens.c.revoked.is_(None), tokens.c.expires > at)
    row = connection.execute(query.where(users.c.disabled.is_(None))).first()
    if row is None:
        return None
    values = dict(row._mapping)
    scopes = frozenset(values.pop("scopes").split())
    return User(**values), scopes


def revoke(connection: Connection, id_: int, *, by: str, at: datetime, owner: int | None = None) -> bool:
    """End a token (of this owner, where one is named); false where it had ended or there is none."""
    change = update(tokens).where(tokens.c.id == id_, tokens.c.revoked.is_(None)).values(revoked=at)
    if owner is not None:
        change = change.where(tokens.c.owner == owner)
    if connection.execute(change.returning(tokens.c.id)).first() is None:
        return False
    audit.append(connection, actor=by, action="revoke-token", subject=f"token:{id_}", at=at)
    return True


def listed(connection: Connection, owner: int | None = None) -> tuple[Token, ...]:
    """All tokens, or one user's, the newest first."""
    columns = [column for column in tokens.c if column.name != "hash"]
    query = select(*columns, users.c.name.label("owner_name")).join(users, tokens.c.owner == users.c.id)
    if owner is not None:
        query = query.where(tokens.c.owner == owner)
    rows = connection.execute(query.order_by(tokens.c.id.desc()))
    return tuple(Token(**{**row._mapping, "scopes": frozenset(row.scopes.split())}) for row in rows)
