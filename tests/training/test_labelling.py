import pytest

from unhook.language import grams
from unhook.language.labels import INTENTS, TAGS, TOPICS
from unhook.training import labelling
from unhook.training.labelling import LANGUAGES, Vote, votes


@pytest.mark.parametrize("tag", LANGUAGES.values())
def test_phrases_name_known_labels_and_compile(tag: str) -> None:
    phrases = labelling._phrases(tag)
    assert {name for name, _ in phrases.owners} <= {*INTENTS, *TOPICS, *TAGS}
    assert {kind for _, kind in phrases.owners} == {"sure", "hints"}


def test_patterns_stand_for_whole_words() -> None:
    words = grams.words("Please verify your account now. Click here.")
    assert votes(words, "english")["cred_theft"] == Vote(sure=1, hints=2)
    assert votes(grams.words("The accountant verifies yours."), "english") == {}


def test_a_language_has_phrases_of_its_own_else_english() -> None:
    words = grams.words("Ihr Konto wurde gesperrt.")
    assert votes(words, "german")["cred_theft"].sure == 1
    assert votes(words, "english") == votes(words, None) == votes(words, "czech")


def test_points_weigh_a_sure_phrase_twice() -> None:
    assert Vote(sure=1, hints=1).points == 3
