import pytest

from unhook.resemblance import Sketch, sketch
from unhook.resemblance.sketch import alike

from .mails import OTHER, WORDS, lure, mail, plain

FRAME = " ".join(f"frame{one}{other}" for one in "abcdefghij" for other in "abcdefghijklmnopq")


def _same(one: Sketch, other: Sketch, *, one_sender: bool = False) -> bool:
    return one.same_template(other, one_sender=one_sender)


def test_one_template_is_one_whatever_its_hosts_and_recipients() -> None:
    one, other = sketch.of(lure(1)), sketch.of(lure(2, host="zz.example.org", sender="x@other.example.com"))
    assert _same(one, other)
    assert set(one.bands()) & set(other.bands())
    assert one.nearness(other) == 1.0


def test_a_few_words_may_change() -> None:
    changed = mail(WORDS.replace("regret any inconvenience", "are sorry for the trouble"))
    assert _same(sketch.of(mail(WORDS)), sketch.of(changed))


def test_other_words_in_the_same_frame_are_another_template() -> None:
    assert not _same(sketch.of(mail(WORDS)), sketch.of(mail(OTHER)))


def test_two_issues_of_one_newsletter_are_two() -> None:
    """They share greeting, frame and footer, and so much that two senders would be called one."""
    one, other = sketch.of(mail(f"{FRAME} {WORDS}")), sketch.of(mail(f"{FRAME} {OTHER}"))
    assert 0.5 <= one.nearness(other) < 0.75
    assert not _same(one, other, one_sender=True)
    assert _same(one, other, one_sender=False)


def test_short_mails_have_to_look_the_same_too() -> None:
    words = "please look at the file today"
    assert _same(sketch.of(plain(words)), sketch.of(plain(words)))
    links = [f"https://a.example.net/{name}" for name in ("a", "b", "c", "d", "e", "f")]
    assert not _same(sketch.of(mail(words)), sketch.of(mail(words, *links)))


def test_hardly_any_words_say_nothing() -> None:
    assert not _same(sketch.of(plain("thanks", subject="")), sketch.of(plain("thanks", subject="")))
    pictures = [
        mail("<img><br><u><b><i><hr><p><div>", f"https://{at}.example.net/x", subject="") for at in "ab"
    ]
    assert not _same(sketch.of(plain("")), sketch.of(pictures[0]))
    assert _same(sketch.of(pictures[0]), sketch.of(pictures[1]))


def test_what_another_algorithm_made_is_compared_with_nothing() -> None:
    one = sketch.of(lure(1))
    other = Sketch(one.words, one.form, one.runs, one.traits, "0")
    assert not _same(one, other)
    assert not set(one.bands()) & set(other.bands())


@pytest.mark.parametrize("words", ["", "one", "please look at the file today", WORDS])
def test_a_sketch_is_kept_and_read(words: str) -> None:
    for made in (sketch.of(mail(words)), sketch.of(plain(words, subject=""))):
        assert Sketch.unpacked(made.packed(), made.runs, made.traits, made.scheme) == made


def test_kept_sketches_stay_comparable() -> None:
    """A library that makes other values without saying so would part all old campaigns from new mail."""
    made = sketch.of(plain("one two three four five"))
    assert made.scheme == "1 2"
    assert made.words[:3] == (3479128141, 3609632185, 3325788270)


def test_signatures_of_nothing_are_not_alike() -> None:
    assert alike((), ()) == 0.0
    assert alike((1, 2, 3, 4), (1, 2, 5, 4)) == 0.75
