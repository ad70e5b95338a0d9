"""Brands that stand on a page only as a picture: words and logos read from what it looks like."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from unhook.brands.registry import Brand, Brands
from unhook.pages.source import wording
from unhook.pages.source.model import Evidence, Shown
from unhook.pages.source.read import Read

_LINES = 60
_LONGEST = 80
_SINGLE = 2
_ADDRESS = re.compile(
    r"[@©]|[.,]\s?(?:com|test|net|org)\b|\w*[0-9_]\w*\W{0,3}(?:gmail|outlook)", re.IGNORECASE
)
"""A line with the address that the visitor typed, as recognition may have read it."""

_PASSING = frozenset({"generic", "social", "payments"})


@dataclass(frozen=True, slots=True)
class Pictured:
    """What was read on a picture: its `words` by line, and the names of brands whose `logos` are on it."""

    words: str = ""
    logos: tuple[str, ...] = ()


Reader = Callable[[bytes], Pictured]
"""Reads a PNG, where it can do no harm."""


def of(seen: Pictured, page: Read, brands: Brands, label: str | None) -> tuple[Shown, ...]:
    """The brands on a picture of a page that its own words do not name.

    `label`: the label of the page's registrable domain, by which a site calls itself.
    """
    named = {match.what.name for match in brands.claimed_in(f"{page.title and page.title.text}\n{page.text}")}
    titles = [page.title.text] if page.title else []
    own = any(wording.says(title, label) for title in titles)
    doubted = bool(titles) and not any(map(wording.plain_words, titles))
    found = [
        Shown(brand, "picture", text, strong, Evidence(page.part, None, text), own, doubted)
        for brand, text, strong in _found(seen, brands, label)
        if brand.name not in named and brand.kind not in _PASSING
    ]
    if len({shown.brand.owner for shown in found}) > _SINGLE:
        return ()
    return tuple({(shown.brand.name, shown.strong): shown for shown in reversed(found)}.values())


def _found(seen: Pictured, brands: Brands, label: str | None) -> Iterator[tuple[Brand, str, bool]]:
    for name in seen.logos:
        brand = brands.named(name)
        if brand is not None:
            yield brand, name, True
    for line in seen.words.splitlines()[:_LINES]:
        if _ADDRESS.search(line):
            continue
        for each in wording.naming(line[:_LONGEST], brands, label):
            yield each.brand, each.text, each.strong
