"""What the words at a place of a source stand for, also where the source is not finished."""

from collections.abc import Sequence
from dataclasses import dataclass

from unhook.mql.checker import type_of
from unhook.mql.library.forms import FORMS, item_of
from unhook.mql.library.registry import Library
from unhook.mql.parser import parse
from unhook.mql.tokens import Token, tokenize
from unhook.mql.types import ANY, Type

_OPENING, _CLOSING = ("(", "["), (")", "]")


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a source: the unfinished word before it (with `$` if it is a list's), and what stands
    before that word.

    `path` is what the word continues, up to and with its dot (`strings.`), empty where the word
    begins an expression; `base` the type of the value before that dot. `inside_text`: the place
    is in a string or comment.
    """

    word: str = ""
    path: str = ""
    base: Type | None = None
    inside_text: bool = False


def at(source: str, offset: int, library: Library) -> Place:
    """The place at an offset in code points."""
    tokens = tokenize(source)
    texts = [each.span for each in tokens.words if each.kind == "string"]
    # A comment reaches to the end of its line.
    texts += [(each.span[0], each.span[1] + 1) for each in tokens.comments]
    if any(start < offset < end for start, end in texts):
        return Place(inside_text=True)
    words = [word for word in tokens.words if word.span[0] < offset and word.kind != "end"]
    word = ""
    if words and words[-1].span[1] >= offset and words[-1].kind in ("name", "keyword", "list"):
        word = source[words[-1].span[0] : offset]
        words.pop()
    elif source[:offset].endswith("$"):
        return Place("$")
    if word.startswith("$") or not words or set(words[-1].text) != {"."}:
        return Place(word)
    dots = words.pop()
    start = _chain(words)
    if start == len(words) or words[-1].span[1] != dots.span[0]:
        scopes = _scopes(source, words, library)
        depth = len(dots.text)
        return Place(word, dots.text, scopes[-depth] if depth <= len(scopes) else ANY)
    base = source[words[start].span[0] : words[-1].span[1]]
    kind = type_of(parse(base).tree, library, _scopes(source, words[:start], library))
    return Place(word, f"{base}.", kind)


def _chain(words: Sequence[Token]) -> int:
    """Where the value that ends with the last word begins: names, dots and whole brackets."""
    place = len(words)
    while place:
        last = words[place - 1]
        if last.kind == "symbol" and last.text in _CLOSING:
            place = _opening(words, place - 1)
            # A call or an index goes on to the left; a parenthesis or an array begins here.
            if not _touches(words, place):
                return place
        elif last.kind in ("name", "keyword"):
            place -= 1
            if not place or set(words[place - 1].text) != {"."}:
                return place
            place -= 1
            if not _touches(words, place):
                return place
        else:
            return place
    return place


def _touches(words: Sequence[Token], place: int) -> bool:
    """Whether the word at the place stands directly behind a value."""
    if not 0 < place < len(words):
        return False
    last = words[place - 1]
    ends = last.kind == "name" or last.text in _CLOSING or (last.kind == "keyword" and place > 1)
    return ends and last.span[1] == words[place].span[0]


def _opening(words: Sequence[Token], closing: int) -> int:
    """The place of the bracket that the one at `closing` closes; 0 where none does."""
    depth = 0
    for place in range(closing, -1, -1):
        if words[place].kind == "symbol":
            depth += (words[place].text in _CLOSING) - (words[place].text in _OPENING)
        if depth == 0:
            return place
    return 0


def _scopes(source: str, words: Sequence[Token], library: Library) -> list[Type]:
    """The elements that `.`, `..`, ... stand for behind the words, innermost last."""
    scopes: list[Type] = []
    open_: list[int] = []
    for place, word in enumerate(words):
        if word.kind != "symbol":
            continue
        if word.text in _OPENING:
            open_.append(place)
        elif word.text in _CLOSING and open_:
            open_.pop()
    for place in open_:
        form = FORMS.get(words[place - 1].text) if place else None
        comma = _comma(words, place + 1)
        if form is None or not form.each or comma is None or comma == place + 1:
            continue
        array = source[words[place + 1].span[0] : words[comma - 1].span[1]]
        scopes.append(item_of(type_of(parse(array).tree, library, scopes)) or ANY)
    return scopes


def _comma(words: Sequence[Token], start: int) -> int | None:
    depth = 0
    for place in range(start, len(words)):
        word = words[place]
        if word.kind == "symbol":
            if depth == 0 and word.text == ",":
                return place
            depth += (word.text in _OPENING) - (word.text in _CLOSING)
    return None
