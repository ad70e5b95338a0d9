from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from unhook.language import Understanding, grams, intents, linear, understand
from unhook.language.intents import shipped
from unhook.language.labels import INTENTS, TAGS, TOPICS

GOLDEN = [
    (row["language"], row["intent"], row["text"])
    for row in yaml.safe_load(Path(__file__).with_name("understood.yml").read_text("utf-8"))
]


@pytest.mark.parametrize(("language", "intent", "text"), GOLDEN)
def test_the_intent_of_a_text(language: str, intent: str, text: str) -> None:
    found = understand(text)
    assert found.language == language
    assert found.intents[0].name == intent


def test_topics_and_tags() -> None:
    found = understand(
        "Your parcel is on its way and will be delivered tomorrow. Tracking number 553012. You can follow "
        "the shipment with the courier at any time."
    )
    assert "Shipping and Package" in {topic.name for topic in found.topics}
    invoice = understand("Please find attached the invoice for May. The invoice is due within thirty days.")
    assert "invoice" in {tag.name for tag in invoice.tags}


def test_the_subject_is_read_with_the_text() -> None:
    text = "Please see to it today, we look forward to your answer."
    subject = "Your mailbox will be deactivated: verify your account, sign in now to keep your password"
    assert not understand(text).intents
    assert understand(text, subject).intents[0].name == "cred_theft"


def test_padding_far_away_does_not_hide_a_demand() -> None:
    demand = GOLDEN[0][2]
    padding = " The garden club planted forty roses behind the library and the choir rehearsed again." * 60
    assert "cred_theft" in {intent.name for intent in understand(demand + padding).intents}
    assert "cred_theft" in {intent.name for intent in understand(padding + demand + padding).intents}


def test_benign_stands_alone() -> None:
    for _, _, text in GOLDEN:
        names = [intent.name for intent in understand(text).intents]
        assert "benign" not in names or names == ["benign"]


@pytest.mark.parametrize("text", ["", " ", "ok", "12345", "\x00", "🙂🙂", "会議は明日の午後です。"])
def test_nothing_is_said_of_what_is_not_known(text: str) -> None:
    found = understand(text)
    assert (found.intents, found.topics, found.tags) == ((), (), ())


def test_another_language_is_named() -> None:
    assert understand("会議は明日の午後です。よろしくお願いします。") == Understanding(language="japanese")


@settings(deadline=None)
@given(st.text(max_size=400), st.none() | st.text(max_size=60))
def test_any_text_is_understood_the_same_way_twice(text: str, subject: str | None) -> None:
    found = understand(text, subject)
    assert found == understand(text, subject)
    assert all(text[slice(*entity.span)] == entity.text for entity in found.entities)


@settings(deadline=None)
@given(st.lists(st.sampled_from(" ".join(text for _, _, text in GOLDEN).split()), max_size=300))
def test_names_and_confidences_are_those_of_the_tables(words: list[str]) -> None:
    found = understand(" ".join(words))
    assert {label.name for label in found.intents} <= set(INTENTS)
    assert {label.name for label in found.topics} <= set(TOPICS)
    assert {label.name for label in found.tags} <= set(TAGS)
    labels = (*found.intents, *found.topics, *found.tags)
    assert {label.confidence for label in labels} <= {"low", "medium", "high"}


def test_the_shipped_model_loads() -> None:
    model = shipped()
    assert set(INTENTS) <= set(model.outputs) <= {*INTENTS, *TOPICS, *TAGS}
    assert len(model.moves) > 1_000
    assert shipped() is model


@pytest.mark.parametrize(("odds", "names"), [(-1.0, []), (-2.0, ["benign"])])
def test_what_may_be_a_scam_is_not_benign(
    odds: float, names: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "the shop and the garden of our town are open for you and for us until the end of this year"
    known = dict.fromkeys(grams.grams(grams.words(text)), ((1, 0.0),))
    model = linear.Linear(("bec", "benign"), (odds, 5.0), known)
    monkeypatch.setattr(intents, "shipped", lambda: model)
    assert [intent.name for intent in understand(text).intents] == names


def test_a_passage_that_is_not_understood_keeps_benign_away() -> None:
    honest = next(text for _, intent, text in GOLDEN if intent == "benign")
    assert [intent.name for intent in understand(honest).intents] == ["benign"]
    foreign = " ".join(["zkouška neznámého textu bez významu"] * 60)
    assert "benign" not in {intent.name for intent in understand(honest + " " + foreign).intents}
