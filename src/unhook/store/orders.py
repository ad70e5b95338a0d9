"""What people order to be done: each is a deed for whoever can do it, and the state that goes with it, in the
caller's transaction.

`release` and `delete` go to where the mail is held (`imap:ACCOUNT`, `postfix:HOST`, `store`), `claw-back` and
`undo-claw-back` to each watched account (`imap:ACCOUNT`), `mail` to `smtp`.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, or_, select

from unhook.store import deeds, likeness, number, points, quarantine
from unhook.store.cases import Case
from unhook.store.deeds import Deed
from unhook.store.reading import by_likeness, raw
from unhook.store.schema import messages
from unhook.store.schema import quarantine as held_ones
from unhook.store.sealed import Safe

SMTP = "smtp"
_ALIKE = 20
"""How many mails with one Message-ID are looked at."""
_AROUND = timedelta(days=2)
"""How far the days on which a mail's copies came may be from its own."""


def imap(account: str) -> str:
    """The target of deeds on a watched account."""
    return f"imap:{account}"


def target(place: str) -> str:
    """Who can do something about what is at a place: `store`, `postfix:HOST`, `imap:ACCOUNT`."""
    return ":".join(place.split(":", 2)[:2])


def release(connection: Connection, message: int, *, by: str, at: datetime) -> bool:
    """Take a held message out of quarantine; false where it is not held: of all who ask one releases."""
    held = quarantine.take_up(connection, message, by=by, at=at)
    if held is None:
        return False
    _plan(connection, message, "release", target(held.place), {"place": held.place}, by=by, at=at)
    return True


def delete(connection: Connection, message: int, *, by: str, at: datetime) -> bool:
    """Delete a held message for good; false where it is not held."""
    held = quarantine.drop(connection, message, by=by, at=at)
    if held is None:
        return False
    _plan(connection, message, "delete", target(held.place), {"place": held.place}, by=by, at=at)
    return True


def settle(connection: Connection, deed: Deed, *, by: str, at: datetime) -> None:
    """A deed was done, and what was to be let go is released."""
    if deeds.performed(connection, deed.key, by=by, at=at) and deed.kind == "release" and deed.message:
        quarantine.done(connection, deed.message, by=by, at=at)


def fail(connection: Connection, deed: Deed, error: str, *, by: str, at: datetime, again: bool) -> None:
    """A deed was not done. Unless it is tried again, what was to be let go is held as before."""
    failed = deeds.failed(connection, deed.key, error, by=by, at=at, again=again)
    if failed and not again and deed.kind == "release" and deed.message:
        quarantine.put_back(connection, deed.message, by=by, at=at, error=error)


def let_go(connection: Connection, safe: Safe, mail: bytes) -> bool:
    """Whether these bytes are a mail that people let go or called genuine, as it came out of another place:
    with other fields above it, and the same sender, Message-ID and body.
    """
    like = likeness.of(mail)
    if like.message_id is None:
        return False
    known = messages.outerjoin(held_ones, held_ones.c.message == messages.c.id)
    freed = or_(held_ones.c.state.in_(("releasing", "released")), messages.c.label == "genuine")
    named = messages.c.message_id.in_((like.message_id, f"<{like.message_id}>"))
    query = select(messages.c.id).select_from(known).where(named, freed).limit(_ALIKE)
    kept = (raw(connection, safe, id_) for id_ in connection.execute(query).scalars())
    return any(each is not None and likeness.of(each).fits(like) for each in kept)


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
