"""One mail: the page about it, the mail itself in a frame, and its source."""

from typing import Any

from litestar import MediaType, Request, Response
from litestar.exceptions import NotFoundException
from sqlalchemy import Connection

from unhook import campaigns
from unhook.catalogue import Catalogue
from unhook.console import acts, mail
from unhook.console.headers import FRAME_CSP
from unhook.console.mail import Shown
from unhook.console.release import by_recipient, owns
from unhook.console.render import Page, language, page
from unhook.console.rights import Asker, Right
from unhook.console.routes.kinds import Id, Served, Who, shows
from unhook.message.model import Message
from unhook.report import Judged
from unhook.report.wording import flags_count, level_name, percent, verdict_sentence
from unhook.store import blocks, reading
from unhook.store.model import LABELS, Summary

_GROUPS = ("avoid", "do", "verify", "tell")


def visible(connection: Connection, asker: Asker, id_: int) -> Summary:
    """The message, if it may be seen: whoever may not see it is told that there is none."""
    found = mail.summary(connection, id_)
    if found is None or not (asker.may(Right.READ) or owns(asker.user, found)):
        raise NotFoundException("there is no such mail")
    return found


@shows("/messages/{id_:int}", Right.READ_OWN)
def message(request: Request[Any, Any, Any], console: Served, asker: Who, id_: Id) -> Page:
    """The page about a mail."""
    with console.store.reading() as connection:
        seen = mail.shown(console.store, connection, visible(connection, asker, id_))
        campaign = campaigns.of(connection, id_)
        blocked = [each for each in blocks.in_force(connection) if each.sender == seen.summary.sender]
    found = seen.summary
    catalogue = language(request)
    everything = asker.may(Right.READ)
    return page(
        request,
        "message.html",
        message=found,
        **_said(seen, catalogue),
        framed=seen.judged is not None,
        held=seen.held,
        allowed=by_recipient(found),
        undoable=acts.undoable(seen.deeds),
        labels=LABELS,
        campaign=campaign,
        blocked=blocked[0] if blocked else None,
        cases=[each for each in seen.cases if everything or each.reporter == asker.user.box.lower()],
        deeds=seen.deeds,
        trail=seen.trail,
    )


@shows("/messages/{id_:int}/mail", Right.READ_OWN)
def framed(request: Request[Any, Any, Any], console: Served, asker: Who, id_: Id) -> Response[str]:
    """The marked mail for the frame, under a policy that lets nothing in it live."""
    with console.store.reading() as connection:
        seen = mail.judged(console.store, connection, visible(connection, asker, id_))
    if seen is None:
        raise NotFoundException("the mail is not kept")
    headers = {"Content-Security-Policy": FRAME_CSP, "X-Frame-Options": "SAMEORIGIN"}
    return Response(mail.framed(seen, language(request)), media_type=MediaType.HTML, headers=headers)


@shows("/messages/{id_:int}/raw", Right.READ)
def raw(console: Served, asker: Who, id_: Id) -> Response[bytes]:
    """The mail's bytes as a file, which no browser shows."""
    with console.store.reading() as connection:
        found = reading.raw(connection, console.store.safe, visible(connection, asker, id_).id)
    if found is None:
        raise NotFoundException("the mail is not kept")
    headers = {"Content-Disposition": f'attachment; filename="{id_}.eml"'}
    return Response(found, media_type="application/octet-stream", headers=headers)


def _said(seen: Shown, catalogue: Catalogue) -> dict[str, Any]:
    """Verdict and advice in words; of a mail whose bytes are gone, from its verdict alone."""
    judged, verdict = seen.judged, seen.verdict
    if verdict is None:
        return {"level": catalogue.text("list.unjudged"), "sentence": "", "chips": [], "advice": []}
    if judged is None:
        judged = Judged("", Message(), verdict)
    risk = [] if verdict.level == "incomplete" else [catalogue.text("label.score", percent=percent(judged))]
    kinds = [catalogue.text(f"attack.{name}") for name in verdict.attack_types]
    groups = [(name, getattr(verdict.advice, name)) for name in _GROUPS]
    return {
        "level": level_name(judged, catalogue),
        "sentence": verdict_sentence(judged, catalogue),
        "chips": [*risk, *kinds, flags_count(judged, catalogue)],
        "advice": [
            {
                "name": name,
                "heading": catalogue.text(f"heading.{name}"),
                "steps": [catalogue.text(f"advice.{key}") for key in keys],
            }
            for name, keys in groups
            if keys
        ],
    }


HANDLERS = (message, framed, raw)
