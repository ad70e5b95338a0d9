"""Find many names in a text at once, at word borders and behind look-alike letters."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

from unhook.links.confusables import skeleton

T = TypeVar("T")

_INVISIBLE = "\u00ad\u200b-\u200f\u2060\ufeff"
_TOKEN = re.compile(rf"\w[\w{_INVISIBLE}]*")
_WORDS_KEPT = 8_192
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


@dataclass(frozen=True, slots=True)
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
        self._beginning = lru_cache(maxsize=_WORDS_KEPT)(self._names_from)
        for found in self._by_token.values():
            found.sort(key=lambda name: len(name.tokens), reverse=True)

    def _add(self, what: T, name: str, plain: bool) -> None:
        written = skeleton(name)
        places = list(_TOKEN.finditer(written))
        tokens = tuple(place[0].lower() for place in places)
        tail = written[places[-1].end() :]
        entry = _Name(what, tokens, written.lower() if plain else written, tail, plain)
        self._by_token.setdefault(tokens[0], []).append(entry)

    def find(self, text: str) -> tuple[Match[T], ...]:
        """Give all names in `text`, in order, the longest where several begin together."""
        found = self._spaced(text, _TOKEN.findall(text))
        return (*found, *self._find_unspaced(text)) if _CJK.search(text) else tuple(found)

    def _spaced(self, text: str, tokens: list[str]) -> list[Match[T]]:
        beginning = self._beginning
        places: list[tuple[int, int]] = []
        found: list[Match[T]] = []
        after = 0
        for position, token in enumerate(tokens):
            for name in beginning(token) if position >= after else ():
                count = len(name.tokens)
                if count > 1 and not _follows(name.tokens, tokens, position):
                    continue
                places = places or [match.span() for match in _TOKEN.finditer(text)]
                match = _match(name, text, places[position][0], places[position + count - 1][1])
                if match is not None:
                    found.append(match)
                    after = position + count
                    break
        return found

    def _find_unspaced(self, text: str) -> Iterator[Match[T]]:
        """Chinese and Japanese set no borders between words; each name is given once."""
        lowered = text.lower()
        for name, what in self._unspaced if len(lowered) == len(text) else ():
            start = lowered.find(name)
            if start >= 0:
                end = start + len(name)
                yield Match(what, start, end, text[start:end], True, False)

    def _names_from(self, token: str) -> tuple[_Name[T], ...]:
        return tuple(name for reading in _read(token) for name in self._by_token.get(reading, ()))


def _follows(names: tuple[str, ...], tokens: list[str], position: int) -> bool:
    """Check whether a name's further tokens stand behind its first."""
    if position + len(names) > len(tokens):
        return False
    return all(names[ahead] in _read(tokens[position + ahead]) for ahead in range(1, len(names)))


def _match(name: _Name[T], text: str, start: int, end: int) -> Match[T] | None:
    """Give the match of a name whose tokens stand at `text[start:end]`."""
    end += len(name.tail)
    seen = text[start:end]
    straight = _SPACE.sub(" ", skeleton(seen))
    if not _spelled(name, straight, len(name.tokens)):
        return None
    visible = straight.lower() if name.plain else straight
    disguised = visible != name.written or not _is_plain(seen)
    return Match(name.what, start, end, seen, name.plain, disguised)


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
