"""What gave a mail away: real mails to learn from, one flag after another, and a quiz."""

from dataclasses import dataclass
from typing import Any

from litestar import Request, Response
from litestar.exceptions import NotFoundException
from litestar.params import FromQuery
from sqlalchemy import Connection

from unhook.console import mail
from unhook.console.console import Console
from unhook.console.lesson import Lesson, lesson
from unhook.console.render import Page, language, page
from unhook.console.rights import Right
from unhook.console.routes.kinds import Form, Id, Served, Who, does, number, shows, to
from unhook.console.routes.message import visible
from unhook.store import lessons, reading
from unhook.store.lessons import Chosen
from unhook.store.model import Summary

_SPREAD = 2_654_435_761
"""Knuth's multiplier: mails come in an order that says nothing about them."""


@dataclass
class Choose:
    """The form. `hidden`: words that are not shown, one a line."""

    hidden: str = ""


@shows("/learn", Right.CHECK)
def listed(request: Request[Any, Any, Any], console: Served) -> Page:
    """All mails to learn from."""
    with console.store.reading() as connection:
        found = [(each, _of(request, console, connection, each)) for each in lessons.listed(connection)]
    return page(request, "learn.html", lessons=[(each, made) for each, made in found if made])


@shows("/learn/quiz", Right.CHECK)
def quiz(request: Request[Any, Any, Any], console: Served, after: FromQuery[str] = "") -> Page:
    """The next mail without its marks: dangerous or not?"""
    last = number(after)
    with console.store.reading() as connection:
        order = sorted(lessons.listed(connection), key=lambda each: _place(each.message))
        rest = [each for each in order if last is None or _place(each.message) > _place(last)]
        made = ((each, _of(request, console, connection, each)) for each in rest)
        chosen, asked = next(((each, found) for each, found in made if found), (None, None))
    return page(request, "quiz.html", chosen=chosen, lesson=asked, begun=last is not None)


@shows("/learn/{id_:int}", Right.CHECK)
def one(
    request: Request[Any, Any, Any],
    console: Served,
    id_: Id,
    step: FromQuery[str] = "",
    answer: FromQuery[str] = "",
) -> Page:
    """A mail with flag number `step` marked; after an `answer`, with all of them."""
    with console.store.reading() as connection:
        chosen = lessons.get(connection, id_)
        made = _of(request, console, connection, chosen) if chosen else None
    if chosen is None or made is None:
        raise NotFoundException("there is no such lesson")
    steps = len(made.flags)
    at = min(max(number(step) or 1, 1), max(steps, 1))
    truth = "genuine" if chosen.label == "genuine" else "phish"
    return page(
        request,
        "lesson.html",
        chosen=chosen,
        lesson=made,
        truth=truth,
        step=at,
        shown=tuple(range(1, steps + 1)) if answer else (at,),
        right=answer == truth if answer in ("genuine", "phish") else None,
    )


@shows("/messages/{id_:int}/lesson", Right.ACT)
def preview(
    request: Request[Any, Any, Any],
    console: Served,
    asker: Who,
    id_: Id,
    hidden: FromQuery[str | None] = None,
) -> Page:
    """How a mail would be shown, to be read before it is."""
    with console.store.reading() as connection:
        found = visible(connection, asker, id_)
        known = lessons.get(connection, id_)
        if hidden is None:
            hidden = "\n".join(known.hidden) if known else ""
        made = _made(request, console, connection, found, tuple(hidden.splitlines()))
    if made is None:
        raise NotFoundException("the mail is not kept")
    return page(
        request,
        "choose.html",
        message=found,
        lesson=made,
        hidden=hidden,
        shown=tuple(range(1, len(made.flags) + 1)),
    )


@does("/messages/{id_:int}/lesson", Right.ACT)
def choose(console: Served, asker: Who, id_: Id, data: Form[Choose]) -> Response[Any]:
    """Show a mail to all."""
    with console.store.writing() as connection:
        visible(connection, asker, id_)
        lessons.make(connection, id_, data.hidden, by=asker.user.name, at=console.now())
    return to(f"/learn/{id_}", "chosen")


@does("/learn/{id_:int}/drop", Right.ACT)
def drop(console: Served, asker: Who, id_: Id) -> Response[Any]:
    """Show it no longer."""
    with console.store.writing() as connection:
        lessons.drop(connection, id_, by=asker.user.name, at=console.now())
    return to("/learn", "dropped")


def _of(
    request: Request[Any, Any, Any], console: Console, connection: Connection, chosen: Chosen
) -> Lesson | None:
    (found,) = reading.summaries(connection, (chosen.message,))
    return _made(request, console, connection, found, chosen.hidden)


def _made(
    request: Request[Any, Any, Any],
    console: Console,
    connection: Connection,
    found: Summary,
    hidden: tuple[str, ...],
) -> Lesson | None:
    """The lesson; `None` where the bytes of its mail are gone."""
    judged = mail.judged(console.store, connection, found)
    if judged is None:
        return None
    return lesson(
        judged,
        found,
        language(request),
        console.manner.organisation,
        hidden,
        harmful=found.label != "genuine",
    )


def _place(message: int) -> int:
    return message * _SPREAD % 2**32


HANDLERS = (listed, quiz, one, preview, choose, drop)
