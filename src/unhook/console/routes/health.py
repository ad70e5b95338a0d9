"""Whether all is well."""

from typing import Any

from litestar import Request
from sqlalchemy import Connection, func, select

from unhook.console.console import Console
from unhook.console.render import Page, page
from unhook.console.rights import Right
from unhook.console.routes.kinds import Served, shows
from unhook.store.schema import REVISION, actions, cases, messages, quarantine
from unhook.version import VERSION


@shows("/health", Right.READ)
def health(request: Request[Any, Any, Any], console: Served) -> Page:
    """Figures of the store."""
    return page(request, "health.html", figures=figures(console))


def figures(console: Console) -> dict[str, Any]:
    """What there is, by the name of its sentence."""
    with console.store.reading() as connection:
        oldest = connection.execute(
            select(func.min(actions.c.planned)).where(actions.c.state == "planned")
        ).scalar()
        return {
            "messages": _count(connection, messages.c.id),
            "cases": _count(connection, cases.c.id, cases.c.state == "open"),
            "held": _count(connection, quarantine.c.message, quarantine.c.state == "held"),
            "deeds": _count(connection, actions.c.id, actions.c.state == "planned"),
            "failed": _count(connection, actions.c.id, actions.c.state == "failed"),
            "oldest": oldest.isoformat(sep=" ", timespec="minutes") if oldest else "–",
            "tables": REVISION,
            "version": VERSION,
        }


def _count(connection: Connection, column: Any, *where: Any) -> int:
    return connection.execute(select(func.count(column)).where(*where)).scalar_one()


HANDLERS = (health,)
