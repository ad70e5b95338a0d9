import re
from pathlib import Path

import pytest

from unhook.catalogue.catalogue import PLACEHOLDER
from unhook.console import words

ENGLISH = words.own("en")
SOURCE = Path(words.__file__).parent


@pytest.mark.parametrize("tag", words.LANGUAGES)
def test_every_language_has_every_sentence_with_the_same_placeholders(tag: str) -> None:
    own = words.own(tag)
    assert own.keys() == ENGLISH.keys()
    for key, text in own.items():
        assert sorted(PLACEHOLDER.findall(text)) == sorted(PLACEHOLDER.findall(ENGLISH[key])), key
        assert text == " ".join(text.split()), key


@pytest.mark.parametrize("tag", [tag for tag in words.LANGUAGES if tag != "en"])
def test_whole_sentences_are_translated(tag: str) -> None:
    own = words.own(tag)
    assert [key for key, text in own.items() if text == ENGLISH[key] and text.count(" ") > 2] == []


def test_every_sentence_that_a_template_names_is_there() -> None:
    known = words.load("en")
    named = {
        key
        for path in SOURCE.glob("templates/*.html")
        for key in re.findall(r"""\bt\(["']([a-z_.]+[a-z_])["'][,)]""", path.read_text("utf-8"))
    }
    assert len(named) > 100
    assert [key for key in sorted(named) if not known.has(key)] == []


def test_every_sentence_of_the_console_stands_somewhere() -> None:
    """What nobody says any more is taken out of all languages."""
    text = "".join(
        path.read_text("utf-8")
        for kind in ("templates/*.html", "*.py", "routes/*.py")
        for path in SOURCE.glob(kind)
    )
    made = (
        "language.",
        "role.",
        "label.",
        "state.",
        "said.",
        "scope.",
        "health.",
        "exceptions.",
        "act.",
        "copy.",
        "age.",
    )
    unused = [key for key in ENGLISH if f'"{key}"' not in text and f"'{key}'" not in text]
    assert [key for key in unused if not key.startswith(made)] == []


@pytest.mark.parametrize(
    ("accept", "tag"),
    [
        ("de-AT,de;q=0.9,en;q=0.8", "de"),
        ("tlh, ar;q=0.5, fr;q=0.7", "fr"),
        ("pt-BR", "pt"),
        ("", "en"),
        ("*", "en"),
        ("de;q=x, es;q=0.1", "es"),
        ("it", "en"),
    ],
)
def test_the_browser_says_which_language(accept: str, tag: str) -> None:
    assert words.preferred(accept) == tag


def test_verdicts_and_the_console_speak_together() -> None:
    catalogue = words.load("ar")
    assert catalogue.direction == "rtl"
    assert catalogue.has("level.malicious")
    assert catalogue.has("nav.queue")
