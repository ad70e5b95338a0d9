"""How much came, what it was, what people corrected, and what waits."""

from typing import Any

from litestar import Request

from unhook.console import figures
from unhook.console.charts import chart
from unhook.console.render import Page, page
from unhook.console.rights import Right
from unhook.console.routes import health
from unhook.console.routes.kinds import Served, shows


@shows("/dashboard", Right.READ)
def dashboard(request: Request[Any, Any, Any], console: Served) -> Page:
    """Charts, each with the same as a table."""
    now = console.now()
    with console.store.reading() as connection:
        found = figures.count(connection, now)
    days = figures.days(now)
    most = max((count for by_day in found.volume.values() for count in by_day.values()), default=0)
    return page(
        request,
        "dashboard.html",
        figures=found,
        days=[day.isoformat() for day in days],
        volume={
            level: chart(((day.isoformat(), by_day.get(day, 0)) for day in days), most)
            for level, by_day in found.volume.items()
        },
        corrected=chart((day.isoformat(), found.corrected.get(day, 0)) for day in days),
        missed=chart((day.isoformat(), found.missed.get(day, 0)) for day in days),
        health=health.figures(console),
    )


HANDLERS = (dashboard,)
