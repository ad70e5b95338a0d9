"""What a dashboard counts: each query is a range of an index, or looks at no more than so many of the newest.

Counting by day reads index entries alone; lures, brands and rules are told of the newest `NEWEST` harmful
mails, corrections of as many that people labelled.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select

from unhook.brands import registry
from unhook.store import number
from unhook.store.schema import cases, findings, messages, quarantine
from unhook.verdict.model import Level

DAYS = 30
NEWEST = 2_000
WAITING = 10_000
"""At most so many that wait are asked for their age."""
SHOWN = 15
LEVELS: tuple[Level | None, ...] = ("malicious", "suspicious", "incomplete", "clean", None)
HARMFUL: tuple[Level, ...] = ("malicious", "suspicious")
AGES: Mapping[str, timedelta] = {
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
    "week": timedelta(days=7),
    "older": timedelta.max,
}
"""Up to how old what waits is, the last for all the rest."""
_BATCH = 500


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule by how many of the newest harmful mails it counted in, and in how many of the newest that people
    called genuine against the verdict.
    """

    id: str
    hits: int
    corrected: int


@dataclass(frozen=True, slots=True)
class Figures:
    """`volume`: mails of each day by level (`none` where nobody judged). `corrected`: by day, those called
    genuine although suspicious or worse; `missed`: those called phish or malware although clean. `harmful`:
    how many mails `lures`, `brands` and `rules` were taken from. `reports` and `held`: what waits, by age.
    """

    volume: Mapping[str, Mapping[date, int]]
    harmful: int
    lures: tuple[tuple[str, int], ...]
    brands: tuple[tuple[str, int], ...]
    rules: tuple[Rule, ...]
    corrected: Mapping[date, int]
    missed: Mapping[date, int]
    reports: Mapping[str, int]
    held: Mapping[str, int]


def count(connection: Connection, now: datetime) -> Figures:
    """All of it, of the last `DAYS` days with today (UTC)."""
    first = days(now)[0]
    harmful = [row for level in HARMFUL for row in _newest(connection, messages.c.level == level, first)]
    harmful = sorted(harmful, key=lambda row: -row.id)[:NEWEST]
    wrong = _labelled(connection, ("genuine",), HARMFUL, first)
    missed = _labelled(connection, ("phish", "malware"), ("clean",), first)
    hits = _rules(connection, [row.id for row in harmful])
    corrected = _rules(connection, [row.id for row in wrong])
    return Figures(
        volume={level or "none": _by_day(connection, level, now) for level in LEVELS},
        harmful=len(harmful),
        lures=_top(kind for row in harmful for kind in row.attack_types.split()),
        brands=_top(brand for row in harmful for brand in _claimed(row)),
        rules=tuple(
            Rule(id_, hits[id_], corrected[id_])
            for id_, _ in (Counter(hits) + Counter(corrected)).most_common(SHOWN)
        ),
        corrected=Counter(number.date(row.id).date() for row in wrong),
        missed=Counter(number.date(row.id).date() for row in missed),
        reports=_ages(connection, cases.c.opened, cases.c.state == "open", cases.c.id, now),
        held=_ages(connection, quarantine.c.held, quarantine.c.state == "held", quarantine.c.message, now),
    )


def days(now: datetime) -> tuple[date, ...]:
    """The days that are counted, the oldest first."""
    today = now.astimezone(UTC).date()
    return tuple(today - timedelta(days=DAYS - 1 - each) for each in range(DAYS))


def _by_day(connection: Connection, level: Level | None, now: datetime) -> dict[date, int]:
    """A range of the index on level and number for each day."""
    wanted = days(now)
    of_level = messages.c.level.is_(None) if level is None else messages.c.level == level
    ranges = (
        select(func.count())
        .select_from(messages)
        .where(of_level, messages.c.id >= _first(day), messages.c.id < _first(day) + number.DAY)
        .scalar_subquery()
        for day in wanted
    )
    return dict(zip(wanted, connection.execute(select(*ranges)).one(), strict=True))


def _newest(connection: Connection, holds: ColumnElement[bool], first: date) -> Sequence[Any]:
    columns = (messages.c.id, messages.c.level, messages.c.label, messages.c.attack_types)
    query = select(*columns, messages.c.sender_name, messages.c.subject).where(
        holds, messages.c.id >= _first(first)
    )
    return connection.execute(query.order_by(messages.c.id.desc()).limit(NEWEST)).all()


def _labelled(connection: Connection, labels: Iterable[str], levels: Iterable[str], first: date) -> list[Any]:
    found = (row for label in labels for row in _newest(connection, messages.c.label == label, first))
    wanted = frozenset(levels)
    return [row for row in found if row.level in wanted]


def _rules(connection: Connection, ids: Sequence[int]) -> Counter[str]:
    hits: Counter[str] = Counter()
    for start in range(0, len(ids), _BATCH):
        mine = (findings.c.message.in_(ids[start : start + _BATCH]), findings.c.contribution > 0)
        query = select(findings.c.rule, func.count().label("many")).where(*mine).group_by(findings.c.rule)
        hits.update({row.rule: row.many for row in connection.execute(query)})
    return hits


def _claimed(row: Any) -> set[str]:
    """Brands that the sender's name or the subject claims."""
    text = f"{row.sender_name or ''} | {row.subject}"[:300]
    named = (match.what for match in registry.load().claimed_in(text))
    return {brand.name for brand in named if brand.kind != "generic"}


def _ages(
    connection: Connection,
    since: ColumnElement[datetime],
    waits: ColumnElement[bool],
    order: ColumnElement[int],
    now: datetime,
) -> dict[str, int]:
    found: Counter[str] = Counter()
    query = select(since).where(waits).order_by(order).limit(WAITING)
    for at in connection.execute(query).scalars():
        found[next(name for name, most in AGES.items() if now - at <= most)] += 1
    return {name: found[name] for name in AGES}


def _top(names: Iterable[str]) -> tuple[tuple[str, int], ...]:
    return tuple(Counter(names).most_common(SHOWN))


def _first(day: date) -> int:
    return number.first(datetime(day.year, day.month, day.day, tzinfo=UTC))
