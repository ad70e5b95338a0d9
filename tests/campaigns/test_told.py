import pytest

from store.conftest import NOW
from unhook import campaigns
from unhook.campaigns.told import corrected
from unhook.store import Store, teaching
from unhook.store.model import Label
from unhook.verdict.model import Verdict

from .stored import ORGANISATION, lured, other


def test_a_campaigns_indicators_are_those_of_all_its_messages(store: Store) -> None:
    lured(store, 1, hours=30)
    lured(store, 2)
    other(store)
    with store.reading() as connection:
        (found,) = campaigns.listed(connection)
        told = campaigns.indicators(connection, store.safe, found.id, ORGANISATION)
    values = {each.value: each for each in told}
    assert {"h1.example.net", "h2.example.net", "help@mail.example.org"} < set(values)
    assert values["help@mail.example.org"].mails == 2
    assert (values["help@mail.example.org"].first, values["help@mail.example.org"].last) == (found.first, NOW)
    assert not [value for value in values if "corp.example" in value]


def test_a_persons_word_counts_before_the_verdict(store: Store) -> None:
    id_ = lured(store, 1, level="clean")
    wanted: tuple[tuple[Label | None, bool], ...] = (("phish", True), ("genuine", False), (None, False))
    for label, told in wanted:
        with store.writing() as connection:
            teaching.teach(connection, id_, label, by="ann", at=NOW)
        with store.reading() as connection:
            found = campaigns.of(connection, id_)
            assert found is not None
            assert bool(campaigns.indicators(connection, store.safe, found.id)) is told


@pytest.mark.parametrize("label", ["spam", "genuine"])
def test_mail_that_people_call_no_attack_has_no_verdict_to_go_by(label: str) -> None:
    assert corrected(Verdict("malicious", 0.9), label) is None
