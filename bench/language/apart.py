"""Texts written for measuring alone: rare scams, and beside each the honest mail that is like it.

`kept_apart/LANGUAGE.yml` maps an intent to `scam` and `honest` texts, `plain` to honest ones that are
like none; `frames` has what stands around a text in a mail. The templates are the same in all
languages and none is trained on.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any
from zlib import crc32

import yaml

from unhook.training.labelling import LANGUAGES


@dataclass(frozen=True, slots=True)
class Text:
    """`intent` is what the text wants, `benign` for an honest one; `beside` the scam it is like."""

    text: str
    language: str
    intent: str
    beside: str


def texts() -> Iterator[Text]:
    """All of them, each in a frame that its words choose."""
    for language, tag in LANGUAGES.items():
        sections = _load(tag)
        for beside, sides in sections.items():
            if beside == "frames":
                continue
            for side, bodies in sides.items():
                intent = beside if side == "scam" else "benign"
                for body in bodies:
                    yield Text(framed(body, sections["frames"]), language, intent, beside)


def framed(body: str, frames: Mapping[str, Any]) -> str:
    """The text with an opening and a closing, every fourth above a quoted mail."""
    number = crc32(body.encode())
    opening, closing = (
        _chosen(frames[part], number >> shift) for part, shift in (("opening", 0), ("closing", 8))
    )
    quoted = frames["quoted"] if (number >> 16) % 4 == 0 else ""
    named = {"name": _chosen(frames["names"], number >> 20)}
    return opening.format_map(named) + body + closing.format_map(named) + quoted.format_map(named)


def _chosen(choices: list[str], number: int) -> str:
    return choices[number % len(choices)]


@cache
def _load(tag: str) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(
        files("bench.language").joinpath(f"kept_apart/{tag}.yml").read_text("utf-8")
    )
    return loaded
