"""The audit trail, for admins."""

import json
from typing import Any

from litestar import Request
from litestar.params import FromQuery

from unhook.console.render import Page, page
from unhook.console.rights import Right
from unhook.console.routes.kinds import Served, number, shows
from unhook.store import audit

SHOWN = 100


@shows("/audit", Right.AUDIT)
def trail(
    request: Request[Any, Any, Any], console: Served, before: FromQuery[str] = "", check: FromQuery[str] = ""
) -> Page:
    """Who did what, the newest first; `before` goes on with older ones, `check` follows the whole chain."""
    with console.store.reading() as connection:
        found = audit.entries(connection, before=number(before), limit=SHOWN + 1)
        broken = (audit.broken(connection) or 0) if check else None
    shown = found[:SHOWN]
    return page(
        request,
        "audit.html",
        entries=[(entry, _place(entry.subject), _told(entry)) for entry in shown],
        older=shown[-1].n if len(found) > SHOWN else None,
        chain=broken,
    )


def _place(subject: str) -> str | None:
    kind, _, rest = subject.partition(":")
    return f"/messages/{rest}" if kind == "message" and rest.isascii() and rest.isdigit() else None


def _told(entry: audit.Entry) -> str:
    return json.dumps(dict(entry.detail), ensure_ascii=False) if entry.detail else ""


HANDLERS = (trail,)
