"""What people order to be done: each is a deed for whoever can do it, and the state that goes with it, in the
caller's transaction.

`claw-back` and `undo-claw-back` go to each watched account (`imap:ACCOUNT`), `mail` to `smtp`. Held mail
is let go and deleted by `release`.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, select

from unhook.store import deeds, likeness, number, points
from unhook.store.cases import Case
from unhook.store.reading import by_likeness, raw
from unhook.store.schema import messages
from unhook.store.sealed import Safe

SMTP = "smtp"
_AROUND = timedelta(days=2)
"""How far the days on which a mail's copies came may be from its own."""


def imap(account: str) -> str:
    """The target of deeds on a watched account."""
    return f"imap:{account}"


def copies(connection: Connection, message: int) -> tuple[int, ...]:
    """The messages in the store that are copies of this one, itself included: what a claw-back would reach,
    as far as mailboxes are known. The mailboxes themselves are asked when it is performed.
    """
    return by_likeness(connection, message)


def claw_back(connection: Connection, safe: Safe, message: int, *, by: str, at: datetime) -> tuple[str, ...]:
    """Take all copies of a message out of all watched mailboxes; the keys of the deeds, one an account."""
    sought = _sought(connection, safe, message)
    return tuple(
        _plan(connection, message, "claw-back", imap(account), sought, by=by, at=at)
        for account in points.accounts(connection)
    )


def undo_claw_back(connection: Connection, message: int, *, by: str, at: datetime) -> tuple[str, ...]:
    """Put back what was clawed back of a message; the keys of the deeds. Each claw-back is undone once."""
    planned = []
    for deed in deeds.of_message(connection, message):
        key = f"{deed.key}:undo"
        if deed.kind == "claw-back" and deed.state == "performed" and deeds.get(connection, key) is None:
            deeds.plan(
                connection,
                key,
                kind="undo-claw-back",
                target=deed.target,
                by=by,
                at=at,
                message=message,
                detail={"of": deed.key},
            )
            planned.append(key)
    return tuple(planned)


def tell_outcome(connection: Connection, case: Case, *, by: str, at: datetime) -> bool:
    """Mail a closed case's outcome to who reported it; false where that was ordered before.

    Only who reported by mail is told by mail: others see it where they reported.
    """
    if case.outcome is None or case.channel != "mail":
        return False
    return deeds.plan(
        connection,
        f"outcome:{case.id}",
        kind="mail",
        target=SMTP,
        by=by,
        at=at,
        message=case.message,
        detail={"to": case.reporter, "language": case.language, "case": case.id, "about": "outcome"},
    )


def _plan(
    connection: Connection,
    message: int,
    kind: str,
    target: str,
    detail: Mapping[str, Any],
    *,
    by: str,
    at: datetime,
) -> str:
    """Plan what may be ordered again after it was done or undone."""
    before = [
        deed for deed in deeds.of_message(connection, message) if deed.kind == kind and deed.target == target
    ]
    if before and before[-1].state == "planned":
        return before[-1].key
    key = f"{message}:{kind}:{target}:{len(before) + 1}"
    deeds.plan(connection, key, kind=kind, target=target, by=by, at=at, message=message, detail=detail)
    return key


def _sought(connection: Connection, safe: Safe, message: int) -> dict[str, Any]:
    bytes_ = raw(connection, safe, message)
    if bytes_ is not None:
        like = likeness.of(bytes_)
    else:
        row = connection.execute(
            select(messages.c.message_id, messages.c.sender).where(messages.c.id == message)
        ).one()
        like = likeness.Likeness(likeness.message_id(row.message_id or ""), row.sender or None)
    day = number.date(message)
    return {
        "message_id": like.message_id,
        "sender": like.sender,
        "body": like.body,
        "first": (day - _AROUND).date().isoformat(),
        "last": (day + _AROUND).date().isoformat(),
    }
