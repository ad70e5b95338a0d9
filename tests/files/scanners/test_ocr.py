from dataclasses import replace

import pytest
from PIL import Image

from files.picture.made import lines, sample
from unhook.files.model import Fault, Found, Reference
from unhook.files.picture import languages
from unhook.files.scanners.ocr import SCANNER
from unhook.limits import FILES

needs_words = pytest.mark.skipif(
    not languages.available(), reason="needs tesserocr and Tesseract's language data"
)
PAGE = lines("Your mailbox is almost full.", "Confirm at https://login.example.test/a", "within 24 hours.")


@needs_words
def test_words_are_read() -> None:
    answer = SCANNER.scan(sample(PAGE))
    assert "Your mailbox is almost full." in answer.record["ocr"]["raw"]
    assert [(text.text, text.how) for text in answer.texts] == [(answer.record["ocr"]["raw"], "ocr")]
    assert answer.references == (Reference("https://login.example.test/a", "ocr"),)


@needs_words
@pytest.mark.parametrize(
    "image",
    [Image.new("RGB", (400, 400), "red"), Image.new("RGB", (8, 8)), Image.effect_noise((300, 300), 90)],
)
def test_no_words_are_read_where_none_are(image: Image.Image) -> None:
    assert SCANNER.scan(sample(image)) == Found()


@needs_words
def test_time_is_bounded() -> None:
    answer = SCANNER.scan(sample(PAGE, limits=replace(FILES, recognition_seconds=0.0)))
    assert answer.faults == (Fault("limit:recognition_seconds", "760 x 220"),)
    assert answer.texts == ()


@needs_words
def test_text_is_bounded() -> None:
    assert len(SCANNER.scan(sample(PAGE, limits=replace(FILES, text_chars=10))).record["ocr"]["raw"]) == 10


def test_without_language_data_words_are_unsupported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(languages, "available", lambda: False)
    assert SCANNER.scan(sample(PAGE)).faults == (Fault("unsupported", "tesserocr"),)
