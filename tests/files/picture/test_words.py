import pytest
from PIL import Image

from files.picture.made import lines
from unhook.files.picture import languages, words

needs = {
    language: pytest.mark.skipif(
        language not in languages.installed(), reason=f"needs Tesseract's data for {language}"
    )
    for language in languages.LANGUAGES
}


@needs["eng"]
def test_english_is_read() -> None:
    read = words.read(lines("Please verify your account within 24 hours"), 60)
    assert read.text == "Please verify your account within 24 hours"
    assert read.finished


@needs["eng"]
def test_light_words_on_dark_are_read() -> None:
    dark = lines("Please verify your account").point(lambda value: 255 - value)
    assert "verify your account" in words.read(dark, 60).text


@needs["eng"]
def test_time_that_is_over_reads_nothing() -> None:
    assert words.read(lines("Please verify"), 0) == words.Words(finished=False)


def test_words_are_likely_on_a_page_and_not_on_a_plain_area() -> None:
    assert words.likely(lines("Please verify your account within 24 hours", "or lose your mailbox"))
    assert not words.likely(Image.new("RGB", (500, 500), "white"))
    assert not words.likely(Image.effect_noise((300, 300), 250).convert("RGB"))
    assert not words.likely(lines("x", size=(20, 8)))
