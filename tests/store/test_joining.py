from datetime import timedelta

from sqlalchemy import Connection, func, select

from resemblance.mails import OTHER, lure, mail
from unhook.message.model import Message
from unhook.store import Delivery, Keeping, Store, retention
from unhook.store.schema import campaign_members, campaigns, exemplar_bands, exemplars

from .conftest import NOW, Opener


def _record(store: Store, message: Message, to: str = "jo@corp.example", days: int = 0) -> int:
    delivery = Delivery("milter", recipients=(to,), received=NOW - timedelta(days=days))
    return store.record(message, None, delivery).id


def _campaign(store: Store, message: int) -> int | None:
    with store.reading() as connection:
        query = select(campaign_members.c.campaign).where(campaign_members.c.message == message)
        return connection.execute(query).scalar()


def _count(connection: Connection, *tables: object) -> list[int]:
    return [connection.execute(select(func.count()).select_from(each)).scalar_one() for each in tables]  # type: ignore[arg-type]


def test_copies_join_and_others_found(store: Store) -> None:
    one, two = (_record(store, lure(n, host=f"h{n}.example.net")) for n in (1, 2))
    other = _record(store, mail(OTHER))
    assert _campaign(store, one) == _campaign(store, two) != _campaign(store, other)
    with store.reading() as connection:
        rows = connection.execute(select(campaigns).order_by(campaigns.c.id)).all()
    assert [(row.size, row.newest) for row in rows] == [(2, max(one, two)), (1, other)]


def test_a_message_joins_once(store: Store) -> None:
    assert _record(store, lure(1)) == _record(store, lure(1))
    with store.reading() as connection:
        assert connection.execute(select(campaigns.c.size)).scalars().all() == [1]


def test_what_is_the_same_adds_no_exemplar(store: Store) -> None:
    for number in range(5):
        _record(store, lure(number))
    with store.reading() as connection:
        assert _count(connection, exemplars, campaign_members) == [1, 5]


def test_a_template_that_changes_slowly_stays_one_campaign(store: Store) -> None:
    words = [f"word{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(150)]
    numbers = {
        _campaign(store, _record(store, mail(" ".join(words[at : at + 80])))) for at in range(0, 43, 6)
    }
    assert len(numbers) == 1
    with store.reading() as connection:
        assert _count(connection, exemplars)[0] > 1


def test_what_the_organisation_sends_is_no_campaign(store: Store) -> None:
    from .mails import mail as own

    id_ = store.record(own(sender="jo@corp.test", to="ann@shop.example.com"), None).id
    assert _campaign(store, id_) is None


def test_what_is_not_kept_takes_its_campaign_along(opener: Opener) -> None:
    store = opener(Keeping(raw="all", raw_days=1, message_days=30, mature_days=0))
    _record(store, lure(1), days=40)
    left = _record(store, lure(2), days=1)
    _record(store, mail(OTHER), days=40)
    retention.expire(store, by="test")
    with store.reading() as connection:
        rows = connection.execute(select(campaigns)).all()
        assert [(row.size, row.newest) for row in rows] == [(1, left)]
        count, kept = _count(connection, exemplars, exemplar_bands)
        assert count == 1
        assert kept == 16
    assert _campaign(store, _record(store, lure(3))) == _campaign(store, left)
