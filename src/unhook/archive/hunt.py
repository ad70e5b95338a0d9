"""A hunt: one expression of the rule language asked of each stored mail."""

from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal

from unhook import message as messages
from unhook import mql
from unhook.context import Context
from unhook.feeds import installed
from unhook.message.mdm import plain
from unhook.message.model import Message
from unhook.mql.checker import Checked
from unhook.rules.defaults import library

State = Literal["hit", "miss", "open", "failed"]


@dataclass(frozen=True, slots=True)
class Place:
    """What made the expression true: a model path and the text there."""

    field: str
    snippet: str


@dataclass(frozen=True, slots=True)
class Found:
    """The answer about one mail.

    `hit`: the condition holds, or another expression has a `value` that is neither null nor
    empty nor 0. `open`: undecided for want of the facts in `missing`. `failed`: `error` says
    why. `date` is that of the mail (ISO 8601).
    """

    path: str
    state: State
    date: str = ""
    sender: str = ""
    subject: str = ""
    places: tuple[Place, ...] = ()
    value: Any = None
    missing: tuple[str, ...] = ()
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Hunt:
    """What to ask, in which context. Named lists are those of the installed feeds and the shipped ones."""

    source: str
    context: Context = field(default_factory=Context)

    def prepare(self) -> None:
        """Compile the expression. Raises `unhook.mql.DiagnosticError`; `RuleError` for a broken feed."""
        _program(self.source)
        installed.lists()

    @property
    def checked(self) -> Checked:
        """The expression, typed."""
        return _program(self.source).checked

    def look(self, path: str, raw: bytes) -> Found:
        """The answer about a mail's bytes."""
        message = messages.parse(raw, self.context)
        run = mql.Run(message, self.context, lists=installed.lists())
        program = _program(self.source)
        outcome = program.evaluate(run)
        if outcome.missing:
            return _found(path, "open", message, missing=tuple(sorted(outcome.missing)))
        if outcome.value:
            return _found(path, "hit", message, places=_places(program, run))
        # Neither true nor unavailable: null, false, or the value of an expression that is no condition.
        value = program.value(run)
        if value:
            return _found(path, "hit", message, value=plain(value))
        return _found(path, "miss", message)


@cache
def _program(source: str) -> mql.Program:
    return mql.compile(source, library(), name="hunt", query=True)


def _places(program: mql.Program, run: mql.Run) -> tuple[Place, ...]:
    limits = run.limits
    traces = program.trace(run)
    places = dict.fromkeys(Place(each.field, each.snippet[: limits.snippet_chars]) for each in traces)
    return tuple(places)[: limits.evidence_per_finding]


def _found(path: str, state: State, message: Message, **known: Any) -> Found:
    return Found(
        path,
        state,
        date=message.headers.date.isoformat() if message.headers.date else "",
        sender=message.sender.email.email,
        subject=message.subject.subject or "",
        **known,
    )
