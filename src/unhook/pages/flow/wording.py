"""Words of links that act as soon as they are opened: a data table by what they do."""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Literal, cast, get_args
from urllib.parse import unquote

from unhook.links.model import Url
from unhook.pages import tables

Deed = Literal[
    "unsubscribe", "confirm", "activate", "verify", "reset", "invite", "magic", "one-time", "redeem",
    "calendar", "approve", "vote", "cancel", "subscribe",
]  # fmt: skip
DEEDS: tuple[Deed, ...] = get_args(Deed)
LANGUAGES = ("en", "de", "fr", "pt", "es", "nl", "it")
_URL = "url"
_FOLDED = str.maketrans("’`´", "'''")


def said(text: str) -> tuple[Deed, ...]:
    """What a text says that its link does, in the order of `DEEDS`."""
    folded = " ".join(text.casefold().translate(_FOLDED).split())
    return tuple(deed for deed, words in _texts().items() if words.search(folded))


def written(url: Url) -> tuple[Deed, ...]:
    """What an address says that it does, by its path and query."""
    text = unquote(f"{url.path or ''}?{url.query_params or ''}").casefold()
    return tuple(deed for deed, words in _addresses().items() if words.search(text))


@cache
def _texts() -> Mapping[Deed, re.Pattern[str]]:
    spoken = {deed: [each for tag, each in found if tag != _URL] for deed, found in table().items()}
    return {deed: _pattern(each, r"\w") for deed, each in spoken.items()}


@cache
def _addresses() -> Mapping[Deed, re.Pattern[str]]:
    # Letters only: in an address a number or an underscore ends a word.
    named = {deed: [each for tag, each in found if tag == _URL] for deed, found in table().items()}
    return {deed: _pattern(each, r"[^\W\d_]") for deed, each in named.items()}


def _pattern(phrases: Iterable[str], letter: str) -> re.Pattern[str]:
    written = (re.escape(each).replace(r"\*", f"{letter}*").replace(r"\ ", " ") for each in phrases)
    return re.compile(rf"(?<!{letter})(?:{'|'.join(written)})(?!{letter})")


@cache
def table() -> Mapping[Deed, tuple[tuple[str, str], ...]]:
    """The phrases of each deed with their language, `url` for those of addresses."""
    found: dict[Deed, tuple[tuple[str, str], ...]] = dict.fromkeys(DEEDS, ())
    for row in tables.rows("flow", "acting"):
        deed, tag, phrases = row.split(maxsplit=2)
        name = cast(Deed, deed)
        found[name] += tuple((tag, phrase.strip().casefold()) for phrase in phrases.split("|"))
    return found
