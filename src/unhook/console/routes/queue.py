"""What waits for somebody: reports and held mail; and what of it is one's own."""

from collections.abc import Sequence
from typing import Any, Protocol, TypeVar

from litestar import Request
from litestar.params import FromQuery
from sqlalchemy import Connection

from unhook.console.release import by_recipient
from unhook.console.render import Page, page
from unhook.console.rights import Right
from unhook.console.routes.kinds import Served, Who, number, shows
from unhook.store import cases, quarantine, reading
from unhook.store.model import LABELS, Summary

SHOWN = 50


class _OfMessage(Protocol):
    @property
    def message(self) -> int: ...


E = TypeVar("E", bound=_OfMessage)


@shows("/queue", Right.READ)
def queue(
    request: Request[Any, Any, Any], console: Served, reports: FromQuery[str] = "", held: FromQuery[str] = ""
) -> Page:
    """All that waits, the newest first; `reports` and `held` go on with older ones."""
    with console.store.reading() as connection:
        opened = cases.listed(connection, before=number(reports), limit=SHOWN + 1)
        kept = quarantine.listed(connection, before=number(held), limit=SHOWN + 1)
        return page(
            request,
            "queue.html",
            reports=with_mail(connection, opened[:SHOWN]),
            held=with_mail(connection, kept[:SHOWN]),
            older_reports=opened[SHOWN - 1].id if len(opened) > SHOWN else None,
            older_held=kept[SHOWN - 1].message if len(kept) > SHOWN else None,
            labels=LABELS,
        )


@shows("/mine", Right.READ_OWN)
def mine(request: Request[Any, Any, Any], console: Served, asker: Who) -> Page:
    """Held mail to the asker, and what they reported."""
    user = asker.user
    with console.store.reading() as connection:
        kept = quarantine.listed(connection, to=user.address, limit=SHOWN) if user.address else ()
        told = cases.listed(connection, None, reporter=user.box, limit=SHOWN)
        return page(
            request,
            "mine.html",
            held=[(each, found, by_recipient(found)) for each, found in with_mail(connection, kept)],
            reports=with_mail(connection, told),
        )


def with_mail(connection: Connection, found: Sequence[E]) -> list[tuple[E, Summary]]:
    """Each with the line of its message."""
    lines = {each.id: each for each in reading.summaries(connection, {each.message for each in found})}
    return [(each, lines[each.message]) for each in found if each.message in lines]


HANDLERS = (queue, mine)
