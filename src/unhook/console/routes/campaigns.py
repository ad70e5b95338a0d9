"""Campaigns: the list, a page for each, every copy taken back, and indicators as files."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from litestar import Request, Response
from litestar.exceptions import NotFoundException
from litestar.params import FromQuery
from sqlalchemy import Connection

from unhook import campaigns
from unhook.campaigns import Campaign
from unhook.console import indicators
from unhook.console.charts import chart, days
from unhook.console.console import Console
from unhook.console.indicators import File
from unhook.console.render import Page, page
from unhook.console.rights import Asker, Right
from unhook.console.routes.kinds import Form, Id, Served, Who, does, number, shows, to
from unhook.console.routes.message import visible
from unhook.export.formats import FORMATS
from unhook.store import audit, points, query

SHOWN = 50
PEOPLE = 50
INDICATORS = 100


@dataclass
class Wanted:
    """The form of a claw-back. `spare`: the messages that stay, one or several."""

    spare: list[str] | str = ""

    def spared(self) -> frozenset[int]:
        """Their numbers."""
        given = [self.spare] if isinstance(self.spare, str) else self.spare
        return frozenset(found for each in given if (found := number(each)) is not None)


def known(connection: Connection, id_: int) -> Campaign:
    """The campaign. Raises `NotFoundException` where there is none."""
    found = campaigns.get(connection, id_)
    if found is None:
        raise NotFoundException("there is no such campaign")
    return found


@shows("/campaigns", Right.READ)
def listed(
    request: Request[Any, Any, Any],
    console: Served,
    older: FromQuery[str] = "",
    everything: FromQuery[str] = "",
) -> Page:
    """The newest first: the harmful ones, or `everything`."""
    with console.store.reading() as connection:
        found = campaigns.listed(connection, harmful=not everything, older=number(older), limit=SHOWN + 1)
    return page(
        request,
        "campaigns.html",
        campaigns=found[:SHOWN],
        older=found[SHOWN - 1].id if len(found) > SHOWN else None,
        everything=bool(everything),
    )


@shows("/campaigns/{id_:int}", Right.READ)
def campaign(request: Request[Any, Any, Any], console: Served, id_: Id, older: FromQuery[str] = "") -> Page:
    """What is known of one."""
    store = console.store
    with store.reading() as connection:
        found = known(connection, id_)
        members = campaigns.members(connection, id_, older=number(older), limit=SHOWN)
        by_day = {at.date(): count for at, count in campaigns.timeline(connection, id_)}
        told = campaigns.indicators(connection, store.safe, id_, console.manner.organisation)
        return page(
            request,
            "campaign.html",
            campaign=found,
            members=members.messages,
            older=members.older,
            timeline=chart(_line(by_day)),
            recipients=campaigns.recipients(connection, id_, PEOPLE),
            senders=campaigns.senders(connection, id_, PEOPLE),
            indicators=told[:INDICATORS],
            more=max(0, len(told) - INDICATORS),
            formats=FORMATS,
            trail=audit.entries(connection, f"campaign:{id_}", limit=20),
        )


@shows("/campaigns/{id_:int}/claw-back", Right.ACT)
def preview(request: Request[Any, Any, Any], console: Served, id_: Id) -> Page:
    """What a claw-back would reach, before it is confirmed."""
    with console.store.reading() as connection:
        found = known(connection, id_)
        copies = campaigns.preview(connection, id_)
        return page(
            request,
            "claw_back.html",
            campaign=found,
            copies=copies,
            states=Counter(copy.state for copy in copies),
            reached=len({box for copy in copies if copy.state == "delivered" for box in copy.mailboxes}),
            accounts=points.accounts(connection),
        )


@does("/campaigns/{id_:int}/claw-back", Right.ACT)
def claw_back(console: Served, asker: Who, id_: Id, data: Form[Wanted]) -> Response[Any]:
    """Order every delivered copy back, but for those that were spared."""
    with console.store.writing() as connection:
        known(connection, id_)
        keys = campaigns.plan(
            connection,
            console.store.safe,
            id_,
            by=asker.user.name,
            at=console.now(),
            spare=data.spared(),
        )
    return to(f"/campaigns/{id_}", "clawed_back" if keys else "nothing_to_claw_back")


@does("/campaigns/{id_:int}/undo", Right.ACT)
def undo(console: Served, asker: Who, id_: Id) -> Response[Any]:
    """Withdraw what nobody began with, and have put back what was taken."""
    with console.store.writing() as connection:
        known(connection, id_)
        done = campaigns.undo(connection, id_, by=asker.user.name, at=console.now())
    return to(f"/campaigns/{id_}", "undone" if done else "nothing_to_undo")


@shows("/campaigns/{id_:int}/indicators", Right.READ)
def of_campaign(console: Served, asker: Who, id_: Id, format: FromQuery[str] = "jsonl") -> Response[bytes]:
    """A campaign's indicators as a file."""
    with console.store.reading() as connection:
        batch = indicators.of_campaign(
            connection, console.store, known(connection, id_), console.manner.organisation
        )
    file = indicators.written(batch, format)
    return saved(console, asker, file, f"campaign:{id_}", {"as": format, "count": len(batch.indicators)})


@shows("/search/indicators", Right.READ)
def of_search(
    console: Served, asker: Who, q: FromQuery[str] = "", format: FromQuery[str] = "jsonl"
) -> Response[bytes]:
    """The indicators of what a search finds as a file."""
    wanted = query.parse(q, console.now())
    with console.store.reading() as connection:
        batch = indicators.of_search(connection, console.store, wanted, console.manner.organisation)
    file = indicators.written(batch, format)
    detail = {"query": q, "as": format, "count": len(batch.indicators)}
    return saved(console, asker, file, "messages", detail)


@shows("/messages/{id_:int}/abuse-report", Right.READ)
def abuse_report(console: Served, asker: Who, id_: Id) -> Response[bytes]:
    """A draft of an abuse report, for a mail program; nothing is sent."""
    with console.store.reading() as connection:
        found = visible(connection, asker, id_)
        file = indicators.draft(connection, console.store, found, console.manner.organisation)
    return saved(console, asker, file, f"message:{id_}", {"as": "arf"})


def saved(
    console: Console, asker: Asker, file: File, subject: str, detail: dict[str, Any]
) -> Response[bytes]:
    """The file as an answer. That it left the console is noted."""
    with console.store.writing() as connection:
        audit.append(
            connection,
            actor=asker.user.name,
            action="export",
            subject=subject,
            at=console.now(),
            detail=detail,
        )
    headers = {"Content-Disposition": f'attachment; filename="{file.name}"'}
    return Response(file.content, media_type=file.kind, headers=headers)


def _line(by_day: dict[date, int]) -> tuple[tuple[str, int], ...]:
    return days(by_day, min(by_day), max(by_day)) if by_day else ()


HANDLERS = (listed, campaign, preview, claw_back, undo, of_campaign, of_search, abuse_report)
