"""A text as the words and word pairs that models weigh.

What would tell one mailbox from another is taken out: addresses, hosts, numbers and
amounts become what they are. Words are read as a person reads them: without letter case,
invisible characters, look-alike letters and accents.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain, islice
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
_RUNS_KEPT = 16_384
_CURRENCY = r"(?:[$€£¥₹]|usd\b|eur\b|gbp\b|chf\b|brl\b)"
_MONEY_APART = re.compile(
    rf"\s(?:(?<=[$€£¥₹]\s)(?=\d)|(?<=\d\s)(?={_CURRENCY})|(?<=\d[.,]\s)(?={_CURRENCY}))"
)
_TOKEN = re.compile(
    r"(?P<link>(?:https?://|www\.)\S+)"
    r"|(?P<address>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
    rf"|(?P<money>[$€£¥₹]\d[\d.,]*|\d[\d.,]*{_CURRENCY})"
    r"|(?P<host>\b(?:[a-z0-9-]+\.)+[a-z]{2,}\b)"
    r"|(?P<number>\d[\d.,:/-]*)"
    r"|(?P<word>[^\W\d_]+(?:['’][^\W\d_]+)?)"
    r"|(?P<mark>!{2,}|\?{2,})"
)


def words(text: str) -> list[str]:
    """The words of a text in order, at most `MOST_WORDS`; a link, an address, a host, an amount or a number
    is a word like `<link>`.
    """
    runs = _MONEY_APART.sub("", _lower(text)).split()
    return list(islice(chain.from_iterable(map(_words, runs)), MOST_WORDS))


# Mails share most of their words.
@lru_cache(maxsize=_RUNS_KEPT)
def _words(run: str) -> tuple[str, ...]:
    """The words of a run of non-blank characters in lower case."""
    if run.isascii() and run.isalpha():
        return (run,)
    read = run if run.isascii() else _MARKS.sub("", unicodedata.normalize("NFD", _latin(run)))
    return tuple(
        match.group().replace("’", "'") if match.lastgroup == "word" else f"<{match.lastgroup}>"
        for match in _TOKEN.finditer(read)
    )


def places(text: str) -> list[tuple[str, Span]]:
    """The words of a text with the place of the run of non-blank characters in which each stands: what
    is read and what is written need not be equally long.
    """
    return [
        (word, match.span())
        for match in islice(_RUN.finditer(text), MOST_WORDS)
        for word in _words(_lower(match.group()))
    ]


def _lower(text: str) -> str:
    """The text in lower case, without invisible characters and ligatures."""
    if text.isascii():
        return text.lower()
    return _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).lower()


def _latin(word: str) -> str:
    """A word of mixed scripts as what it imitates."""
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
    return set().union(*_hashes(words))


def by_passage(words: list[str]) -> Iterator[set[int]]:
    """The grams of each passage; what neighbouring passages share is hashed once."""
    single, pairs = _hashes(words)
    step = WINDOW // 2
    for start in range(0, max(1, len(words) - step), step):
        yield {*single[start : start + WINDOW], *pairs[start : start + WINDOW - 1]}


def _hashes(words: list[str]) -> tuple[list[int], list[int]]:
    """Each word's hash, and that of each word with the next."""
    data = "\n ".join(words).encode("utf-8", "replace").split(b"\n") if words else []
    single = [crc32(data[0]), *(crc32(word[1:]) for word in data[1:])] if data else []
    # The hash of a pair goes on from that of its first word.
    return single, list(map(crc32, data[1:], single))
