from hypothesis import given, settings
from hypothesis import strategies as st

from unhook.language import grams


def test_what_tells_a_mailbox_apart_is_taken_out() -> None:
    text = "Dear jo@corp.example, pay $1,250.00 by 12/03 at https://pay.test/x?u=jo or shop.example!!"
    assert " ".join(grams.words(text)) == "dear <address> pay <money> by <number> at <link> or <host> <mark>"


def test_words_are_read_as_a_person_reads_them() -> None:
    assert grams.words("CONFIRM Your P\u200bassword") == ["confirm", "your", "password"]
    assert grams.words("p\u0430ssw\u043erd") == ["password"]
    assert grams.words("Schlüssel ÉTÉ ﬁle") == ["schlussel", "ete", "file"]
    assert grams.words("пароль") == ["пароль"]


def test_a_passage_does_not_change_with_what_is_far_away() -> None:
    demand = ["sign", "in"] * 60
    padded = demand + ["weather"] * 1_000
    assert next(iter(grams.passages(padded))) == demand
    assert list(grams.passages(["a"])) == [["a"]]
    assert list(grams.passages([])) == [[]]


@settings(deadline=None)
@given(st.lists(st.sampled_from("abcdefgh"), max_size=400))
def test_passages_leave_no_word_out(words: list[str]) -> None:
    pieces = list(grams.passages(words))
    step = grams.WINDOW // 2
    assert all(
        piece == words[place * step : place * step + grams.WINDOW] for place, piece in enumerate(pieces)
    )
    assert (len(pieces) - 1) * step + len(pieces[-1]) == len(words)


@settings(deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    assert all(0 <= gram < 1 << 32 for gram in grams.grams(grams.words(text)))


def test_neighbours_count_as_pairs() -> None:
    single = grams.grams(["sign"]) | grams.grams(["in"])
    assert len(grams.grams(["sign", "in"]) - single) == 1


@given(st.lists(st.sampled_from("abcdefgh"), max_size=400))
def test_grams_by_passage_are_those_of_the_passages(words: list[str]) -> None:
    assert list(grams.by_passage(words)) == [grams.grams(passage) for passage in grams.passages(words)]


def test_places_lead_to_the_written_words() -> None:
    text = "Dear  Jo, pay\t$5 NOW!!"
    assert [(word, text[low:high]) for word, (low, high) in grams.places(text)] == [
        ("dear", "Dear"),
        ("jo", "Jo,"),
        ("pay", "pay"),
        ("<money>", "$5"),
        ("now", "NOW!!"),
        ("<mark>", "NOW!!"),
    ]


@given(st.text(max_size=300))
def test_places_lie_in_the_text(text: str) -> None:
    assert all(0 <= low < high <= len(text) for _, (low, high) in grams.places(text))
