from unhook.language.labels import INTENTS, TOPICS
from unhook.training.examples import VARIANTS, Example, drafts, written


def test_the_halves_share_no_text() -> None:
    train, measure = set(map(_text, written("train"))), set(map(_text, written("measure")))
    assert train
    assert measure
    assert not train & measure


def test_written_texts_carry_one_known_label_and_each_scam_stands_in_all_languages() -> None:
    examples = [*written("train"), *written("measure")]
    assert all(len(example.known) == 1 for example in examples)
    assert {name for example in examples for name in example.known} <= {*INTENTS, *TOPICS}
    for intent in ("bec", "extortion", "job_scam", "callback_scam", "steal_pii", "benign"):
        assert len({example.language for example in written("measure") if intent in example.known}) == 7


def test_drafts_are_the_same_every_time_and_hold_only_the_examples_sentences() -> None:
    example = Example("One thing. Two things. Three things. Four things.", "known", "s", "g")
    found = list(drafts(example))
    assert found == list(drafts(example))
    assert len(found) == VARIANTS + 1
    sentences = {"One thing.", "Two things.", "Three things.", "Four things."}
    assert all({f"{each}." for each in draft.text.rstrip(".").split(". ")} <= sentences for draft in found)


def _text(example: Example) -> str:
    return example.text
