"""Who is signed in. The browser holds a random word; the store knows only its SHA-256."""

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert, select, update

from unhook.store import audit
from unhook.store.schema import sessions, users
from unhook.store.users import User

SEEN_EVERY = timedelta(seconds=60)
"""How exactly it is known when somebody was last seen: not each look at a page writes."""


def begin(connection: Connection, user: User, *, at: datetime, how: str) -> str:
    """A new session; what comes back is for the browser alone. `how` they signed in is noted."""
    secret = secrets.token_urlsafe(32)
    connection.execute(insert(sessions).values(hash=hashed(secret), owner=user.id, made=at, seen=at))
    audit.append(
        connection, actor=user.name, action="sign-in", subject=f"user:{user.id}", at=at, detail={"how": how}
    )
    return secret


def whose(
    connection: Connection, secret: str, *, at: datetime, idle: timedelta, absolute: timedelta
) -> tuple[User, bool] | None:
    """Whose session it is, and whether it is time to say `seen`; `None` where it is over, or never was."""
    query = select(users, sessions.c.made.label("begun"), sessions.c.seen).join(
        sessions, sessions.c.owner == users.c.id
    )
    row = connection.execute(query.where(sessions.c.hash == hashed(secret))).first()
    if row is None or row.disabled is not None or at - row.seen > idle or at - row.begun > absolute:
        return None
    values = dict(row._mapping)
    values.pop("begun")
    return User(**{k: v for k, v in values.items() if k != "seen"}), at - row.seen > SEEN_EVERY


def seen(connection: Connection, secret: str, *, at: datetime) -> None:
    """The session was used now."""
    connection.execute(update(sessions).where(sessions.c.hash == hashed(secret)).values(seen=at))


def end(connection: Connection, secret: str, user: User, *, at: datetime) -> None:
    """Sign out."""
    gone = delete(sessions).where(sessions.c.hash == hashed(secret)).returning(sessions.c.hash)
    if connection.execute(gone).first() is not None:
        audit.append(connection, actor=user.name, action="sign-out", subject=f"user:{user.id}", at=at)


def sweep(connection: Connection, *, before: datetime) -> None:
    """Forget sessions that began before a moment."""
    connection.execute(delete(sessions).where(sessions.c.made < before))


def hashed(secret: str) -> str:
    """By what a secret word is found: it is random and long, so that no salt is needed."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
