"""What people do to mail: each in the caller's transaction, with the name of who did it."""

from datetime import datetime

from sqlalchemy import Connection

from unhook.errors import StoreError
from unhook.store import blocks, cases, deeds, orders, quarantine, teaching
from unhook.store.blocks import Block
from unhook.store.cases import Case
from unhook.store.model import LABELS, Label, Summary
from unhook.store.users import User

_UNDOABLE = ("release", "delete")
REQUEST = "release-request"
"""The channel of a case in which a recipient asks for a held mail."""


def release(connection: Connection, summary: Summary, *, by: str, at: datetime) -> bool:
    """Have a held mail delivered; false where it is not held: of several who ask at once, one releases it."""
    return orders.release(connection, summary.id, by=by, at=at)


def remove(connection: Connection, summary: Summary, *, by: str, at: datetime) -> bool:
    """Delete a held mail; false where it is not held."""
    return orders.delete(connection, summary.id, by=by, at=at)


def undo(connection: Connection, summary: Summary, *, by: str, at: datetime) -> bool:
    """Take back a release or deletion that nobody has begun with; false where there is none such."""
    for deed in reversed(deeds.of_message(connection, summary.id)):
        if deed.kind in _UNDOABLE and deeds.withdrawn(connection, deed.key, by=by, at=at):
            if deed.kind == "delete":
                return quarantine.restore(connection, summary.id, by=by, at=at)
            return quarantine.put_back(connection, summary.id, by=by, at=at, error="withdrawn")
    return False


def undoable(found: tuple[deeds.Deed, ...]) -> str | None:
    """What `undo` would take back: `release`, `delete` or nothing."""
    open_ = [each.kind for each in found if each.state == "planned" and not each.attempts]
    return next((kind for kind in reversed(open_) if kind in _UNDOABLE), None)


def report(
    connection: Connection,
    summary: Summary,
    user: User,
    *,
    at: datetime,
    note: str = "",
    channel: str = "console",
) -> Case:
    """Open a case about a mail in a person's name; the open one where they reported it before."""
    return cases.open_(
        connection,
        summary.id,
        reporter=user.box,
        channel=channel,
        at=at,
        note=note.strip()[:2_000] or None,
        language=user.language,
    )


def teach(
    connection: Connection, summary: Summary, label: Label | None, *, by: str, at: datetime, reason: str = ""
) -> None:
    """Say what a mail is, or take that back."""
    if label is not None and label not in LABELS:
        raise StoreError(f"a mail is one of: {', '.join(LABELS)}", temporary=False)
    teaching.teach(connection, summary.id, label, by=by, at=at, reason=reason[:2_000])


def block(connection: Connection, summary: Summary, *, by: str, at: datetime) -> Block:
    """Block the sender of a mail."""
    return blocks.make(connection, summary.sender, reason=f"message {summary.id}", by=by, at=at)


def close(connection: Connection, id_: int, outcome: Label, *, by: str, at: datetime) -> Case:
    """Close a case with what the mail is, teach that, and have whoever reported it by mail told.

    Raises `StoreError` where it is not open: of several who close it at once, one does.
    """
    if outcome not in LABELS:
        raise StoreError(f"an outcome is one of: {', '.join(LABELS)}", temporary=False)
    case = cases.close(connection, id_, outcome, by=by, at=at)
    teaching.teach(connection, case.message, outcome, by=by, at=at, reason=f"case {id_}")
    orders.tell_outcome(connection, case, by=by, at=at)
    return case
