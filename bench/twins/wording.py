"""The templates: one file a language, and one that says who sends which kind of notice."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import yaml

LANGUAGES = ("en", "de", "pt", "fr", "es", "nl", "it")

Section = Literal["notices", "letters", "desk", "lures"]
Split = Literal["develop", "held-out", "all"]

SECTIONS: tuple[Section, ...] = ("notices", "letters", "desk", "lures")


@dataclass(frozen=True, slots=True)
class Template:
    """One mail's wording, with `{slots}`; `index` numbers it for the split.

    `section` tells who writes: `notices` firms, `letters` persons, `desk` the recipient's own
    mail administration, `lures` only attackers. Without a `button` there is no link; `file`
    names what is attached, a PDF or an invitation (iCalendar).
    """

    kind: str
    section: Section
    index: int
    subject: str
    paragraphs: tuple[str, ...]
    button: str
    file: str = ""

    def belongs(self, split: Split) -> bool:
        """Whether it is in this half: even indices are developed on, odd ones held out."""
        return split == "all" or (self.index % 2 == 0) == (split == "develop")


@dataclass(frozen=True, slots=True)
class Language:
    """Everything written in one language; a `|` in `closing` breaks the line.

    `countries` are those whose brands write in it; `firms` and `charities` map invented
    names to host labels.
    """

    tag: str
    countries: tuple[str, ...]
    people: tuple[str, ...]
    named: tuple[str, ...]
    generic: tuple[str, ...]
    closing: tuple[str, ...]
    sent_to: str
    subscribed: str
    links: tuple[str, ...]
    unsubscribe: str
    browser: str
    place: str
    attached: str
    padding: str
    desks: tuple[str, ...]
    firms: Mapping[str, str]
    charities: Mapping[str, str]
    templates: tuple[Template, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """Who sends a notice: brands of these `sectors`, small `firms` too; `path` is where its button leads."""

    sectors: tuple[str, ...]
    path: str
    firms: bool = False
    list: bool = False


@cache
def language(tag: str) -> Language:
    """Load one language's file.

    Templates are numbered from the language's own place on, so that each kind stands in
    both halves, each time in other words.
    """
    row = _load(f"{tag}.yml")
    start = LANGUAGES.index(tag)
    templates = [
        Template(kind, section, start + number, text["subject"], _lines(text["text"]), text["button"])
        for section in SECTIONS
        for number, (kind, text) in enumerate(row.pop(section).items())
    ]
    lists: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in row.items()}
    return Language(tag=tag, templates=tuple(templates), **lists)


@cache
def kinds() -> Mapping[str, Kind]:
    """Read `kinds.yml`."""
    return {
        name: Kind(**row | {"sectors": tuple(row["sectors"])}) for name, row in _load("kinds.yml").items()
    }


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line for line in text.splitlines() if line)


def _load(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(files("bench.twins").joinpath(name).read_text("utf-8"))
    return loaded
