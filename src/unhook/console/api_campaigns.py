"""Campaigns and indicators for programs."""

from dataclasses import dataclass, field
from typing import Any

from litestar import Response, get, post
from litestar.params import FromQuery, JSONBody

from unhook import campaigns
from unhook.campaigns import Campaign
from unhook.console import export, indicators
from unhook.console.rights import Right
from unhook.console.routes.campaigns import Wanted, known, saved
from unhook.console.routes.kinds import Id, Served, Who, answers
from unhook.export.formats import Format
from unhook.store import query


@dataclass
class Spare:
    """Numbers (as text) of the messages that stay where they are."""

    spare: list[str] = field(default_factory=list)


@answers(get, "/campaigns", Right.READ)
def listed(
    console: Served, harmful: FromQuery[bool] = True, older: FromQuery[int | None] = None
) -> list[dict[str, Any]]:
    """Campaigns of two messages or more, the newest first; `older` goes on after the one of that number."""
    with console.store.reading() as connection:
        return [_plain(each) for each in campaigns.listed(connection, harmful=harmful, older=older)]


@answers(get, "/campaigns/{id_:int}", Right.READ)
def campaign(console: Served, id_: Id) -> dict[str, Any]:
    """One campaign with its days, senders, recipients and newest members."""
    with console.store.reading() as connection:
        found = known(connection, id_)
        return {
            **_plain(found),
            "days": {at.date().isoformat(): count for at, count in campaigns.timeline(connection, id_)},
            "senders": dict(campaigns.senders(connection, id_)),
            "recipients": dict(campaigns.recipients(connection, id_)),
            "messages": [export.plain(each) for each in campaigns.members(connection, id_).messages],
        }


@answers(get, "/campaigns/{id_:int}/copies", Right.READ)
def copies(console: Served, id_: Id) -> list[dict[str, Any]]:
    """Where the newest 500 copies are, and which a claw-back would reach (`delivered`); nothing is done."""
    with console.store.reading() as connection:
        known(connection, id_)
        return [
            {
                "message": str(each.message.id),
                "mailboxes": list(each.mailboxes),
                "state": each.state,
                "place": each.place,
                "accounts": list(each.accounts),
            }
            for each in campaigns.preview(connection, id_)
        ]


@answers(post, "/campaigns/{id_:int}/claw-back", Right.ACT, status_code=200)
def claw_back(console: Served, asker: Who, id_: Id, data: JSONBody[Spare]) -> dict[str, int]:
    """Order every delivered copy back from all watched mailboxes; how many deeds that are."""
    spare = Wanted(data.spare).spared()
    with console.store.writing() as connection:
        known(connection, id_)
        keys = campaigns.plan(
            connection, console.store.safe, id_, by=asker.user.name, at=console.now(), spare=spare
        )
    return {"deeds": len(keys)}


@answers(post, "/campaigns/{id_:int}/undo", Right.ACT, status_code=200)
def undo(console: Served, asker: Who, id_: Id) -> dict[str, int]:
    """Withdraw what nobody began with, and have put back what was taken; how many deeds that are."""
    with console.store.writing() as connection:
        known(connection, id_)
        return {"deeds": campaigns.undo(connection, id_, by=asker.user.name, at=console.now())}


@answers(get, "/campaigns/{id_:int}/indicators", Right.READ)
def of_campaign(console: Served, asker: Who, id_: Id, format: FromQuery[Format] = "jsonl") -> Response[bytes]:
    """A campaign's indicators, exact, in a format of other systems."""
    with console.store.reading() as connection:
        batch = indicators.of_campaign(
            connection, console.store, known(connection, id_), console.manner.organisation
        )
    detail = {"as": format, "count": len(batch.indicators)}
    return saved(console, asker, indicators.written(batch, format), f"campaign:{id_}", detail)


@answers(get, "/indicators", Right.READ)
def of_search(
    console: Served, asker: Who, q: FromQuery[str] = "", format: FromQuery[Format] = "jsonl"
) -> Response[bytes]:
    """The indicators of the newest 500 mails that a query finds."""
    wanted = query.parse(q, console.now())
    with console.store.reading() as connection:
        batch = indicators.of_search(connection, console.store, wanted, console.manner.organisation)
    detail = {"query": q, "as": format, "count": len(batch.indicators)}
    return saved(console, asker, indicators.written(batch, format), "messages", detail)


def _plain(found: Campaign) -> dict[str, Any]:
    return {
        "id": found.id,
        "key": found.key,
        "size": found.size,
        "first": found.first.isoformat(),
        "last": found.last.isoformat(),
        "subject": found.subject,
        "levels": dict(found.levels),
        "labels": dict(found.labels),
    }


HANDLERS = (listed, campaign, copies, claw_back, undo, of_campaign, of_search)
