"""Whether words name a page or only mention somebody: "Sign in to Example" and "Sign in with Example"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from unhook.brands.registry import Brand, Brands
from unhook.brands.wording import Match
from unhook.pages import tables

_WORD = re.compile(r"\w+")
_BORDERS = re.compile(r"\s[|\-–—·:«»/]\s|[|«»:]")
_MENTION = re.compile(
    r"\b(?:with|using|via|through|by|from|for|on|mit|über|von|avec|par|pour|con|mediante|por|para|com|através"
    r"|tramite|da|per|met|door|van|voor|powered by|like|and|or|vs)"
    r"\s+(?:your\s+|ihrem\s+|votre\s+|su\s+|tu\s+|o\s+|the\s+)?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Naming:
    """A brand in words: `strong` where nothing stands beside it but words of signing in, `own_name` where the
    words around it hold the host's own name.
    """

    brand: Brand
    text: str
    strong: bool
    own_name: bool


def naming(text: str, brands: Brands, label: str | None) -> Iterator[Naming]:
    """The brands that words of a title or heading name; what they merely mention is left out.

    `label`: the label of the page's registrable domain, by which a site calls itself.
    """
    matches = brands.claimed_in(text)
    if not matches:
        return
    rest = _without(text, matches)
    own = says(rest, label)
    bare = not _foreign(rest)
    for match in matches:
        ordinary = not match.plain and match.text.lower() in sign_in_words()
        if ordinary or _MENTION.search(text[: match.start]):
            continue
        alone = bare or (match.plain and not _foreign(_segment(text, match, matches)))
        if match.plain or alone:
            yield Naming(match.what, match.text, alone and not own, own)


def plain_words(text: str) -> bool:
    """Whether words hold nothing but those of signing in: no name of anybody."""
    return not _foreign(text)


def _without(text: str, matches: Sequence[Match[Brand]]) -> str:
    for match in sorted(matches, key=lambda each: each.start, reverse=True):
        text = f"{text[: match.start]} {text[match.end :]}"
    return text


def _segment(text: str, match: Match[Brand], matches: Sequence[Match[Brand]]) -> str:
    """The piece of a title between separators that holds the match, names taken out."""
    start = max((border.end() for border in _BORDERS.finditer(text, 0, match.start)), default=0)
    after = _BORDERS.search(text, match.end)
    end = after.start() if after else len(text)
    inside = [each for each in matches if start <= each.start and each.end <= end]
    for each in sorted(inside, key=lambda one: one.start, reverse=True):
        text = f"{text[: each.start]}{' ' * (each.end - each.start)}{text[each.end :]}"
    return text[start:end]


def _foreign(text: str) -> bool:
    """Whether there is a word that is none of signing in."""
    known = sign_in_words()
    return any(
        not word.isdecimal() and len(word) > 1 and word not in known for word in _WORD.findall(text.lower())
    )


def says(text: str, label: str | None) -> bool:
    """Whether words hold a host's own label, as in "Hill Town Savings" at hill-town-savings.test."""
    if label is None or len(label) < 3:
        return False
    squeezed = "".join(_WORD.findall(text.lower()))
    return label.replace("-", "").lower() in squeezed


def is_name(label: str) -> bool:
    """Whether a host's label is more than words of signing in, one behind the other."""
    text = label.replace("-", "").lower()
    ends = {0}
    for end in range(1, len(text) + 1):
        if any(text[start:end] in sign_in_words() or text[start:end].isdecimal() for start in ends):
            ends.add(end)
    return len(text) not in ends


@cache
def sign_in_words() -> frozenset[str]:
    """The words that stand on any sign-in page."""
    return frozenset(word for row in tables.rows("source", "sign_in_words") for word in row.split())
