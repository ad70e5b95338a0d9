"""Retention: what was kept long enough goes, in small transactions beside those who write.

Raw bytes go first, then messages with all that was found in them, then who wrote to whom. Of a message that
is held in quarantine, or whose case is open, nothing goes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, delete, exists, func, insert, select, update

from unhook.errors import StoreError
from unhook.store import audit, joining, number
from unhook.store.schema import cases, contacts, contents, messages, quarantine, taught
from unhook.store.store import Store

BATCH = 500
QUIET = timedelta(days=30)
"""A clock that stands so far behind the newest record may have jumped: nothing goes by it."""
_COUNTS = ("inbound", "outbound", "benign", "harmful", "proven_harmful", "failed")


@dataclass(frozen=True, slots=True)
class Expired:
    """How many mails' raw bytes, messages, and rows of the history went (or became part of a day's)."""

    raws: int = 0
    messages: int = 0
    history: int = 0


def expire(store: Store, *, by: str, anyway: bool = False) -> Expired:
    """Let go of what `Keeping` says is kept no longer.

    Raises `StoreError` where nothing was recorded for `QUIET`, unless `anyway`: a clock that jumped ahead
    must not empty the store.
    """
    keeping, now = store.keeping, store.now()
    if not anyway:
        _plausible(store, now)
    raws = sum(_drop_raws(store, part) for part in _older(store, _cut(now, keeping.raw_days)))
    gone = sum(_drop_messages(store, part) for part in _older(store, _cut(now, keeping.message_days)))
    history = _drop_history(store, _cut(now, keeping.history_days)) + _fold(
        store, _cut(now, keeping.message_days)
    )
    found = Expired(raws, gone, history)
    if found != Expired():
        with store.writing() as connection:
            detail = {"raws": raws, "messages": gone, "history": history}
            audit.append(connection, actor=by, action="expire", subject="store", at=now, detail=detail)
    return found


def _plausible(store: Store, now: datetime) -> None:
    with store.reading() as connection:
        newest = connection.execute(select(func.max(messages.c.recorded))).scalar()
    if newest is not None and now - newest > QUIET:
        raise StoreError(
            f"nothing was recorded for {(now - newest).days} days; if the clock is right, say so (--anyway)",
            temporary=False,
        )


def _cut(now: datetime, days: int | None) -> int:
    """The first number that is kept."""
    return 0 if days is None else number.first(now - timedelta(days=days))


def _older(store: Store, cut: int) -> Iterator[Sequence[int]]:
    """The messages before the cut that nobody still works on, some at a time."""
    after = -1
    while True:
        with store.reading() as connection:
            query = select(messages.c.id).where(messages.c.id > after, messages.c.id < cut, ~_in_hand())
            found = connection.execute(query.order_by(messages.c.id).limit(BATCH)).scalars().all()
        if not found:
            return
        yield found
        after = found[-1]


def _in_hand() -> ColumnElement[bool]:
    held = exists().where(
        quarantine.c.message == messages.c.id, quarantine.c.state.in_(["held", "releasing"])
    )
    reported = exists().where(cases.c.message == messages.c.id, cases.c.state == "open")
    return held | reported


def _drop_raws(store: Store, ids: Sequence[int]) -> int:
    with store.writing() as connection:
        mine = select(messages.c.content).where(messages.c.id.in_(ids))
        needed = select(messages.c.content).where(
            messages.c.content.in_(mine), (messages.c.id > ids[-1]) | _in_hand()
        )
        change = update(contents).where(
            contents.c.sha256.in_(mine), contents.c.sha256.not_in(needed), contents.c.raw.is_not(None)
        )
        return len(connection.execute(change.values(raw=None).returning(contents.c.sha256)).all())


def _drop_messages(store: Store, ids: Sequence[int]) -> int:
    with store.writing() as connection:
        mine = connection.execute(select(messages.c.content).where(messages.c.id.in_(ids))).scalars().all()
        parting = joining.parting(connection, ids)
        gone = connection.execute(
            delete(messages).where(messages.c.id.in_(ids), ~_in_hand()).returning(messages.c.id)
        ).all()
        joining.parted(connection, parting)
        used = exists().where(messages.c.content == contents.c.sha256)
        connection.execute(delete(contents).where(contents.c.sha256.in_(mine), ~used))
        return len(gone)


def _drop_history(store: Store, cut: int) -> int:
    """A day at a time, as that is what an index leads to."""
    gone = 0
    for start, end in _days(store, cut):
        with store.writing() as connection:
            for table in (contacts, taught):
                going = delete(table).where(table.c.message >= start, table.c.message < end)
                gone += len(connection.execute(going.returning(table.c.message)).all())
    return gone


def _fold(store: Store, cut: int) -> int:
    """Make one row of each day's rows of two who wrote to each other."""
    folded = 0
    for start, end in _days(store, cut):
        with store.writing() as connection:
            folded += _fold_day(connection, start, end)
    return folded


def _fold_day(connection: Connection, start: int, end: int) -> int:
    pair = (contacts.c.party, contacts.c.own)
    day = (contacts.c.message >= start, contacts.c.message < end)
    query = (
        select(
            *pair,
            func.max(contacts.c.message).label("message"),
            func.min(contacts.c.since).label("since"),
            func.count().label("rows"),
            *(func.sum(contacts.c[name]).label(name) for name in _COUNTS),
        )
        .where(*day)
        .group_by(*pair)
        .having(func.count() > 1)
    )
    gone = 0
    for row in connection.execute(query).all():
        values = {
            name: int(value) for name, value in row._mapping.items() if name in ("message", "since", *_COUNTS)
        }
        connection.execute(
            delete(contacts).where(contacts.c.party == row.party, contacts.c.own == row.own, *day)
        )
        connection.execute(insert(contacts).values(party=row.party, own=row.own, **values))
        gone += row.rows - 1
    return gone


def _days(store: Store, cut: int) -> Iterator[tuple[int, int]]:
    """(first number, first of the next day) of each whole day before the cut that has history."""
    after = 0
    while True:
        with store.reading() as connection:
            query = select(func.min(contacts.c.message)).where(contacts.c.message >= after)
            found = connection.execute(query).scalar()
        if found is None:
            return
        start = found - found % number.DAY
        after = start + number.DAY
        if after > cut:
            return
        yield start, after
