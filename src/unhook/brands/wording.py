"""Find many names in a text at once, at word borders and behind look-alike letters."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Generic, TypeVar

from unhook.links.confusables import skeleton

T = TypeVar("T")

_INVISIBLE = "\u00ad\u200b-\u200f\u2060\ufeff"
_TOKEN = re.compile(rf"\w[\w{_INVISIBLE}]*")
_WORDS_KEPT = 16_384
_SPACE = re.compile(r"\s+")
_CJK = re.compile("[\u3040-\u30ff\u4e00-\u9fff]")
_LEET = str.maketrans("01354", "olesa")
_MIXED = re.compile(r"[A-Za-z][01345]|[01345][A-Za-z]|[a-z]I|rn|vv")


@dataclass(frozen=True, slots=True)
class Match(Generic[T]):
    """`text[start:end]` names `what`.

    `plain` is false for a name that is also an ordinary word (it was found in its own
    spelling); `disguised` is true when look-alike characters had to be undone.
    """

    what: T
    start: int
    end: int
    text: str
    plain: bool
    disguised: bool


class Tokens:
    """A text and its tokens, found once for all names that are looked for in it."""

    def __init__(self, text: str) -> None:
        """Read `text`."""
        self.text = text
        self.all: list[str] = _TOKEN.findall(text)
        self.readings: list[tuple[str, ...]] = list(map(_read, self.all))

    @cached_property
    def starts(self) -> list[int]:
        """Where each token begins: nothing of it stands between it and the token before."""
        found, after, find = [], 0, self.text.find
        for token in self.all:
            start = find(token, after)
            found.append(start)
            after = start + len(token)
        return found


@dataclass(frozen=True, slots=True, eq=False)
class _Name(Generic[T]):
    what: T
    tokens: tuple[str, ...]
    written: str
    tail: str
    plain: bool


class Wording(Generic[T]):
    """An index of names; `find` is linear in the text."""

    def __init__(self, names: Iterable[tuple[T, Iterable[str], Iterable[str]]]) -> None:
        """Index (what, names in any case, names only as written) triples."""
        self._by_token: dict[str, list[_Name[T]]] = {}
        self._unspaced: list[tuple[str, T]] = []
        for what, plain, cased in names:
            for name, is_plain in (*((n, True) for n in plain), *((n, False) for n in cased)):
                if _CJK.search(name):
                    self._unspaced.append((name.lower(), what))
                else:
                    self._add(what, name, is_plain)
        for found in self._by_token.values():
            found.sort(key=lambda name: len(name.tokens), reverse=True)

    def _add(self, what: T, name: str, plain: bool) -> None:
        written = skeleton(name)
        places = list(_TOKEN.finditer(written))
        tokens = tuple(place[0].lower() for place in places)
        tail = written[places[-1].end() :]
        entry = _Name(what, tokens, written.lower() if plain else written, tail, plain)
        self._by_token.setdefault(tokens[0], []).append(entry)

    def find(self, text: str | Tokens) -> tuple[Match[T], ...]:
        """Give all names in `text`, in order, the longest where several begin together."""
        tokens = Tokens(text) if isinstance(text, str) else text
        found = self._spaced(tokens)
        return (*found, *self._find_unspaced(tokens.text)) if _CJK.search(tokens.text) else tuple(found)

    def _spaced(self, tokens: Tokens) -> list[Match[T]]:
        named = self._by_token
        begun = [
            (position, name)
            for position, readings in enumerate(tokens.readings)
            for reading in readings
            if reading in named
            for name in named[reading]
        ]
        found: list[Match[T]] = []
        after = 0
        for position, name in begun:
            last = position + len(name.tokens) - 1
            if position < after or (last > position and not _follows(name.tokens, tokens.readings, position)):
                continue
            start = tokens.starts[position]
            seen = tokens.text[start : tokens.starts[last] + len(tokens.all[last]) + len(name.tail)]
            disguised = _disguised(name, seen)
            if disguised is not None:
                found.append(Match(name.what, start, start + len(seen), seen, name.plain, disguised))
                after = last + 1
        return found

    def _find_unspaced(self, text: str) -> Iterator[Match[T]]:
        """Chinese and Japanese set no borders between words; each name is given once."""
        lowered = text.lower()
        for name, what in self._unspaced if len(lowered) == len(text) else ():
            start = lowered.find(name)
            if start >= 0:
                end = start + len(name)
                yield Match(what, start, end, text[start:end], True, False)


def _follows(names: tuple[str, ...], readings: list[tuple[str, ...]], position: int) -> bool:
    """Check whether a name's further tokens stand behind its first."""
    if position + len(names) > len(readings) or names[1] not in readings[position + 1]:
        return False
    return all(names[ahead] in readings[position + ahead] for ahead in range(2, len(names)))


# Mails share most of their words.
@lru_cache(maxsize=_WORDS_KEPT)
def _read(token: str) -> tuple[str, ...]:
    """The ways to read a token: as it is, and with digits and letter pairs taken for letters."""
    straight = skeleton(token)
    plain = straight.lower()
    if not _MIXED.search(token):
        return (plain,)
    letters = plain.translate(_LEET).replace("rn", "m").replace("vv", "w")
    capitals = straight.replace("I", "l").lower().translate(_LEET)
    return plain, letters, capitals


@lru_cache(maxsize=_WORDS_KEPT)
def _disguised(name: _Name[T], seen: str) -> bool | None:
    """Whether `seen`, whose tokens are the name's, is the name in disguise; None when it is not the name."""
    straight = _SPACE.sub(" ", skeleton(seen))
    if not _spelled(name, straight, len(name.tokens)):
        return None
    visible = straight.lower() if name.plain else straight
    return visible != name.written or not _is_plain(seen)


def _spelled(name: _Name[T], straight: str, count: int) -> bool:
    """Check what the tokens alone do not tell: separators, and the case of a cased name."""
    if name.plain:
        return (count == 1 and not name.tail) or _joints(straight) == _joints(name.written)
    return straight == name.written or (len(straight) > 3 and straight == name.written.upper())


def _joints(text: str) -> list[str]:
    return _TOKEN.split(text)


def _is_plain(seen: str) -> bool:
    """Accents left out or written are no disguise; letters of other scripts are."""
    return seen.isascii() or not any(
        ord(c) > 0x24F for c in seen if c.isalpha() or c in "\u200b\u200c\u200d\u00ad"
    )
