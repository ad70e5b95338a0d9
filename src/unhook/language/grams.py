"""A text as the words and word pairs that models weigh.

What would tell one mailbox from another is taken out: addresses, hosts, numbers and
amounts become what they are. Words are read as a person reads them: without letter case,
invisible characters, look-alike letters and accents.
"""

import re
import unicodedata
from collections.abc import Iterator
from itertools import islice, pairwise
from zlib import crc32

from unhook.links import confusables
from unhook.message.offsets import Span

WINDOW = 120
"""Words of a passage; a text is read in passages that overlap by half."""
MOST_WORDS = 6_000
"""How many words of a text are read."""

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\ufeff\u034f\u061c\u180e]")
_MARKS = re.compile("[\u0300-\u036f]")
_RUN = re.compile(r"\S+")
_TOKEN = re.compile(
    r"(?P<link>(?:https?://|www\.)\S+)"
    r"|(?P<address>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
    r"|(?P<money>[$€£¥₹]\s?\d[\d.,]*|\d[\d.,]*\s?(?:[$€£¥₹]|usd\b|eur\b|gbp\b|chf\b|brl\b))"
    r"|(?P<host>\b(?:[a-z0-9-]+\.)+[a-z]{2,}\b)"
    r"|(?P<number>\d[\d.,:/-]*)"
    r"|(?P<word>[^\W\d_]+(?:['’][^\W\d_]+)?)"
    r"|(?P<mark>!{2,}|\?{2,})"
)


def words(text: str) -> list[str]:
    """The words of a text in order, at most `MOST_WORDS`; a link, an address, a host, an amount or a number
    is a word like `<link>`.
    """
    found: list[str] = []
    for match in _TOKEN.finditer(_read(text)):
        kind = match.lastgroup
        found.append(match.group().replace("’", "'") if kind == "word" else f"<{kind}>")
        if len(found) == MOST_WORDS:
            break
    return found


def places(text: str) -> list[tuple[str, Span]]:
    """The words of a text with the place of the run of non-blank characters in which each stands: what
    is read and what is written need not be equally long.
    """
    return [
        (word, match.span())
        for match in islice(_RUN.finditer(text), MOST_WORDS)
        for word in words(match.group())
    ]


def _read(text: str) -> str:
    lower = text.casefold() if text.isascii() else _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))
    if lower.isascii():
        return lower.lower()
    shown = " ".join(_latin(word) for word in lower.lower().split())
    return _MARKS.sub("", unicodedata.normalize("NFD", shown))


def _latin(word: str) -> str:
    """A word of mixed scripts as what it imitates."""
    if word.isascii():
        return word
    imitated = confusables.skeleton(word)
    mixed = any(letter.isascii() and letter.isalpha() for letter in word)
    return imitated.lower() if mixed and imitated.isascii() else word


def passages(words: list[str]) -> Iterator[list[str]]:
    """The words in passages of `WINDOW`: padding far away does not thin out what a passage says."""
    step = WINDOW // 2
    for start in range(0, max(1, len(words) - step), step):
        yield words[start : start + WINDOW]


def grams(words: list[str]) -> set[int]:
    """The distinct words and pairs of neighbours as 32-bit hashes (CRC-32 of UTF-8, a pair joined by a
    blank).
    """
    data = [word.encode("utf-8", "replace") for word in words]
    single = set(map(crc32, data))
    return single.union(crc32(b"%b %b" % pair) for pair in pairwise(data))


def by_passage(words: list[str]) -> Iterator[set[int]]:
    """The grams of each passage; what neighbouring passages share is hashed once."""
    data = [word.encode("utf-8", "replace") for word in words]
    single = [crc32(word) for word in data]
    pairs = [crc32(b"%b %b" % pair) for pair in pairwise(data)]
    step = WINDOW // 2
    for start in range(0, max(1, len(words) - step), step):
        yield {*single[start : start + WINDOW], *pairs[start : start + WINDOW - 1]}
