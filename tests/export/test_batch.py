from campaigns.stored import ORGANISATION, lured
from unhook import campaigns
from unhook.export.batch import EPOCH, Batch, collect
from unhook.store import Store


def test_a_campaign_is_collected_without_who_got_it(store: Store) -> None:
    for number in (1, 2):
        lured(store, number, hours=number)
    with store.reading() as connection:
        (campaign,) = campaigns.listed(connection)
        found = campaigns.members(connection, campaign.id)
        batch = collect(connection, store.safe, found.messages, ORGANISATION, campaign)
        part = collect(connection, store.safe, found.messages[:1], ORGANISATION)
    assert (batch.key, batch.first, batch.last) == (campaign.key, campaign.first, campaign.last)
    assert batch.rules == ("ask-for-password",)
    assert batch.attack_types == ("credential_phishing",)
    assert "corp.example" not in repr((batch.mails, batch.indicators))
    assert (part.key, part.first) == (part.mails[0].key, part.mails[0].date)


def test_a_batch_of_nothing_has_no_name() -> None:
    assert (Batch((), ()).key, Batch((), ()).first, Batch((), ()).last) == ("", EPOCH, EPOCH)
