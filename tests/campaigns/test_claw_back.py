from store.conftest import NOW
from unhook import campaigns
from unhook.store import Store, audit, deeds, points, quarantine

from .stored import lured, other


def _campaign(store: Store) -> int:
    with store.reading() as connection:
        (found,) = campaigns.listed(connection)
    return found.id


def test_a_preview_tells_where_each_copy_is_and_does_nothing(store: Store) -> None:
    ids = [lured(store, n, hours=n) for n in range(3)]
    with store.writing() as connection:
        quarantine.hold(connection, ids[1], place="postfix:ABC", by="milter", at=NOW)
        points.keep(connection, "jo", "INBOX", "1", at=NOW)
    with store.reading() as connection:
        copies = campaigns.preview(connection, _campaign(store))
        assert [(each.message.id, each.state, each.place) for each in copies] == [
            (ids[0], "delivered", None), (ids[1], "held", "postfix:ABC"), (ids[2], "delivered", None),
        ]  # fmt: skip
        assert copies[0].mailboxes == ("person.0@corp.example",)
        assert copies[0].accounts == ("jo",)
        assert [deeds.of_message(connection, id_) for id_ in ids] == [(), (), ()]


def test_what_was_delivered_is_ordered_back_once(store: Store) -> None:
    ids = [lured(store, n, hours=n) for n in range(4)]
    spared = other(store)
    with store.writing() as connection:
        quarantine.hold(connection, ids[1], place="store", by="milter", at=NOW)
        for account in ("ann", "jo"):
            points.keep(connection, account, "INBOX", "1", at=NOW)
    campaign = _campaign(store)
    with store.writing() as connection:
        keys = campaigns.plan(connection, store.safe, campaign, by="ann", at=NOW, spare={ids[3]})
        assert campaigns.plan(connection, store.safe, campaign, by="ann", at=NOW, spare={ids[3]}) == ()
    assert len(keys) == 4
    with store.reading() as connection:
        orders = [deed for id_ in (*ids, spared) for deed in deeds.of_message(connection, id_)]
        assert {(deed.message, deed.kind, deed.target) for deed in orders} == {
            (id_, "claw-back", f"imap:{account}") for id_ in (ids[0], ids[2]) for account in ("ann", "jo")
        }
        states = {each.message.id: each.state for each in campaigns.preview(connection, campaign)}
        assert states == {ids[0]: "ordered", ids[1]: "held", ids[2]: "ordered", ids[3]: "delivered"}
        (entry, _) = audit.entries(connection, f"campaign:{campaign}")
        assert entry.detail == {"deeds": 0, "spared": [ids[3]]}


def test_what_was_taken_back_is_told_so(store: Store) -> None:
    lured(store, 1)
    lured(store, 2)
    with store.writing() as connection:
        points.keep(connection, "jo", "INBOX", "1", at=NOW)
        keys = campaigns.plan(connection, store.safe, _campaign(store), by="ann", at=NOW)
        deeds.performed(connection, keys[0], by="watch", at=NOW)
    with store.reading() as connection:
        states = [each.state for each in campaigns.preview(connection, _campaign(store))]
    assert sorted(states) == ["clawed-back", "ordered"]
