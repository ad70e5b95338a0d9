from unhook.language.labels import INTENTS, TOPICS
from unhook.training.examples import VARIANTS, Example, drafts, written


def test_written_texts_carry_one_known_label_and_each_scam_stands_in_all_languages() -> None:
    examples = list(written())
    assert all(len(example.known) == 1 for example in examples)
    assert {name for example in examples for name in example.known} <= {*INTENTS, *TOPICS}
    for intent in INTENTS:
        assert len({example.language for example in examples if intent in example.known}) == 7


def test_choices_are_all_taken_and_none_is_left_open() -> None:
    example = Example("[Pay|Send] it today. See you.", "known", "s", "g")
    found = [draft.text for draft in drafts(example)]
    assert found[0] == "Pay it today. See you."
    assert {text.replace("See you.", "").strip() for text in found} == {"Pay it today.", "Send it today."}
    assert not any(mark in draft.text for text in written() for draft in drafts(text) for mark in "[|]")


def test_drafts_are_the_same_every_time_and_hold_only_the_examples_sentences() -> None:
    example = Example("One thing. Two things. Three things. Four things.", "known", "s", "g")
    found = list(drafts(example))
    assert found == list(drafts(example))
    assert len(found) == VARIANTS + 1
    sentences = {"One thing.", "Two things.", "Three things.", "Four things."}
    assert all({f"{each}." for each in draft.text.rstrip(".").split(". ")} <= sentences for draft in found)
