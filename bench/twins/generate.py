"""Every template in every structure that fits it, deterministic by seed."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from bench.twins import forged, genuine, habits, sender
from bench.twins.compose import mail
from bench.twins.sender import Recipient
from bench.twins.structure import Layout, Structure
from bench.twins.wording import LANGUAGES, Language, Split, Template, kinds, language

_NOTICE: tuple[Layout, ...] = ("card", "outlook", "letter", "text", "shop")
_LETTER: tuple[Layout, ...] = ("letter", "text")


@dataclass(frozen=True, slots=True)
class Twin:
    """One generated mail; `moves` name its structure, `template` is `language/section/kind`."""

    name: str
    label: Literal["genuine", "forged"]
    language: str
    kind: str
    moves: tuple[str, ...]
    raw: bytes


def mails(seed: int = 1, split: Split = "all", languages: tuple[str, ...] = LANGUAGES) -> Iterator[Twin]:
    """All mails of one half, language by language; the same ones for the same seed."""
    for tag in languages:
        words = language(tag)
        for template in words.templates:
            if template.belongs(split):
                yield from _of_template(seed, words, template)


def _of_template(seed: int, words: Language, template: Template) -> Iterator[Twin]:
    place = f"{words.tag}/{template.section}/{template.kind}"
    draw = random.Random(f"{seed}/{place}")
    reader = sender.recipient(draw, words)
    for label, sent in _structures(draw, words, template, reader):
        name = "-".join((words.tag, template.section, template.kind, label, *sent.moves))
        worn = habits.worn(random.Random(f"{seed}/{name}/habits"), sent, words.tag)
        raw = mail(random.Random(f"{seed}/{name}"), words, template, worn, reader)
        yield Twin(name, label, words.tag, _kind(template), sent.moves, raw)


def _structures(
    draw: random.Random, words: Language, template: Template, reader: Recipient
) -> Iterator[tuple[Literal["genuine", "forged"], Structure]]:
    match template.section:
        case "notices":
            kind = kinds()[template.kind]
            brand = sender.brand(draw, words, kind.sectors)
            if brand is not None:
                yield from (("genuine", sent) for sent in genuine.of_brand(draw, brand, kind))
                yield from (("forged", sent) for sent in forged.of(draw, brand, reader, _NOTICE))
            if kind.firms:
                known = words.charities if template.kind == "charity" else words.firms
                firm = sender.firm(draw, known)
                yield from (("genuine", sent) for sent in genuine.of_firm(draw, firm, kind, reader))
        case "letters":
            person = sender.person(draw, words, reader)
            yield from (("genuine", sent) for sent in genuine.of_person(draw, person, reader))
            yield from (("forged", sent) for sent in forged.of(draw, person, reader, _LETTER))
        case "desk" | "lures":
            desk = sender.desk(draw, words, reader)
            if template.section == "desk":
                yield from (("genuine", sent) for sent in genuine.of_desk(draw, desk, reader))
            yield from (("forged", sent) for sent in forged.of(draw, desk, reader, ("card", *_LETTER)))


def _kind(template: Template) -> str:
    return f"{template.section}-{template.kind}" if template.section in ("desk", "lures") else template.kind
