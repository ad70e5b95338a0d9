from collections import Counter

from bench.language import apart
from unhook.training.examples import drafts, written
from unhook.training.labelling import LANGUAGES

RARE = ("bec", "extortion", "job_scam", "callback_scam", "steal_pii")


def test_each_language_has_as_many_texts_of_each_scam_and_honest_ones_beside_it() -> None:
    texts = list(apart.texts())
    counts = Counter((text.language, text.intent) for text in texts)
    beside = Counter((text.language, text.beside) for text in texts if text.intent == "benign")
    for language in LANGUAGES:
        assert all(counts[language, name] == 5 and beside[language, name] == 2 for name in RARE)


def test_no_text_and_no_long_sentence_of_them_is_trained_on() -> None:
    trained = "\n".join(draft.text for text in written() for draft in drafts(text))
    for text in apart.texts():
        assert not any(len(part) > 40 and part in trained for part in text.text.split(". "))


def test_a_frame_leaves_no_slot_open_and_is_the_same_every_time() -> None:
    texts = list(apart.texts())
    assert texts == list(apart.texts())
    assert not any("{" in text.text for text in texts)
    assert any("\n> " in text.text for text in texts)
