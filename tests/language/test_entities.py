import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unhook.language import entities

LETTER = """Dear Mr Berg,

please confirm your account within 24 hours or it will be suspended.
Click here to settle the payment to DHL Express.

Kind regards,
Anna Smith

This message is confidential and meant for one person.
Delete it otherwise."""


def texts(text: str, name: str, language: str = "english") -> list[str]:
    return [entity.text for entity in entities.find(text, language) if entity.name == name]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("greeting", ["Dear Mr Berg"]),
        ("recipient", ["Mr Berg"]),
        ("request", ["please confirm your", "Click here"]),
        ("urgency", ["within 24 hours", "will be suspended"]),
        ("financial", ["payment"]),
        ("org", ["DHL Express"]),
        ("salutation", ["Kind regards"]),
        ("sender", ["Anna Smith"]),
        ("disclaimer", ["This message is confidential and meant for one person.\nDelete it otherwise."]),
    ],
)
def test_each_kind_in_a_letter(name: str, expected: list[str]) -> None:
    assert texts(LETTER, name) == expected


@pytest.mark.parametrize(
    ("language", "opening", "closing", "recipient", "sender"),
    [
        (
            "german",
            "Sehr geehrte Frau Berg,",
            "Mit freundlichen Grüßen\nJonas Weber",
            "Frau Berg",
            "Jonas Weber",
        ),
        ("portuguese", "Olá Ana,", "Com os melhores cumprimentos,\nRui Costa", "Ana", "Rui Costa"),
        ("french", "Bonjour Claire,", "Cordialement,\nPaul Martin", "Claire", "Paul Martin"),
        ("spanish", "Hola Lucía:", "Un saludo,\nPablo Ruiz", "Lucía", "Pablo Ruiz"),
        ("dutch", "Beste Anne,", "Met vriendelijke groet,\nJan Visser", "Anne", "Jan Visser"),
        (
            "italian",
            "Gentile signora Rossi,",
            "Cordiali saluti\nLuca Bianchi",
            "signora Rossi",
            "Luca Bianchi",
        ),
    ],
)
def test_letters_in_other_languages(
    language: str, opening: str, closing: str, recipient: str, sender: str
) -> None:
    text = f"{opening}\n\nok.\n\n{closing}"
    assert texts(text, "recipient", language) == [recipient]
    assert texts(text, "sender", language) == [sender]


def test_a_greeting_without_a_name_has_no_recipient() -> None:
    assert texts("Hello,\n\nsee you.", "greeting") == ["Hello"]
    assert texts("Hello,\n\nsee you.", "recipient") == []


def test_a_word_that_only_begins_like_a_greeting_is_none() -> None:
    assert texts("History is fun.", "greeting") == []


def test_other_languages_are_read_with_english_phrases() -> None:
    assert texts("Klikněte: click here", "request", "czech") == ["click here"]


def test_the_entities_of_one_kind_are_limited() -> None:
    assert len(texts("click here. " * 500, "request")) <= entities.MOST_OF_A_KIND


@settings(deadline=None)
@given(st.text(max_size=300), st.sampled_from(["english", "german", "italian", "thai", None]))
def test_spans_lie_in_the_text(text: str, language: str | None) -> None:
    for entity in entities.find(text, language):
        assert text[slice(*entity.span)] == entity.text != ""


@settings(deadline=None)
@given(st.lists(st.sampled_from([*LETTER.split(), "\n", "\n\n", ",", "é", "\u200b"]), max_size=60))
def test_spans_of_letters_lie_in_the_text(words: list[str]) -> None:
    text = " ".join(words)
    for entity in entities.find(text, "english"):
        assert text[slice(*entity.span)] == entity.text != ""
