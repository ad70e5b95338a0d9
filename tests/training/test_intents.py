import pytest

from unhook.training.examples import Example

intents = pytest.importorskip("unhook.training.intents", reason="needs the extra `train`")


def labels(kind: str, text: str, **known: bool) -> dict[str, int]:
    example = Example(text, kind, "s", "g", language="english", known=known)  # type: ignore[arg-type]
    found: dict[str, int] = intents.read(example).labels
    return found


LURE = "Your account has been suspended. Click here to verify your account within 24 hours."


def test_phrases_label_phish_and_leave_the_rest_open() -> None:
    assert labels("phish", LURE)["cred_theft"] == 1
    assert labels("phish", LURE)["benign"] == 0
    assert labels("phish", "See you tomorrow.")["cred_theft"] == intents.OPEN


def test_honest_mail_with_a_lures_words_is_left_open() -> None:
    assert labels("ham", "See you tomorrow.")["benign"] == 1
    assert labels("ham", LURE)["benign"] == intents.OPEN
    assert labels("ham", LURE)["cred_theft"] == intents.OPEN


def test_what_is_known_is_not_asked_of_phrases() -> None:
    found = labels("known", LURE, benign=True)
    assert found["benign"] == 1
    assert found["cred_theft"] == 0
    assert labels("known", LURE)["cred_theft"] == intents.OPEN


def test_what_a_text_surely_does_not_want_is_known_beside_what_is_open() -> None:
    found = labels("known", LURE, bec=False)
    assert (found["bec"], found["cred_theft"], found["benign"]) == (0, intents.OPEN, intents.OPEN)


def test_texts_written_in_one_language_are_one_collection() -> None:
    assert intents._collection("written/de/bec/3") == intents._collection("written/de/benign/0")
    assert intents._collection("written/de/bec/3") != intents._collection("written/fr/bec/3")


def test_function_words_alone_are_no_evidence() -> None:
    from unhook.language import grams

    kept = intents._telling_grams(["of", "the", "account"])
    assert kept == grams.grams(["the", "account"]) - grams.grams(["the"])


def test_a_model_learns_what_two_sources_share_and_nothing_of_one_alone() -> None:
    lures = [f"{LURE}{' Sesame.' * (number % 2)}" for number in range(40)]
    honest = ["The garden meeting is on Monday, bring cake and flowers." for _ in range(40)]
    examples = [
        *(Example(text, "phish", f"p{n % 2}", f"p{n}", language="english") for n, text in enumerate(lures)),
        *(Example(text, "ham", f"h{n % 2}", f"h{n}", language="english") for n, text in enumerate(honest)),
    ]
    model = intents.train(examples)
    assert {"cred_theft", "benign"} <= set(model.outputs)
    from unhook.language import grams

    place = model.outputs.index("cred_theft")
    assert model.logits(grams.grams(grams.words(LURE)))[place] > 0
    assert model.logits(grams.grams(grams.words(honest[0])))[place] < 0
    assert not grams.grams(["sesame"]) & model.moves.keys()
    assert intents.train(examples) == model
