from hypothesis import given
from hypothesis import strategies as st

from unhook.context import Context
from unhook.language.grams import grams
from unhook.limits import DEFAULT
from unhook.message import parse
from unhook.message.model import Message
from unhook.verdict import words

WEIGHTS = dict.fromkeys(grams(["confirm", "mailbox"]), 1.0)
LURE = "please confirm mailbox now"


def mail(text: str, subject: str = "Hello") -> Message:
    raw = f"From: a@example.com\nSubject: {subject}\nContent-Type: text/plain; charset=utf-8\n\n{text}\n"
    return parse(raw.encode(), Context())


def test_the_strongest_passage_counts() -> None:
    found = words.strongest(mail(LURE), WEIGHTS, -1.0)
    assert (found.field, found.start, found.log_odds) == (words.TEXT, 0, 2.0)


@given(st.lists(st.sampled_from(["weather", "garden", "roses", "minutes"]), max_size=400))
def test_good_words_after_a_demand_take_nothing_away(padding: list[str]) -> None:
    weights = WEIGHTS | dict.fromkeys(grams(["weather", "garden", "roses", "minutes"]), -1.0)
    alone = words.strongest(mail(LURE + " plain" * 120), weights, 0.0).log_odds
    assert (
        words.strongest(mail(LURE + " plain" * 120 + "\n" + " ".join(padding)), weights, 0.0).log_odds
        >= alone
    )


def test_a_subject_weighs_by_itself() -> None:
    weights = dict.fromkeys(grams(["s:mailbox"]), 3.0)
    found = words.strongest(mail("lunch at noon", "Mailbox"), weights, 0.0)
    assert (found.field, found.log_odds) == (words.SUBJECT, 3.0)


def test_a_mail_without_words_has_a_wording_all_the_same() -> None:
    assert words.strongest(Message(), WEIGHTS, -1.0).log_odds == -1.0


def test_the_evidence_shows_the_phrases_that_weigh_most() -> None:
    message = mail(f"Dear reader, the garden is open. {LURE} or write to us")
    found = words.finding(message, words.strongest(message, WEIGHTS, 0.0), 1.5, WEIGHTS, DEFAULT)
    first = found.evidence[0]
    assert first.snippet == "confirm mailbox"
    assert first.span is not None
    assert message.body.current_thread.text[slice(*first.span)] == "confirm mailbox"
    assert first.raw is not None
    assert message.raw[slice(*first.raw)] == b"confirm mailbox"


def test_evidence_of_a_later_passage_stands_there() -> None:
    message = mail("plain " * 200 + LURE)
    found = words.finding(message, words.strongest(message, WEIGHTS, 0.0), 1.5, WEIGHTS, DEFAULT)
    assert [each.snippet for each in found.evidence] == ["confirm mailbox"]


def test_disguised_words_are_quoted_as_they_stand() -> None:
    message = mail("please c\u043enfirm mailbox now")
    found = words.finding(message, words.strongest(message, WEIGHTS, 0.0), 1.5, WEIGHTS, DEFAULT)
    assert found.evidence[0].snippet == "c\u043enfirm mailbox"


def test_ordinary_wording_is_a_sign_of_honesty_without_quotes() -> None:
    message = mail("lunch at noon")
    found = words.finding(message, words.strongest(message, WEIGHTS, -1.0), -0.5, WEIGHTS, DEFAULT)
    assert (found.sentence, found.attack_types, list(found.evidence)) == ("wording_ordinary", (), [])
