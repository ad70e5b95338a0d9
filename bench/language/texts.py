"""What is learnt from: the developed half of a corpus and of generated mail, and the texts written for it."""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal, get_args

import yaml

from bench import corpus
from bench.family import wording as family
from bench.twins import wording
from unhook import app
from unhook.language.labels import INTENTS
from unhook.training.examples import Example, Kind, drafts, written
from unhook.training.labelling import LANGUAGES

NOTHING_WORSE = {name: False for name in INTENTS if name not in ("cred_theft", "benign")}
"""What is known of an honest text that may ask to sign in."""
SLOT = {"brand": "Harbour Lane", "amount": "24.00 EUR", "date": "12/05/2026", "time": "10:30", "count": "12"}


def everything(folder: Path) -> Iterator[Example]:
    """All examples to train on, in a fixed order."""
    yield from mails(corpus.split(corpus.samples(folder), "develop"))
    yield from made()


def made() -> Iterator[Example]:
    """Those of them that no corpus is needed for."""
    for example in (*twins("develop"), *relatives("train"), *written()):
        yield from drafts(example)


def mails(samples: list[corpus.Sample]) -> Iterator[Example]:
    """The subject and the newest text of each mail, with its label for a kind."""
    for sample in samples:
        message = app.parse(sample.read())
        kind: Kind = next(kind for kind in get_args(Kind) if kind == sample.label)
        yield Example(
            text=message.body.current_thread.text,
            subject=message.subject.subject or "",
            kind=kind,
            source=sample.source,
            group=str(sample.group),
        )


def twins(half: Literal["develop", "held-out"]) -> Iterator[Example]:
    """The wording of generated mail, each template a source of its own."""
    for language, tag in LANGUAGES.items():
        words = wording.language(tag)
        for template in words.templates:
            if not template.belongs(half):
                continue
            told = _kinds()[template.section][template.kind]
            place = f"twins/{tag}/{template.section}/{template.kind}"
            known = dict.fromkeys(told["topics"], True)
            known |= NOTHING_WORSE if told["intent"] == "open" else {told["intent"]: True}
            lines = (
                words.named[0],
                *template.paragraphs,
                template.button,
                words.closing[0].replace("|", "\n"),
            )
            text = "\n".join(map(_filled, lines))
            yield Example(text, "known", place, place, _filled(template.subject), language, known)


def relatives(split: family.Split) -> Iterator[Example]:
    """The wording of `bench.family`: lures ask to sign in, people and shops do not. Notices may ask for it
    honestly; of them it is only known that they want nothing worse.
    """
    for language, tag in LANGUAGES.items():
        voice = family.voice(tag)
        for text in family.texts(tag):
            if text.split != split:
                continue
            lure = text.group == "lures"
            place = f"family/{tag}/{text.place}"
            opening = voice.generic[text.number % len(voice.generic)] if lure else ""
            button = text.buttons[0] if text.buttons else ""
            body = "\n".join(_filled(line) for line in (opening, *text.paragraphs, button) if line)
            asking = text.group == "notices" or text.kind in ASKING
            known = dict(NOTHING_WORSE) if asking else {"cred_theft" if lure else "benign": True}
            yield Example(body, "known", place, place, _filled(text.subjects[0]), language, known)


ASKING = frozenset({"government", "bank", "subscription"})
"""Kinds of honest mail whose button leads to a sign-in page."""


@cache
def _kinds() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(files("bench.language").joinpath("kinds.yml").read_text("utf-8"))
    return loaded


class _Slots(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return SLOT.get(key, "Berg")


def _filled(text: str) -> str:
    return text.format_map(_Slots())
