"""Who may use the console. Users are disabled, never deleted: the audit trail names them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, get_args

from sqlalchemy import Connection, select, update

from unhook.errors import StoreError
from unhook.store import audit
from unhook.store.inserting import insert_new
from unhook.store.parties import address as lowered
from unhook.store.schema import sessions, users

Role = Literal["viewer", "analyst", "admin"]
ROLES: tuple[Role, ...] = get_args(Role)
NAME_CHARS = 100


@dataclass(frozen=True, slots=True)
class User:
    """A person. `address`: whose mail is theirs; `password`: its hash, `None` where there is none."""

    id: int
    name: str
    role: Role
    address: str | None
    password: str | None
    language: str | None
    made: datetime
    disabled: datetime | None = None

    @property
    def box(self) -> str:
        """In whose name mail is kept that this person shows to us: never an address that is not theirs."""
        return self.address or self.name.replace("@", " at ")


def add(
    connection: Connection,
    name: str,
    role: Role,
    *,
    by: str,
    at: datetime,
    address: str | None = None,
    password: str | None = None,
    language: str | None = None,
) -> User:
    """Add a user. Raises `StoreError` where the name is taken or unusable."""
    name = " ".join(name.split())
    if not name or len(name) > NAME_CHARS or role not in ROLES:
        raise StoreError(f"a user needs a name of up to {NAME_CHARS} characters and a role", temporary=False)
    row: dict[str, Any] = {
        "name": name,
        "role": role,
        "address": lowered(address) if address and address.strip() else None,
        "password": password,
        "language": language,
        "made": at,
    }
    if named(connection, name) is not None or not insert_new(connection, users, row):
        raise StoreError(f"there is a user {name!r} already", temporary=False)
    found = named(connection, name)
    assert found is not None
    _note(connection, found.id, "add-user", by=by, at=at, name=name, role=role, address=found.address)
    return found


def change(connection: Connection, id_: int, *, by: str, at: datetime, **values: Any) -> User:
    """Change `role`, `address`, `password` or `language`. A new password or role ends the user's sessions.

    Raises `StoreError` where there is no such user.
    """
    row = connection.execute(
        update(users).where(users.c.id == id_).values(**values).returning(*users.c)
    ).first()
    if row is None:
        raise StoreError(f"there is no user {id_}", temporary=False)
    if values.keys() & {"password", "role", "disabled"}:
        connection.execute(sessions.delete().where(sessions.c.owner == id_))
    told = {name: "changed" if name == "password" else value for name, value in values.items()}
    _note(connection, id_, "change-user", by=by, at=at, **told)
    return User(**row._mapping)


def disable(connection: Connection, id_: int, *, by: str, at: datetime) -> bool:
    """Shut a user out and end their sessions; false where that was done before."""
    mine = (users.c.id == id_, users.c.disabled.is_(None))
    done = connection.execute(update(users).where(*mine).values(disabled=at).returning(users.c.id)).first()
    connection.execute(sessions.delete().where(sessions.c.owner == id_))
    if done is not None:
        _note(connection, id_, "disable-user", by=by, at=at)
    return done is not None


def enable(connection: Connection, id_: int, *, by: str, at: datetime) -> bool:
    """Let a user in again; false where they were not shut out."""
    mine = (users.c.id == id_, users.c.disabled.is_not(None))
    done = connection.execute(update(users).where(*mine).values(disabled=None).returning(users.c.id)).first()
    if done is not None:
        _note(connection, id_, "enable-user", by=by, at=at)
    return done is not None


def named(connection: Connection, name: str) -> User | None:
    """The user of a name."""
    row = connection.execute(select(users).where(users.c.name == name)).first()
    return None if row is None else User(**row._mapping)


def get(connection: Connection, id_: int) -> User | None:
    """A user by their number."""
    row = connection.execute(select(users).where(users.c.id == id_)).first()
    return None if row is None else User(**row._mapping)


def listed(connection: Connection) -> tuple[User, ...]:
    """All users, by name."""
    return tuple(User(**row._mapping) for row in connection.execute(select(users).order_by(users.c.name)))


def _note(connection: Connection, id_: int, action: str, *, by: str, at: datetime, **detail: Any) -> None:
    told = {
        name: value.isoformat() if isinstance(value, datetime) else value for name, value in detail.items()
    }
    audit.append(connection, actor=by, action=action, subject=f"user:{id_}", at=at, detail=told)
