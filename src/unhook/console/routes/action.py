"""What people do about a mail: each a form of its own, each noted with their name."""

from dataclasses import dataclass
from typing import Any, cast

from litestar import Response
from litestar.exceptions import PermissionDeniedException

from unhook.console import acts
from unhook.console.release import by_recipient
from unhook.console.rights import Right
from unhook.console.routes.kinds import Form, Id, Served, Who, does, ours, to
from unhook.console.routes.message import visible
from unhook.store import blocks, cases
from unhook.store.model import Label


@dataclass
class Act:
    """What a form of any of these may carry."""

    next: str = ""
    note: str = ""
    label: str = ""
    outcome: str = ""

    def back(self, otherwise: str, said: str) -> Response[Any]:
        """To the page that the form stood on."""
        return to(ours(self.next, otherwise), said)


@does("/messages/{id_:int}/release", Right.READ_OWN)
def release(console: Served, asker: Who, id_: Id, data: Form[Act]) -> Response[Any]:
    """Release a held mail: an analyst any, its recipient what is harmless enough."""
    with console.store.writing() as connection:
        found = visible(connection, asker, id_)
        if not asker.may(Right.ACT) and by_recipient(found) != "release":
            raise PermissionDeniedException("this mail may only be asked for")
        done = acts.release(connection, found, by=asker.user.name, at=console.now())
    return data.back(f"/messages/{id_}", "released" if done else "not_held")


@does("/messages/{id_:int}/request", Right.READ_OWN)
def request_release(console: Served, asker: Who, id_: Id, data: Form[Act]) -> Response[Any]:
    """Ask an analyst for a held mail."""
    with console.store.writing() as connection:
        found = visible(connection, asker, id_)
        acts.report(connection, found, asker.user, at=console.now(), note=data.note, channel=acts.REQUEST)
    return data.back(f"/messages/{id_}", "requested")


@does("/messages/{id_:int}/report", Right.READ_OWN)
def report(console: Served, asker: Who, id_: Id, data: Form[Act]) -> Response[Any]:
    """Report a mail."""
    with console.store.writing() as connection:
        found = visible(connection, asker, id_)
        acts.report(connection, found, asker.user, at=console.now(), note=data.note)
    return data.back(f"/messages/{id_}", "reported")


@does("/messages/{id_:int}/teach", Right.ACT)
def teach(console: Served, asker: Who, id_: Id, data: Form[Act]) -> Response[Any]:
    """Say what a mail is; nothing takes that back."""
    label = cast(Label, data.label) if data.label else None
    with console.store.writing() as connection:
        found = visible(connection, asker, id_)
        acts.teach(connection, found, label, by=asker.user.name, at=console.now(), reason=data.note)
    return data.back(f"/messages/{id_}", "taught" if label else "untaught")


@does("/messages/{id_:int}/block", Right.ACT)
def block(console: Served, asker: Who, id_: Id, data: Form[Act]) -> Response[Any]:
    """Block the sender of a mail."""
    with console.store.writing() as connection:
        acts.block(connection, visible(connection, asker, id_), by=asker.user.name, at=console.now())
    return data.back(f"/messages/{id_}", "blocked")


@does("/blocks/{id_:int}/revoke", Right.ACT)
def unblock(console: Served, asker: Who, id_: Id, data: Form[Act]) -> Response[Any]:
    """Let a sender's mail through again."""
    with console.store.writing() as connection:
        blocks.revoke(connection, id_, by=asker.user.name, at=console.now())
    return data.back("/exceptions", "unblocked")


@does("/messages/{id_:int}/delete", Right.ACT)
def remove(console: Served, asker: Who, id_: Id, data: Form[Act]) -> Response[Any]:
    """Delete a held mail."""
    with console.store.writing() as connection:
        found = visible(connection, asker, id_)
        done = acts.remove(connection, found, by=asker.user.name, at=console.now())
    return data.back(f"/messages/{id_}", "deleted" if done else "not_held")


@does("/messages/{id_:int}/undo", Right.ACT)
def undo(console: Served, asker: Who, id_: Id, data: Form[Act]) -> Response[Any]:
    """Take back a release or deletion that nobody has begun with."""
    with console.store.writing() as connection:
        found = visible(connection, asker, id_)
        done = acts.undo(connection, found, by=asker.user.name, at=console.now())
    return data.back(f"/messages/{id_}", "undone" if done else "too_late")


@does("/cases/{id_:int}/close", Right.ACT)
def close(console: Served, asker: Who, id_: Id, data: Form[Act]) -> Response[Any]:
    """Close a report with what the mail is."""
    with console.store.writing() as connection:
        outcome = cast(Label, data.outcome)
        case = acts.close(connection, id_, outcome, by=asker.user.name, at=console.now())
    return data.back(f"/messages/{case.message}", "closed")


@does("/cases/{id_:int}/assign", Right.ACT)
def assign(console: Served, asker: Who, id_: Id, data: Form[Act]) -> Response[Any]:
    """Take a report for oneself."""
    with console.store.writing() as connection:
        case = cases.assign(connection, id_, asker.user.name, by=asker.user.name, at=console.now())
    return data.back(f"/messages/{case.message}", "assigned")


HANDLERS = (release, request_release, report, teach, block, unblock, remove, undo, close, assign)
