"""Search over all messages, the newest first.

A term that few messages have is looked up in its index, and the other terms are asked of those few. Where
every term has many, messages are walked from the newest on until enough are found.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, select

from unhook.limits import STORE
from unhook.store import conditions, number, reading
from unhook.store.model import Summary
from unhook.store.query import Query, Term
from unhook.store.schema import messages

FEW = 2_000
"""Up to how many messages a term is looked up first."""


@dataclass(frozen=True, slots=True)
class Found:
    """One page of an answer; `older` goes on with the next one, `None` where there is none."""

    messages: tuple[Summary, ...]
    older: int | None = None


def search(connection: Connection, query: Query, *, older: int | None = None, limit: int = 50) -> Found:
    """The newest messages of which all terms hold; `older` is the page before's.

    Raises `InputError` for a value that no field can have.
    """
    limit = max(1, min(limit, STORE.results))
    wanted = ids(connection, query, older).limit(limit + 1)
    found = list(connection.execute(wanted).scalars())
    shown = found[:limit]
    return Found(reading.summaries(connection, shown), shown[-1] if len(found) > limit else None)


def ids(connection: Connection, query: Query, older: int | None = None) -> Select[Any]:
    """The numbers of the messages of which all terms hold, the newest first, as a query."""
    within = _within(query, older)
    holds = [conditions.holds(connection, term) for term in query.terms]
    rare = _rarest(connection, query, within)
    if rare is not None:
        holds.append(messages.c.id.in_(rare))
    else:
        holds.append(within(messages.c.id))
    return select(messages.c.id).where(*holds).order_by(messages.c.id.desc())


def _rarest(connection: Connection, query: Query, within: "_Within") -> Select[Any] | None:
    """The messages of the first term that only few have, the most exact fields first."""
    for term in sorted(query.terms, key=_exactness):
        found = None if term.negated else conditions.listed(connection, term, within)
        if found is None:
            continue
        some = found.limit(FEW + 1).subquery()
        if (connection.execute(select(func.count()).select_from(some)).scalar() or 0) <= FEW:
            return found
    return None


def _exactness(term: Term) -> int:
    return conditions.ORDER.index(term.field)


@dataclass(frozen=True, slots=True)
class _Within:
    """The numbers that the query's days and the page before leave."""

    first: int
    end: int

    def __call__(self, number_: ColumnElement[int]) -> ColumnElement[bool]:
        return (number_ >= self.first) & (number_ < self.end)


def _within(query: Query, older: int | None) -> _Within:
    first = number.first(query.after) if query.after else 0
    end = number.first(query.before) if query.before else number.HIGHEST
    return _Within(first, end if older is None else min(end, older))
