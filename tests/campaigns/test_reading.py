from datetime import timedelta

from store.conftest import NOW
from unhook import campaigns
from unhook.store import Store, number, teaching

from .stored import lured, other


def test_a_campaign_is_told_as_a_whole(store: Store) -> None:
    ids = [lured(store, 1, hours=30), lured(store, 2, level="clean", hours=2), lured(store, 3)]
    other(store)
    with store.writing() as connection:
        teaching.teach(connection, ids[1], "phish", by="ann", at=NOW)
    with store.reading() as connection:
        (found,) = campaigns.listed(connection)
        assert (found.size, found.first, found.last) == (3, NOW - timedelta(hours=30), NOW)
        assert found.subject == "News"
        assert (found.levels, found.labels) == ({"clean": 1, "malicious": 2}, {"phish": 1})
        assert campaigns.of(connection, ids[0]) == campaigns.get(connection, found.id) == found
        assert campaigns.by_key(connection, found.key[:10]) == found
        days = campaigns.timeline(connection, found.id)
        assert [(f"{at:%m-%d}", many) for at, many in days] == [("03-09", 1), ("03-10", 2)]
        hours = campaigns.timeline(connection, found.id, "hour")
        assert [(f"{at:%d %H}", many) for at, many in hours] == [("09 06", 1), ("10 10", 1), ("10 12", 1)]
        assert campaigns.recipients(connection, found.id) == tuple(
            (f"person.{n}@corp.example", 1) for n in (1, 2, 3)
        )
        assert campaigns.senders(connection, found.id) == (("help@mail.example.org", 3),)


def test_members_come_in_pages(store: Store) -> None:
    ids = sorted((lured(store, n, hours=n) for n in range(5)), reverse=True)
    with store.reading() as connection:
        (found,) = campaigns.listed(connection)
        first = campaigns.members(connection, found.id, limit=3)
        rest = campaigns.members(connection, found.id, older=first.older, limit=3)
    assert [each.id for each in (*first.messages, *rest.messages)] == ids
    assert rest.older is None


def test_single_mails_and_harmless_campaigns_need_not_be_listed(store: Store) -> None:
    for number_ in (1, 2):
        lured(store, number_, level="clean")
    alone = other(store)
    with store.reading() as connection:
        (found,) = campaigns.listed(connection)
        assert campaigns.listed(connection, harmful=True) == ()
        assert len(campaigns.listed(connection, least=1)) == 2
        assert campaigns.listed(connection, older=found.id) == ()
        single = campaigns.of(connection, alone)
        assert single is not None
        assert single.size == 1
    lured(store, 3, level="suspicious")
    with store.reading() as connection:
        assert [each.id for each in campaigns.listed(connection, harmful=True)] == [found.id]


def test_what_is_not_there_is_none(store: Store) -> None:
    with store.reading() as connection:
        assert campaigns.get(connection, 7) is None
        assert campaigns.of(connection, number.first(NOW)) is None
        assert campaigns.by_key(connection, "ab") is None
        assert campaigns.members(connection, 7).messages == ()
