import pytest
from hypothesis import given
from hypothesis import strategies as st

from unhook import message as messages
from unhook.mql.library import text
from unhook.mql.run import Run


def obfuscations(source: str) -> list[tuple[str, str]]:
    return [(found.plain, found.kind) for found in text.obfuscations.body(source)]


def run(html: str) -> Run:
    head = "Date: Mon, 2 Mar 2026 09:00:00 +0000\nContent-Type: text/html; charset=utf-8\n\n"
    return Run(messages.parse(f"{head}{html}".encode()))


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("your pass\u200bword", [("password", "invisible")]),
        ("P\u2060a\u2060y", [("Pay", "invisible")]),
        ("c\u043enfirm your p\u0430ssw\u043erd", [("confirm", "mixed_script"), ("password", "mixed_script")]),
        ("\u0420aypal", [("Paypal", "mixed_script")]),
    ],
)
def test_disguised_words_are_found_and_read(source: str, found: list[tuple[str, str]]) -> None:
    assert obfuscations(source) == found


@pytest.mark.parametrize(
    "source",
    [
        "plain words",
        "Donau\u00addampf\u00adschiff\u00adfahrt",
        "Grüße, naïve façade, smørrebrød",
        "\u0641\u0627\u0631\u0633\u06cc \u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
        "\U0001f468\u200d\U0001f469\u200d\U0001f467 family",
        "Привет, как дела сегодня? Отправь SMSка",
        "5 µm and Δt",
        "preview\u200c \u200c \u200c text",
        "",
    ],
)
def test_honest_writing_is_left_alone(source: str) -> None:
    assert obfuscations(source) == []


@given(st.text(alphabet=st.characters(codec="utf-8")))
def test_any_text_is_bounded(source: str) -> None:
    assert len(obfuscations(source)) <= text.MAX_FOUND


def test_hidden_text_without_the_preview_line_and_copies() -> None:
    html = (
        "<div style='display:none'>Preview of the news</div><p>The news of today</p>"
        "<div style='display:none'>The news</div><p>and tomorrow</p>"
        "<div style='display:none'>apples and pears for the filter to read</div>"
    )
    assert [found.text for found in text.hidden.body(run(html))] == [
        "apples and pears for the filter to read"
    ]


def test_no_html_no_hidden_text() -> None:
    assert text.hidden.body(Run(messages.parse(b"Subject: x\n\ny"))) == ()


def test_markers() -> None:
    assert [found.text for found in text.placeholders.body("Dear {{name}}, [[-Email-]]")] == [
        "{{name}}",
        "[[-Email-]]",
    ]


def test_a_day_needs_a_date() -> None:
    assert text.mentions_day.body(run("x"), "by 3 March", 1) is True
    assert text.mentions_day.body(Run(messages.parse(b"Subject: x\n\ny")), "by 3 March", 1) is None


def test_no_letter_of_an_imitated_script_is_passed_over() -> None:
    letters = (letter for letter in map(chr, range(0x80, 0x20000)) if letter.isalpha())
    passed = [x for x in letters if text._script(x) in text._IMITATED and not text._DISGUISING.search(x)]
    assert passed == []
    assert all(map(text._DISGUISING.search, "\u00ad\u200b\u200c\u200d\u2060\u2064\ufeff"))
