"""Texts to learn from, and those written for it: what no corpus holds enough of.

`data/texts/LANGUAGE.yml` maps an intent to texts; of five in a row the first three are trained on,
the other two are kept for measuring.
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

Half = Literal["train", "measure"]
Kind = Literal["phish", "spam", "ham", "known"]

_SENTENCE = re.compile(r"(?<=[.!?])\s+")
VARIANTS = 10
"""So many drafts of a text are trained on: some of its sentences, in its order or another."""


@dataclass(frozen=True, slots=True)
class Example:
    """One text. Of `known` ones the `known` labels are right and complete for intents; of the others only
    the kind is known, and phrases must tell the rest.

    `source` is where it comes from (a gram must occur in two sources to be learnt), `group` its
    template or campaign: what shares one is never trained and measured on at once.
    """

    text: str
    kind: Kind
    source: str
    group: str
    subject: str = ""
    language: str | None = None
    known: Mapping[str, bool] = field(default_factory=dict)


def written(half: Half) -> Iterator[Example]:
    """The texts of `data/texts`, one half of them; English names of languages."""
    for language, tag in LANGUAGES.items():
        source = files("unhook.training").joinpath(f"data/texts/{tag}.yml").read_text("utf-8")
        for intent, texts in yaml.safe_load(source).items():
            for number, text in enumerate(texts):
                if (number % 5 < 3) == (half == "train"):
                    place = f"written/{tag}/{intent}/{number}"
                    yield Example(text, "known", place, place, language=language, known={intent: True})


def drafts(example: Example) -> Iterator[Example]:
    """The example and variants of it, so that its sentences weigh each on its own; always the same ones."""
    yield example
    sentences = _SENTENCE.split(example.text)
    draw = random.Random(crc32(example.text.encode()))
    for _ in range(VARIANTS if len(sentences) > 2 else 0):
        kept = draw.sample(sentences, draw.randint(max(2, len(sentences) - 2), len(sentences)))
        yield replace(example, text=" ".join(kept))
