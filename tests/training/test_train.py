import random
from array import array
from zlib import crc32

import pytest

from unhook.context import Context
from unhook.errors import ConfigError
from unhook.message import parse
from unhook.training import balance, weighing, wording
from unhook.training.example import Example, Labelled, examine
from unhook.training.train import PRIOR, table, train
from unhook.verdict import words
from unhook.verdict.learnt import Shape

LURES = (
    "confirm your mailbox now",
    "verify your account today",
    "your password expires",
    "sign in to keep it",
)
NEWS = ("lunch at noon", "minutes of the meeting", "the parcel is on its way", "roses for the garden")


def mail(phish: bool, number: int) -> Labelled:
    draw = random.Random(f"{phish}/{number}")
    body = " ".join(draw.choices(LURES if phish else NEWS, k=4))
    link = "https://stranger.test/x" if phish else "https://www.example.com/x"
    label = "Go on" if phish else "More"
    raw = (
        f"From: Firm <info@example.com>\nTo: jo@corp.example\nSubject: {number}\n"
        f'Content-Type: text/html\n\n<p>{body}</p><p><a href="{link}">{label}</a></p>\n'
    )
    return Labelled(raw.encode(), phish, f"source{number % 2}", f"{phish}{number}")


@pytest.fixture(scope="module")
def examples() -> list[Example]:
    return [examine(mail(phish, number)) for phish in (True, False) for number in range(40)]


def test_an_example_has_the_hits_and_the_passages() -> None:
    found = examine(mail(True, 1))
    assert "short-mail-leads-away" in found.rules
    assert len(found.passages) == 2


def test_giveaways_are_no_grams() -> None:
    raw = b"From: a@example.com\nSubject: x\n\nhello phishing pot friend\n"
    found = examine(Labelled(raw, True, "one"))
    assert found.passages[1].tolist() == sorted(crc32(word) for word in (b"hello", b"friend"))


def test_what_was_learnt_tells_unseen_mail_apart(examples: list[Example]) -> None:
    trained = train(examples)
    phish = [value for value, each in zip(trained.unseen, examples, strict=True) if each.phish]
    genuine = [value for value, each in zip(trained.unseen, examples, strict=True) if not each.phish]
    assert min(phish) > max(genuine)
    lure = words.strongest(
        parse(mail(True, 99).raw, Context()), trained.model.grams, trained.model.grams_bias
    )
    news = words.strongest(
        parse(mail(False, 99).raw, Context()), trained.model.grams, trained.model.grams_bias
    )
    assert lure.log_odds > 0 > news.log_odds
    assert trained.model.notes["prior"] == PRIOR
    assert "phish source0" in table(examples, trained.unseen)


def test_training_twice_gives_the_same_model(examples: list[Example]) -> None:
    assert train(examples).model == train(examples).model


def test_grams_of_one_source_alone_are_learnt_only_when_many_campaigns_use_them() -> None:
    def one(source: str, group: str, *grams: int) -> Example:
        return Example(True, source, group, 1.0, None, (), (array("I", grams),))

    shared = [one(source, "g", 1) for source in "abab"]
    own = [one("a", "g", 2) for _ in range(wording.LEAST_MAILS)]
    campaigns = [one("a", str(number), 3) for number in range(wording.LEAST_GROUPS)]
    rare = [one("a", "g", 4), one("b", "g", 4)]
    assert wording.vocabulary([*shared, *own, *campaigns, *rare]) == [1, 3]


def test_too_few_mails_are_an_error(examples: list[Example]) -> None:
    with pytest.raises(ConfigError, match="fewer than ten phish"):
        train(examples[35:])


def test_both_labels_count_alike(examples: list[Example]) -> None:
    counts = balance.weights(examples[20:])
    phish = sum(c for c, each in zip(counts, examples[20:], strict=True) if each.phish)
    assert phish == pytest.approx(sum(counts) / 2)


def test_the_prior_shifts_the_bias_alone() -> None:
    half = weighing.Weighing(-1.0, {}, Shape(1, 1, 1, -1))
    assert weighing.at_prior(half, 0.5).bias == half.bias
    assert weighing.at_prior(half, 0.1).bias == pytest.approx(-1.0 - 2.1972246)
