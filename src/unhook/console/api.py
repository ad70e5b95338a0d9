"""The same for programs: JSON below `/api/v1`, described at `/api/v1/schema/openapi.json`.

A program signs in with a token (`Authorization: Bearer ...`); each route names the right that it takes, and
everything said of the pages holds here too. Texts are as the mail has them: exact, neither escaped nor
defanged.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Literal, cast

from litestar import Request, Router, delete, get, post
from litestar.exceptions import NotFoundException, PermissionDeniedException
from litestar.params import FromQuery, JSONBody, Parameter

from unhook.console import acts, api_campaigns, export, mail
from unhook.console.console import Console
from unhook.console.release import by_recipient
from unhook.console.render import language
from unhook.console.rights import Asker, Right
from unhook.console.routes import exceptions, health
from unhook.console.routes.kinds import Id, Served, Who, answers, in_thread
from unhook.console.routes.message import visible
from unhook.console.routes.queue import SHOWN
from unhook.errors import InputError
from unhook.report import json as reports
from unhook.store import audit, cases, deeds, exempt, quarantine, query, reading, search
from unhook.store.model import Label

Page = Annotated[int, Parameter(ge=1, le=500)]
Older = Annotated[str | None, Parameter(pattern=r"^\d{1,19}$")]


@dataclass
class Act:
    """What to do. `teach` takes a `label` (none takes back), `report` and `request` a `note`."""

    action: Literal["release", "request", "report", "teach", "block", "delete", "undo"]
    label: Label | None = None
    note: str = ""


@dataclass
class Done:
    """Whether that changed anything: false where somebody was faster, or it is too late."""

    done: bool


@dataclass
class Outcome:
    """What the mail of a report is."""

    outcome: Label


@dataclass
class Except:
    """An exception; `until` is the last day on which it counts, as 2026-01-31."""

    kind: exempt.Kind
    value: str
    reason: str
    until: str


@post("/check", opt={"right": Right.CHECK}, status_code=200)
async def check(request: Request[Any, Any, Any], console: Served, asker: Who) -> dict[str, Any]:
    """Judge the mail that is the body (message/rfc822 or an Outlook file), keep it, tell what was found."""
    raw = await request.body()
    if not raw.strip():
        raise InputError("the body has to be a mail")
    found: dict[str, Any] = await in_thread(_checked)(request, console, asker, raw)
    return found


def _checked(request: Request[Any, Any, Any], console: Console, asker: Asker, raw: bytes) -> dict[str, Any]:
    return _told(request, console, asker, console.judging(raw, asker.user.box).id)


@answers(get, "/messages", Right.READ)
def messages(
    console: Served, q: FromQuery[str] = "", older: FromQuery[Older] = None, limit: FromQuery[Page] = SHOWN
) -> dict[str, Any]:
    """What a query finds, the newest first; `older` goes on with the next page."""
    wanted = query.parse(q, console.now())
    with console.store.reading() as connection:
        found = search.search(connection, wanted, older=int(older) if older else None, limit=limit)
    return {
        "messages": [export.plain(each) for each in found.messages],
        "older": None if found.older is None else str(found.older),
    }


@answers(get, "/messages/{id_:int}", Right.READ_OWN)
def message(request: Request[Any, Any, Any], console: Served, asker: Who, id_: Id) -> dict[str, Any]:
    """One message: its line, its report, and what was done about it."""
    return _told(request, console, asker, id_)


@answers(get, "/messages/{id_:int}/model", Right.READ)
def model(console: Served, asker: Who, id_: Id) -> dict[str, Any]:
    """The message model, as `unhook parse` prints it."""
    with console.store.reading() as connection:
        found = reading.model(connection, console.store.safe, visible(connection, asker, id_).id)
    if found is None:
        raise NotFoundException("the model is not kept")
    return found


@answers(post, "/messages/{id_:int}/actions", Right.READ_OWN, status_code=200)
def act(console: Served, asker: Who, id_: Id, data: JSONBody[Act]) -> Done:
    """Do something about a message. All but `report`, `request` and a recipient's `release` take `act`."""
    by, at = asker.user.name, console.now()
    with console.store.writing() as connection:
        found = visible(connection, asker, id_)
        own = data.action in ("report", "request") or (
            data.action == "release" and by_recipient(found) == "release"
        )
        if not own and not asker.may(Right.ACT):
            raise PermissionDeniedException("you may not do that")
        match data.action:
            case "release":
                return Done(acts.release(connection, found, by=by, at=at))
            case "delete":
                return Done(acts.remove(connection, found, by=by, at=at))
            case "undo":
                return Done(acts.undo(connection, found, by=by, at=at))
            case "teach":
                acts.teach(connection, found, data.label, by=by, at=at, reason=data.note)
            case "block":
                acts.block(connection, found, by=by, at=at)
            case "report" | "request":
                channel = acts.REQUEST if data.action == "request" else "console"
                acts.report(connection, found, asker.user, at=at, note=data.note, channel=channel)
    return Done(True)


@answers(get, "/cases", Right.READ)
def listed_cases(
    console: Served,
    status: FromQuery[cases.State] = "open",
    before: FromQuery[int | None] = None,
    limit: FromQuery[Page] = SHOWN,
) -> list[dict[str, Any]]:
    """Reports, the newest first; `before` goes on with older ones."""
    with console.store.reading() as connection:
        return [_plain(each) for each in cases.listed(connection, status, before=before, limit=limit)]


@answers(post, "/cases/{id_:int}/close", Right.ACT, status_code=200)
def close(console: Served, asker: Who, id_: Id, data: JSONBody[Outcome]) -> dict[str, Any]:
    """Close a report; whoever reported by mail is told."""
    with console.store.writing() as connection:
        return _plain(acts.close(connection, id_, data.outcome, by=asker.user.name, at=console.now()))


@answers(get, "/quarantine", Right.READ)
def held(
    console: Served,
    status: FromQuery[quarantine.State] = "held",
    before: FromQuery[Older] = None,
    limit: FromQuery[Page] = SHOWN,
) -> list[dict[str, Any]]:
    """Messages in quarantine, the newest mail first; `before` goes on with older ones."""
    last = int(before) if before else None
    with console.store.reading() as connection:
        return [_plain(each) for each in quarantine.listed(connection, status, before=last, limit=limit)]


@answers(get, "/exceptions", Right.READ)
def excepted(console: Served) -> list[dict[str, Any]]:
    """Exceptions in force."""
    with console.store.reading() as connection:
        return [_plain(each) for each in exempt.in_force(connection, console.now())]


@answers(post, "/exceptions", Right.ACT)
def make_exception(console: Served, asker: Who, data: JSONBody[Except]) -> dict[str, Any]:
    """Make an exception."""
    wanted = exceptions.Make(data.kind, data.value, data.reason, data.until)
    return _plain(exceptions.made(console, asker, wanted))


@answers(delete, "/exceptions/{id_:int}", Right.ACT, status_code=200)
def revoke_exception(console: Served, asker: Who, id_: Id) -> Done:
    """End an exception."""
    with console.store.writing() as connection:
        return Done(exempt.revoke(connection, id_, by=asker.user.name, at=console.now()))


@answers(get, "/audit", Right.AUDIT)
def trail(
    console: Served, before: FromQuery[int | None] = None, limit: FromQuery[Page] = 100
) -> list[dict[str, Any]]:
    """Who did what, the newest first; `before` goes on with older entries."""
    with console.store.reading() as connection:
        return [_plain(each) for each in audit.entries(connection, before=before, limit=limit)]


@answers(get, "/health", Right.READ)
def figures(console: Served) -> dict[str, Any]:
    """Figures of the store."""
    return health.figures(console)


def _told(request: Request[Any, Any, Any], console: Console, asker: Asker, id_: int) -> dict[str, Any]:
    with console.store.reading() as connection:
        seen = mail.shown(console.store, connection, visible(connection, asker, id_))
    everything = asker.may(Right.READ)
    return {
        **export.plain(seen.summary),
        "report": reports.as_dict(seen.judged, language(request)) if seen.judged else None,
        "quarantine": _plain(seen.held) if seen.held else None,
        "may_release": asker.may(Right.ACT) or by_recipient(seen.summary) == "release",
        "cases": [_plain(each) for each in seen.cases] if everything else [],
        "actions": [_plain(each) for each in seen.deeds] if everything else [],
    }


def _plain(value: cases.Case | quarantine.Held | exempt.Exempt | audit.Entry | deeds.Deed) -> dict[str, Any]:
    """A value as JSON has it: a message's number as text, since it is longer than JavaScript's numbers."""
    fields = {name: getattr(value, name) for name in cast(Any, value).__dataclass_fields__}
    return {
        name: str(each)
        if name == "message" and each is not None
        else each.isoformat()
        if isinstance(each, datetime)
        else each
        for name, each in fields.items()
    }


ROUTERS = (
    Router(
        "/api/v1",
        route_handlers=[
            check,
            messages,
            message,
            model,
            act,
            listed_cases,
            close,
            held,
            excepted,
            make_exception,
            revoke_exception,
            trail,
            figures,
            *api_campaigns.HANDLERS,
        ],
    ),
)
