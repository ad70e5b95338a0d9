from bench.language import texts
from bench.twins import wording
from unhook.language.labels import INTENTS, TOPICS
from unhook.training.labelling import LANGUAGES


def test_each_kind_of_twin_is_told_what_it_wants_and_speaks_of() -> None:
    kinds = texts._kinds()
    for tag in LANGUAGES.values():
        for template in wording.language(tag).templates:
            told = kinds[template.section][template.kind]
            assert told["intent"] in {*INTENTS, "open"}
            assert set(told["topics"]) <= set(TOPICS)


def test_relatives_want_to_sign_in_or_nothing_bad() -> None:
    train, test = list(texts.relatives("train")), list(texts.relatives("test"))
    assert {example.group for example in train}.isdisjoint(example.group for example in test)
    for example in (*train, *test):
        wanted = {name for name, right in example.known.items() if right}
        assert wanted in ({"cred_theft"}, {"benign"}, set())
        assert "{" not in example.text + example.subject
        assert wanted or set(example.known) == set(texts.NOTHING_WORSE)


def test_the_halves_share_no_template_and_leave_no_slot_open() -> None:
    develop, held_out = list(texts.twins("develop")), list(texts.twins("held-out"))
    assert {example.group for example in develop}.isdisjoint(example.group for example in held_out)
    assert {example.language for example in held_out} == set(LANGUAGES)
    assert not any("{" in example.text + example.subject for example in (*develop, *held_out))
