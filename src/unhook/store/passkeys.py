"""Passkeys (W3C WebAuthn): the public half of what a person signs in with; the other never leaves them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, select, update

from unhook.errors import StoreError
from unhook.store import audit
from unhook.store.inserting import insert_new
from unhook.store.schema import passkeys
from unhook.store.users import User

NAME_CHARS = 100


@dataclass(frozen=True, slots=True)
class Passkey:
    """One of a user's. `credential` and `public` are base64url; `uses`: as its device counts them."""

    id: int
    credential: str
    owner: int
    name: str
    public: str
    uses: int
    made: datetime
    used: datetime | None


def add(
    connection: Connection, owner: User, name: str, *, credential: str, public: str, uses: int, at: datetime
) -> None:
    """Keep one. Raises `StoreError` without a name, or where it is kept already."""
    name = " ".join(name.split())[:NAME_CHARS]
    row = {
        "credential": credential,
        "owner": owner.id,
        "name": name,
        "public": public,
        "uses": uses,
        "made": at,
    }
    if not name or not insert_new(connection, passkeys, row):
        raise StoreError("a passkey needs a name, and is added once", temporary=False)
    audit.append(
        connection,
        actor=owner.name,
        action="add-passkey",
        subject=f"user:{owner.id}",
        at=at,
        detail={"name": name},
    )


def known(connection: Connection, credential: str) -> Passkey | None:
    """The one of a credential."""
    row = connection.execute(select(passkeys).where(passkeys.c.credential == credential)).first()
    return None if row is None else Passkey(**row._mapping)


def of(connection: Connection, owner: int) -> tuple[Passkey, ...]:
    """A user's, the oldest first."""
    rows = connection.execute(select(passkeys).where(passkeys.c.owner == owner).order_by(passkeys.c.id))
    return tuple(Passkey(**row._mapping) for row in rows)


def used(connection: Connection, passkey: Passkey, *, uses: int, at: datetime) -> None:
    """It signed its owner in."""
    connection.execute(update(passkeys).where(passkeys.c.id == passkey.id).values(uses=uses, used=at))


def drop(connection: Connection, id_: int, owner: int, *, by: str, at: datetime) -> bool:
    """Forget one of a user's; false where there is none such."""
    gone = delete(passkeys).where(passkeys.c.id == id_, passkeys.c.owner == owner).returning(passkeys.c.name)
    row = connection.execute(gone).first()
    if row is None:
        return False
    detail = {"name": row.name}
    audit.append(connection, actor=by, action="drop-passkey", subject=f"user:{owner}", at=at, detail=detail)
    return True
