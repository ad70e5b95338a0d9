"""The texts: a file a group and language, and one that says who sends which kind."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import yaml

from bench.twins import wording as twins
from bench.twins.wording import LANGUAGES, Kind, Language, Template

Group = Literal["lures", "notices", "hard"]
Split = Literal["train", "test"]
By = Literal["attacker", "provider", "desk", "person", "list"]

GROUPS: tuple[Group, ...] = ("lures", "notices", "hard")
SPLITS: tuple[Split, ...] = ("train", "test")


@dataclass(frozen=True, slots=True)
class Text:
    """One mail's wording with variants of subject and button; `number` counts within kind and split.

    `by` tells who writes it; `tone` is set for lures. Besides the slots of `bench.twins` a text
    may have `{deadline}`, `{count}` and `{percent}`. Without buttons there is no link; `file`
    names what is attached. `senders` are invented firms (name to host label).
    """

    group: Group
    language: str
    kind: str
    split: Split
    number: int
    by: By
    subjects: tuple[str, ...]
    paragraphs: tuple[str, ...]
    buttons: tuple[str, ...] = ()
    tone: str = ""
    file: str = ""
    senders: Mapping[str, str] | None = None

    @property
    def place(self) -> str:
        """What names the text: the same in every run, another for each."""
        return f"{self.language}-{self.group}-{self.kind}-{self.split}-{self.number}"

    def drawn(self, draw: random.Random, section: twins.Section, deadlines: tuple[str, ...]) -> Template:
        """A template with one of the variants each."""
        deadline = draw.choice(deadlines) if deadlines else ""
        count, percent = draw.randrange(2, 40), draw.randrange(90, 100)

        def fill(line: str) -> str:
            filled = line.replace("{deadline}", deadline).replace("{count}", str(count))
            filled = filled.replace("{percent}", str(percent))
            return filled[0].upper() + filled[1:] if line.startswith("{deadline}") else filled

        button = draw.choice(self.buttons) if self.buttons else ""
        paragraphs = tuple(map(fill, self.paragraphs))
        subject = fill(draw.choice(self.subjects))
        return Template(self.kind, section, 0, subject, paragraphs, fill(button) if button else "", self.file)


@dataclass(frozen=True, slots=True)
class Voice:
    """How attackers address and sign in one language: `posers` are the names they take."""

    posers: tuple[str, ...]
    named: tuple[str, ...]
    generic: tuple[str, ...]
    closing: tuple[str, ...]
    deadlines: tuple[str, ...]

    def speaking(self, words: Language) -> Language:
        """Return the language with this voice's greetings and signatures beside the usual ones."""
        return replace(
            words,
            named=self.named + words.named[:1],
            generic=self.generic + words.generic[:1],
            closing=self.closing + words.closing[:1],
        )


@cache
def voice(tag: str) -> Voice:
    """Read the head of the language's lures."""
    head = _load(f"lures/{tag}.yml")
    return Voice(**{name: tuple(head[name]) for name in Voice.__dataclass_fields__})


@cache
def kinds() -> Mapping[str, tuple[By, Kind]]:
    """Read `kinds.yml`: who writes the kind, and what such a sender's mail is like."""
    return {name: (row.pop("by", "provider"), _kind(row)) for name, row in _load("kinds.yml").items()}


@cache
def texts(tag: str) -> tuple[Text, ...]:
    """All texts of one language, group by group."""
    return tuple(text for group in GROUPS for text in _of_group(group, tag))


def _of_group(group: Group, tag: str) -> list[Text]:
    found = []
    for kind, body in _load(f"{group}/{tag}.yml").items():
        if kind in Voice.__dataclass_fields__:
            continue
        usual: By = "attacker" if group == "lures" else kinds()[kind][0]
        for split in SPLITS:
            for number, row in enumerate(body[split]):
                known: dict[str, Any] = {"by": usual, "senders": body.get("senders")} | row
                known["paragraphs"] = tuple(line for line in known.pop("text").splitlines() if line)
                lists: dict[str, Any] = {
                    key: tuple(value) if isinstance(value, list) else value for key, value in known.items()
                }
                found.append(Text(group=group, language=tag, kind=kind, split=split, number=number, **lists))
    return found


def _kind(row: dict[str, Any]) -> Kind:
    return Kind(**{"sectors": (), "path": ""} | row | {"sectors": tuple(row.get("sectors", ()))})


def _load(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(files("bench.family").joinpath(name).read_text("utf-8"))
    return loaded


__all__ = ["GROUPS", "LANGUAGES", "SPLITS", "Group", "Split", "Text", "kinds", "texts", "voice"]
