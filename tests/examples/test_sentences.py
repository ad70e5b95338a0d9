"""The text rules, sentence by sentence, in the seven languages they promise."""

from functools import cache
from pathlib import Path

import pytest
import yaml

from unhook import message, mql
from unhook.context import Context
from unhook.rules import pack, rule_file
from unhook.rules.defaults import LISTS, library
from unhook.rules.standards import LANGUAGES

SENTENCES: dict[str, dict[str, str]] = yaml.safe_load(
    Path(__file__).with_name("sentences.yml").read_text(encoding="utf-8")
)
CASES = [(rule, language, text) for rule, texts in SENTENCES.items() for language, text in texts.items()]


@cache
def program(rule: str) -> mql.Program:
    return mql.compile(rule_file.read(pack.SHIPPED / f"{rule}.yml").source, library(), name=rule)


def answer(rule: str, text: str) -> bool | None:
    mail = (
        "From: Sender <sender@sender.example>\nTo: Reader <reader@reader.example>\nSubject: Hello\n"
        f"MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n{text}\n"
    )
    run = mql.Run(message.parse(mail.encode(), Context()), Context(), lists=LISTS)
    return program(rule).evaluate(run).value


def test_every_listed_rule_speaks_all_languages() -> None:
    assert {rule: set(texts) for rule, texts in SENTENCES.items()} == {
        rule: set(LANGUAGES) for rule in SENTENCES
    }


@pytest.mark.parametrize(("rule", "language", "text"), CASES)
def test_sentence_is_recognised(rule: str, language: str, text: str) -> None:
    assert answer(rule, text) is True


@pytest.mark.parametrize(("rule", "language", "text"), CASES)
def test_words_may_be_broken_over_lines(rule: str, language: str, text: str) -> None:
    first, *rest = text.split(" ")
    assert answer(rule, " ".join([first, *rest]).replace(" ", "  \n ")) is True or rule == "greeting-generic"


UNSUSPICIOUS = {
    "en": "Shall we meet on Tuesday at the station? I will bring the books and the photos of our trip.",
    "de": "Treffen wir uns am Dienstag am Bahnhof? Ich bringe die Bücher und die Fotos der Reise mit.",
    "fr": "On se voit mardi à la gare ? J'apporte les livres et les photos de notre voyage.",
    "pt": "Vamos encontrar-nos na terça na estação? Levo os livros e as fotos da viagem.",
    "es": "¿Nos vemos el martes en la estación? Llevo los libros y las fotos del viaje.",
    "nl": "Zien we elkaar dinsdag op het station? Ik neem de boeken en de foto's van de reis mee.",
    "it": "Ci vediamo martedì alla stazione? Porto i libri e le foto del viaggio.",
}


@pytest.mark.parametrize("rule", SENTENCES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_friends_making_plans_are_left_alone(rule: str, language: str) -> None:
    assert answer(rule, UNSUSPICIOUS[language]) is False
