"""Texts to learn from, and those written for it: what no corpus holds enough of.

`data/texts/LANGUAGE.yml` maps an intent or a topic to texts. `[one|another]` in a text is a choice.
"""

import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from importlib.resources import files
from typing import Literal
from zlib import crc32

import yaml

from unhook.training.labelling import LANGUAGES

Kind = Literal["phish", "spam", "ham", "known"]

_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_CHOICE = re.compile(r"\[([^\[\]]*\|[^\[\]]*)\]")
VARIANTS = 10
"""So many drafts of a text are trained on: some of its sentences, in its order or another, and others of
its choices."""


@dataclass(frozen=True, slots=True)
class Example:
    """One text. Of `known` ones the `known` labels are right, and complete for intents when one is true; of
    the others only the kind is known, and phrases must tell the rest.

    `source` is where it comes from, `collection/part/...` (a gram must occur in two sources to be learnt),
    `group` its template or campaign: what shares one is never trained and measured on at once.
    """

    text: str
    kind: Kind
    source: str
    group: str
    subject: str = ""
    language: str | None = None
    known: Mapping[str, bool] = field(default_factory=dict)


def written() -> Iterator[Example]:
    """The texts of `data/texts`, choices still open; English names of languages."""
    for language, tag in LANGUAGES.items():
        source = files("unhook.training").joinpath(f"data/texts/{tag}.yml").read_text("utf-8")
        for name, texts in yaml.safe_load(source).items():
            for number, text in enumerate(texts):
                place = f"written/{tag}/{name}/{number}"
                yield Example(text, "known", place, place, language=language, known={name: True})


def drafts(example: Example) -> Iterator[Example]:
    """The example with its first choices, and variants of it, so that its sentences weigh each on its
    own; always the same ones.
    """
    yield replace(example, text=_CHOICE.sub(lambda choice: choice[1].split("|")[0], example.text))
    draw = random.Random(crc32(example.text.encode()))
    enough = _CHOICE.search(example.text) or len(_SENTENCE.split(example.text)) > 2
    for _ in range(VARIANTS if enough else 0):
        text = _CHOICE.sub(lambda choice: draw.choice(choice[1].split("|")), example.text)
        sentences = _SENTENCE.split(text)
        most = len(sentences)
        kept = draw.sample(sentences, draw.randint(min(most, max(2, most - 2)), most))
        yield replace(example, text=" ".join(kept))
