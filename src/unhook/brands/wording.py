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
        # Mails share most of their words.
        self._begins = lru_cache(maxsize=_WORDS_KEPT)(self._may_begin)
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
        begins = self._begins
        candidates = [place for place, token in enumerate(_TOKEN.findall(text)) if begins(token)]
        found = list(self._from(text, candidates)) if candidates else []
        return (*found, *self._find_unspaced(text)) if _CJK.search(text) else tuple(found)

    def _from(self, text: str, candidates: list[int]) -> Iterator[Match[T]]:
        places = [match.span() for match in _TOKEN.finditer(text)]
        after = 0
        for position in candidates:
            match = self._at(text, places, position) if position >= after else None
            if match is not None:
                yield match[0]
                after = position + match[1]

    def _find_unspaced(self, text: str) -> Iterator[Match[T]]:
        """Chinese and Japanese set no borders between words; each name is given once."""
        lowered = text.lower()
        for name, what in self._unspaced if len(lowered) == len(text) else ():
            start = lowered.find(name)
            if start >= 0:
                end = start + len(name)
                yield Match(what, start, end, text[start:end], True, False)

    def _may_begin(self, token: str) -> bool:
        return any(reading in self._by_token for reading in _read(token))

    def _at(self, text: str, places: list[tuple[int, int]], position: int) -> tuple[Match[T], int] | None:
        for reading in _read(text[slice(*places[position])]):
            for name in self._by_token.get(reading, ()):
                count = len(name.tokens)
                following = places[position + 1 : position + count]
                if len(following) < count - 1:
                    continue
                if any(
                    token not in _read(text[slice(*place)])
                    for token, place in zip(name.tokens[1:], following, strict=True)
                ):
                    continue
                start, end = places[position][0], places[position + count - 1][1] + len(name.tail)
                seen = text[start:end]
                straight = _SPACE.sub(" ", skeleton(seen))
                if not _spelled(name, straight, count):
                    continue
                visible = straight.lower() if name.plain else straight
                disguised = visible != name.written or not _is_plain(seen)
                return Match(name.what, start, end, seen, name.plain, disguised), count
        return None


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
