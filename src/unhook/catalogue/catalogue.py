"""Message catalogues: one TOML file a language, English first, every key a whole sentence.

Values put into a sentence are made by attackers, so sentences are no `str.format`
templates: a placeholder is `{name}` and nothing else, and a value is never looked into.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

LANGUAGES = ("en", "de", "pt", "fr", "es", "ar", "nl", "it")
"""The shipped languages as BCP 47 tags."""

FALLBACK = "en"
PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")


def fill(template: str, /, **values: object) -> str:
    """The template with each `{name}` replaced once; an unknown name stays as it stands."""
    return PLACEHOLDER.sub(lambda match: str(values.get(match[1], match[0])), template)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """One language's sentences. `tag` is its BCP 47 tag, `direction` how it is written."""

    tag: str
    direction: Literal["ltr", "rtl"]
    sentences: Mapping[str, str]

    @staticmethod
    def load(tag: str = FALLBACK) -> "Catalogue":
        """The catalogue for a BCP 47 tag such as `de-AT`; English where there is none."""
        primary = re.split(r"[-_.@]", tag.lower(), maxsplit=1)[0]
        return _read(primary if primary in LANGUAGES else FALLBACK)

    def text(self, key: str, /, **values: object) -> str:
        """The sentence of that key, filled; `KeyError` when no language has it."""
        return fill(self.sentences[key], **values)

    def has(self, key: str) -> bool:
        """Whether there is a sentence of that key."""
        return key in self.sentences

    def choose(self, wordings: Mapping[str, str], default: str) -> str:
        """The wording in this language out of a rule's, else the English one, else `default`."""
        return wordings.get(self.tag) or wordings.get(FALLBACK) or default


@cache
def _read(tag: str) -> Catalogue:
    table = tomllib.loads(Path(__file__).with_name(f"{tag}.toml").read_text(encoding="utf-8"))
    direction: Literal["ltr", "rtl"] = "rtl" if table.pop("direction", "ltr") == "rtl" else "ltr"
    sentences = dict(flat(table))
    if tag != FALLBACK:
        sentences = {**_read(FALLBACK).sentences, **sentences}
    return Catalogue(tag, direction, sentences)


def flat(table: dict[str, Any], prefix: str = "") -> list[tuple[str, str]]:
    """The sentences of a file's tables, by their whole keys."""
    sentences: list[tuple[str, str]] = []
    for key, value in table.items():
        name = f"{prefix}{key}"
        sentences += flat(value, f"{name}.") if isinstance(value, dict) else [(name, str(value))]
    return sentences
