"""Every text in every structure that fits its sender, deterministic by seed."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from bench.family.wording import LANGUAGES, Group, Split, Text, kinds, texts, voice
from bench.twins import forged, genuine, habits, sender, wording
from bench.twins.compose import mail
from bench.twins.generate import Twin
from bench.twins.sender import Recipient, Sender
from bench.twins.structure import Layout, Structure
from bench.twins.wording import Language, Section

_SECTIONS: dict[str, Section] = {
    "attacker": "lures",
    "provider": "notices",
    "desk": "desk",
    "person": "letters",
    "list": "letters",
}
_LAYOUTS: tuple[Layout, ...] = ("text", "letter", "card", "outlook", "frame", "banner")
_NEWSLETTERS: tuple[Layout, ...] = ("shop", "shop", "card", "banner", "picture")
_LETTERS: tuple[Layout, ...] = ("text", "letter")


@dataclass(frozen=True, slots=True)
class Written(Twin):
    """A generated mail with its group, and `template`, the text it was made of, which lies in one split."""

    group: Group
    split: Split
    template: str


def mails(
    seed: int = 1, split: Split | None = None, languages: tuple[str, ...] = LANGUAGES
) -> Iterator[Written]:
    """All mails, or those of one split, language by language; the same ones for the same seed."""
    for tag in languages:
        for text in texts(tag):
            if split in (None, text.split):
                yield from of_text(seed, text)


def of_text(seed: int, text: Text) -> Iterator[Written]:
    """All mails made of one text, a structure each."""
    draw = random.Random(f"{seed}/{text.place}")
    words, voiced = wording.language(text.language), voice(text.language)
    reader = sender.recipient(draw, words)
    spoken = (
        voiced.speaking(words) if text.by == "attacker" else _signed(words) if text.by == "desk" else words
    )
    label: Literal["genuine", "forged"] = "forged" if text.by == "attacker" else "genuine"
    for section, sent in _structures(draw, words, text, reader):
        name = "-".join((text.place, label, *sent.moves))
        own = random.Random(f"{seed}/{name}")
        template = text.drawn(own, section, voiced.deadlines)
        worn = habits.worn(own, _dressed(own, text, sent), text.language)
        raw = mail(own, spoken, template, worn, reader)
        kind = f"{text.group}-{text.kind}"
        yield Written(
            name,
            label,
            text.language,
            kind,
            (*sent.moves, worn.layout),
            raw,
            text.group,
            text.split,
            text.place,
        )


def _structures(
    draw: random.Random, words: Language, text: Text, reader: Recipient
) -> Iterator[tuple[Section, Structure]]:
    kind = kinds()[text.kind][1]
    section = _SECTIONS[text.by]
    match text.by:
        case "attacker":
            for posed, posed_section in _posed(draw, words, text, reader):
                yield from ((posed_section, sent) for sent in forged.of(draw, posed, reader, _LAYOUTS))
        case "provider":
            brand = sender.brand(draw, words, kind.sectors)
            if brand is not None:
                yield from ((section, sent) for sent in genuine.of_brand(draw, brand, kind))
            if kind.firms:
                firm = sender.firm(draw, text.senders or words.firms)
                yield from ((section, sent) for sent in genuine.of_firm(draw, firm, kind, reader))
        case "desk":
            desk = sender.desk(draw, words, reader)
            yield from ((section, sent) for sent in genuine.of_desk(draw, desk, reader))
        case "person":
            person = sender.person(draw, words, reader)
            yield from ((section, sent) for sent in genuine.of_person(draw, person, reader))
        case "list":
            person = sender.person(draw, words, reader)
            yield from ((section, sent) for sent in genuine.of_list(draw, person))


def _posed(
    draw: random.Random, words: Language, text: Text, reader: Recipient
) -> list[tuple[Sender, Section]]:
    """Who the attacker claims to be: one of the desk's many names, or a provider."""
    desk = replace(sender.desk(draw, words, reader), name=draw.choice(voice(text.language).posers))
    own = replace(desk, name=f"{reader.domain} {draw.choice(('Mail', 'Webmail', 'Support', 'Server'))}")
    brand = sender.brand(draw, words, kinds()[text.kind][1].sectors)
    return [draw.choice(((desk, "lures"), (own, "lures"), (brand or desk, "notices" if brand else "lures")))]


def _signed(words: Language) -> Language:
    """Return the language with closings that name nobody but the sender."""
    return replace(words, closing=tuple(line.partition("|")[0] + "|{brand}" for line in words.closing))


def _dressed(draw: random.Random, text: Text, sent: Structure) -> Structure:
    """Any layout for any mail of the sort, so that it tells nothing about the label."""
    if sent.layout == "picture" or sent.disguise == "padding":
        return sent
    if kinds()[text.kind][1].list:
        return replace(sent, layout=draw.choice(_NEWSLETTERS))
    return replace(sent, layout=draw.choice(_LETTERS if text.by in ("person", "list") else _LAYOUTS))
