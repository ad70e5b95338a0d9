from unhook.resemblance import words

from .mails import lure, plain


def test_what_differs_from_one_recipient_to_the_next_is_no_word() -> None:
    assert words.shingles(lure(1)) == words.shingles(lure(2))


def test_runs_are_of_three_words() -> None:
    assert words.shingles(plain("two three four", subject="one")) == {"one two three", "two three four"}


def test_fewer_words_are_one_run() -> None:
    assert words.shingles(plain("there", subject="Hi")) == {"hi there"}
    assert words.shingles(plain("", subject="")) == frozenset()


def test_tricks_with_letters_change_nothing() -> None:
    assert words.shingles(plain("Con\u200bfirm your mail\u00adbox now")) == words.shingles(
        plain("CONFIRM your mailbox now")
    )


def test_scripts_without_spaces_count_letter_by_letter() -> None:
    assert words.shingles(plain("邮箱即将停用", subject="")) == {
        "邮 箱 即",
        "箱 即 将",
        "即 将 停",
        "将 停 用",
    }


def test_a_text_without_any_space_costs_no_more_than_another() -> None:
    """Looking for addresses went through such a text once for each of its letters."""
    assert words.shingles(plain("a" * 1_000_000, subject="")) == frozenset()
