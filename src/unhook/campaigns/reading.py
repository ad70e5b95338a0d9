"""What is known of a campaign: how many, since when, judged how, to whom and from whom."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, Select, exists, func, or_, select

from unhook.limits import STORE
from unhook.store import number, reading
from unhook.store.schema import campaign_members, campaigns, messages
from unhook.store.schema import recipients as people
from unhook.store.search import Found

_HARMFUL_LEVELS = ("malicious", "suspicious")
_HARMFUL_LABELS = ("phish", "malware")
_SHIFT: Mapping[str, int] = {"hour": number.DAY // 24, "day": number.DAY}


@dataclass(frozen=True, slots=True)
class Campaign:
    """`key` names it in all stores, `id` in this one. `subject` is the newest message's, as the mail has it:
    defang and escape it. `levels`: how many messages have which verdict, `none` where nobody judged;
    `labels`: what people said of how many.
    """

    id: int
    key: str
    size: int
    first: datetime
    last: datetime
    subject: str
    levels: Mapping[str, int] = field(default_factory=dict)
    labels: Mapping[str, int] = field(default_factory=dict)


def listed(
    connection: Connection,
    *,
    harmful: bool = False,
    least: int = 2,
    older: int | None = None,
    limit: int = 50,
) -> tuple[Campaign, ...]:
    """Campaigns of so many messages at `least`, that with the newest message first; `older` goes on after the
    campaign with this number. `harmful`: only those of which a message is suspicious or worse, or was called
    phish or malware by a person.
    """
    query = select(campaigns.c.id).where(campaigns.c.size >= max(1, least))
    if least > 1:
        # Said once more as the index has it.
        query = query.where(campaigns.c.size > 1)
    if harmful:
        query = query.where(_harmful())
    if older is not None:
        last = select(campaigns.c.newest).where(campaigns.c.id == older).scalar_subquery()
        query = query.where(campaigns.c.newest < last)
    found = connection.execute(query.order_by(campaigns.c.newest.desc()).limit(_bounded(limit))).scalars()
    return _read(connection, list(found))


def get(connection: Connection, id_: int) -> Campaign | None:
    """A campaign by its number."""
    return next(iter(_read(connection, [id_])), None)


def by_key(connection: Connection, key: str) -> Campaign | None:
    """A campaign by its key, or the beginning of one where only one has it."""
    query = select(campaigns.c.id).where(campaigns.c.key >= key, campaigns.c.key < f"{key}g").limit(2)
    found = list(connection.execute(query).scalars())
    return get(connection, found[0]) if len(found) == 1 else None


def of(connection: Connection, message: int) -> Campaign | None:
    """The campaign of a message; `None` for what the organisation sent, and for what was recorded before
    there were campaigns.
    """
    query = select(campaign_members.c.campaign).where(campaign_members.c.message == message)
    found = connection.execute(query).scalar()
    return None if found is None else get(connection, found)


def members(connection: Connection, id_: int, *, older: int | None = None, limit: int = 50) -> Found:
    """Its messages, the newest first; `older` goes on with those before, as `search.search` does."""
    query = ids(id_).order_by(campaign_members.c.message.desc())
    if older is not None:
        query = query.where(campaign_members.c.message < older)
    limit = _bounded(limit)
    found = list(connection.execute(query.limit(limit + 1)).scalars())
    shown = found[:limit]
    return Found(reading.summaries(connection, shown), shown[-1] if len(found) > limit else None)


def timeline(
    connection: Connection, id_: int, step: Literal["hour", "day"] = "day"
) -> tuple[tuple[datetime, int], ...]:
    """How many messages came in each hour or day (UTC) in which any did, the oldest first."""
    # A message's number begins with its date, so a part of it is a part of the time.
    width = _SHIFT[step]
    start = (campaign_members.c.message - campaign_members.c.message % width).label("start")
    query = select(start, func.count()).where(campaign_members.c.campaign == id_)
    rows = connection.execute(query.group_by(start).order_by(start)).all()
    return tuple((number.date(at), count) for at, count in rows)


def recipients(connection: Connection, id_: int, limit: int = 1_000) -> tuple[tuple[str, int], ...]:
    """Whom it was sent to, and how many messages; who got most first. Of a message whose envelope is known
    that counts, and not whom its header names.
    """
    inner = people.alias()
    enveloped = exists().where(inner.c.message == campaign_members.c.message, inner.c.kind == "envelope")
    count = func.count(campaign_members.c.message.distinct()).label("many")
    query = (
        select(people.c.address, count)
        .join(campaign_members, campaign_members.c.message == people.c.message)
        .where(campaign_members.c.campaign == id_, or_(people.c.kind == "envelope", ~enveloped))
        .group_by(people.c.address)
        .order_by(count.desc(), people.c.address)
        .limit(limit)
    )
    return tuple((row.address, row.many) for row in connection.execute(query))


def senders(connection: Connection, id_: int, limit: int = 1_000) -> tuple[tuple[str, int], ...]:
    """By the addresses that its messages name as theirs, in the same way."""
    count = func.count().label("many")
    query = (
        select(messages.c.sender, count)
        .join(campaign_members, campaign_members.c.message == messages.c.id)
        .where(campaign_members.c.campaign == id_)
        .group_by(messages.c.sender)
        .order_by(count.desc(), messages.c.sender)
        .limit(limit)
    )
    return tuple((row.sender, row.many) for row in connection.execute(query))


def ids(id_: int) -> Select[Any]:
    """The numbers of its messages, as a query."""
    return select(campaign_members.c.message).where(campaign_members.c.campaign == id_)


def _harmful() -> ColumnElement[bool]:
    member = (campaign_members.c.campaign == campaigns.c.id, campaign_members.c.message == messages.c.id)
    bad = or_(messages.c.level.in_(_HARMFUL_LEVELS), messages.c.label.in_(_HARMFUL_LABELS))
    return exists().where(*member, bad)


def _read(connection: Connection, wanted: list[int]) -> tuple[Campaign, ...]:
    rows = {row.id: row for row in connection.execute(select(campaigns).where(campaigns.c.id.in_(wanted)))}
    newest = [row.newest for row in rows.values()]
    subject_query = select(messages.c.id, messages.c.subject).where(messages.c.id.in_(newest))
    subjects = {row.id: row.subject for row in connection.execute(subject_query)}
    first = select(campaign_members.c.campaign, func.min(campaign_members.c.message).label("first"))
    first = first.where(campaign_members.c.campaign.in_(wanted)).group_by(campaign_members.c.campaign)
    oldest = {row.campaign: row.first for row in connection.execute(first)}
    levels = _by_campaign(connection, wanted, messages.c.level)
    labels = _by_campaign(connection, wanted, messages.c.label)
    return tuple(
        Campaign(
            id=id_,
            key=rows[id_].key,
            size=rows[id_].size,
            first=number.date(oldest.get(id_, rows[id_].newest)),
            last=number.date(rows[id_].newest),
            subject=subjects.get(rows[id_].newest, ""),
            levels={name or "none": many for name, many in levels.get(id_, {}).items()},
            labels={name: many for name, many in labels.get(id_, {}).items() if name},
        )
        for id_ in wanted
        if id_ in rows
    )


def _by_campaign(
    connection: Connection, wanted: Iterable[int], column: ColumnElement[Any]
) -> dict[int, dict[str | None, int]]:
    counted = select(campaign_members.c.campaign, column.label("value"), func.count().label("many"))
    query = counted.join(messages, messages.c.id == campaign_members.c.message)
    query = query.where(campaign_members.c.campaign.in_(list(wanted)))
    found: dict[int, dict[str | None, int]] = {}
    for row in connection.execute(query.group_by(campaign_members.c.campaign, column).order_by(column)):
        found.setdefault(row.campaign, {})[row.value] = row.many
    return found


def _bounded(limit: int) -> int:
    return max(1, min(limit, STORE.results))
