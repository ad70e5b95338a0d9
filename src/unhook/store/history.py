"""What passed between a party outside and the organisation, or one of its people, before a moment.

Nothing dated at the moment or later is looked at, nor what people said of a mail only afterwards: so a mail
of last year is judged by what was known last year.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, bindparam, func, literal_column, select

from unhook.limits import STORE
from unhook.store import number
from unhook.store.parties import EVERYBODY
from unhook.store.schema import contacts, messages, taught
from unhook.store.types import Number, Word

RECENT_DAYS = 90
"""How far back mail counts for how common a sender is."""
_Conditions = tuple[ColumnElement[bool], ...]
_NONE: ColumnElement[int] = literal_column("0")
"""Written out: an index of rows that have some is not used for a parameter."""
_ENOUGH = 1_000
"""Counting stops here: more makes no difference to any answer."""


@dataclass(frozen=True, slots=True)
class Past:
    """`recent`: mails of the last `RECENT_DAYS`. `benign`, `harmful`: by verdict, as people corrected it;
    `false_positives`: how many they did correct. `failed`: mails that failed the sender's own check (DMARC),
    which count nowhere else. Counts stop at 1,000. `reach`: how long the history of anybody goes back, from
    the beginning of its first day.
    """

    first_inbound: datetime | None = None
    last_inbound: datetime | None = None
    first_outbound: datetime | None = None
    last_outbound: datetime | None = None
    recent: int = 0
    benign: int = 0
    harmful: int = 0
    false_positives: int = 0
    failed: int = 0
    reach: timedelta = timedelta()


def past(
    connection: Connection,
    party: str,
    before: datetime,
    own: str = EVERYBODY,
    *,
    proven: bool = False,
    without: Collection[int] = (),
) -> Past:
    """The past of a `party`, an address or `@domain` (`parties`), with `own`.

    `proven`: only mail whose sender was proven (DMARC passed) can have been harmful, since anybody can write
    a known name into From. `without`: messages that do not count, by number.
    """
    asked = {
        "party": party,
        "own": own,
        "start": number.first(before - timedelta(days=RECENT_DAYS)),
        "end": number.first(before),
        "without": list(without),
    }
    row = connection.execute(_past(proven), asked).one()
    first_in, last_in, first_out, last_out = (None if n is None else number.date(n) for n in row[:4])
    recent, benign, bad, failed = (int(each or 0) for each in row[4:8])
    fixed = _corrections(connection, party, own, before, without)
    bad += fixed.to_harmful - (fixed.proven_false if proven else fixed.false)
    benign += fixed.to_benign - fixed.missed
    # By whole days: those before may have been folded into one row each.
    reach = before - number.date(row[8] - row[8] % number.DAY) if row[8] is not None else timedelta()
    return Past(
        first_in,
        last_in,
        first_out,
        last_out,
        recent,
        max(benign, 0),
        max(bad, 0),
        fixed.false_positives,
        failed,
        reach,
    )


def same_mail(connection: Connection, content: str, message_id: str | None, sender: str) -> tuple[int, ...]:
    """The numbers under which a mail is itself in the store: it must not speak for or against itself."""
    same: ColumnElement[bool] = messages.c.content == content
    if message_id:
        same |= (messages.c.message_id == message_id) & (messages.c.sender == sender)
    return tuple(connection.execute(select(messages.c.id).where(same).limit(STORE.people)).scalars())


def by_day(
    connection: Connection, party: str, before: datetime, own: str = EVERYBODY, days: int = RECENT_DAYS
) -> tuple[tuple[datetime, int, int], ...]:
    """(day, mails in, mails out) for each of the last days on which there were any, oldest first."""
    start, end = number.first(before - timedelta(days=days)), number.first(before)
    day = contacts.c.message - contacts.c.message % number.DAY
    query = (
        select(day, func.sum(contacts.c.inbound), func.sum(contacts.c.outbound))
        .where(contacts.c.party == party, contacts.c.own == own)
        .where(contacts.c.message >= start, contacts.c.message < end)
        .group_by(day)
        .order_by(day)
    )
    return tuple((number.date(row[0]), int(row[1]), int(row[2])) for row in connection.execute(query))


@dataclass(slots=True)
class _Fixed:
    """What corrections change: `false` harmful ones of which `proven_false` had a proven sender, `missed`
    benign ones.
    """

    false: int = 0
    proven_false: int = 0
    missed: int = 0
    to_harmful: int = 0
    to_benign: int = 0
    false_positives: int = 0


def _corrections(
    connection: Connection, party: str, own: str, before: datetime, without: Collection[int]
) -> _Fixed:
    query = (
        select(taught)
        .where(taught.c.party == party, taught.c.own == own)
        .where(taught.c.message < number.first(before), taught.c.at < before)
        .order_by(taught.c.at.desc())
        .limit(STORE.corrections)
    )
    newest: dict[int, Any] = {}
    for row in connection.execute(query):
        newest.setdefault(row.message, row)
    fixed = _Fixed()
    for row in newest.values():
        if row.message in without or row.label is None or row.proof == "failed":
            continue
        genuine = row.label == "genuine"
        fixed.to_benign += genuine and row.level != "clean"
        fixed.to_harmful += not genuine and row.level != "malicious"
        fixed.missed += not genuine and row.level == "clean"
        fixed.false += genuine and row.level == "malicious"
        fixed.proven_false += genuine and row.level == "malicious" and row.proof == "passed"
        fixed.false_positives += genuine and row.level in ("malicious", "suspicious")
    return fixed


@cache
def _past(proven: bool) -> Select[Any]:
    """The question, made once: that takes longer than the answer."""
    start, end = bindparam("start", type_=Number), bindparam("end", type_=Number)
    mine: _Conditions = (
        contacts.c.party == bindparam("party", type_=Word),
        contacts.c.own == bindparam("own", type_=Word),
        contacts.c.message < end,
        contacts.c.message.not_in(bindparam("without", expanding=True, type_=Number)),
    )
    harmful = contacts.c.proven_harmful if proven else contacts.c.harmful
    return select(
        _edge(mine, contacts.c.inbound, newest=False),
        _edge(mine, contacts.c.inbound, newest=True),
        _edge(mine, contacts.c.outbound, newest=False),
        _edge(mine, contacts.c.outbound, newest=True),
        _count((*mine, contacts.c.message >= start), contacts.c.inbound),
        _count(mine, contacts.c.benign),
        _count((*mine, contacts.c.harmful > _NONE), harmful),
        _count(mine, contacts.c.failed),
        select(func.min(contacts.c.message)).where(contacts.c.message < end).scalar_subquery(),
    )


def _edge(mine: _Conditions, column: ColumnElement[int], *, newest: bool) -> Any:
    """The number of the newest row that has some, or the beginning of the oldest."""
    order = contacts.c.message.desc() if newest else contacts.c.message
    found = contacts.c.message if newest else contacts.c.since
    return select(found).where(*mine, column > _NONE).order_by(order).limit(1).scalar_subquery()


def _count(mine: _Conditions, column: ColumnElement[int]) -> Any:
    some: Select[Any] = select(column.label("n")).where(*mine, column > _NONE)
    return select(func.sum(some.limit(_ENOUGH).subquery().c.n)).scalar_subquery()
