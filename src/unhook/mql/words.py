"""The words of a source as they are laid out: each with its comments and the space before it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from unhook.mql.tokens import Comment, Token, tokenize

_CONNECTORS = frozenset({"and", "or", "not"})
_BEHIND_ELEMENT = frozenset({")", "]", ",", "[", ":"})
_TIGHT = frozenset({"(", "[", ".", "..", "...", ":", "="})


@dataclass(slots=True)
class Note:
    """A comment with a line of its own; `gap`: a blank line stood before it."""

    text: str
    gap: bool


@dataclass(slots=True)
class Word:
    """A token with the comments before it, and the one behind it on its line."""

    token: Token
    gap: bool = False
    notes: list[Note] = field(default_factory=list)
    behind: str | None = None
    # Whether a space parts it from the word before when both stand on one line.
    apart: bool = True

    @property
    def sign(self) -> str:
        """The text of a symbol or keyword, "" for other words."""
        return self.token.text if self.token.kind in ("symbol", "keyword") else ""


def words_of(source: str) -> list[Word]:
    """The words of a source with their comments. One that stands behind or below `and`, `or` and `not`
    speaks of what they introduce, and goes before them.
    """
    words: list[Word] = []
    waiting: list[Note] = []
    place, bound = 0, None
    tokens = tokenize(source)
    parts: list[Token | Comment] = sorted((*tokens.words, *tokens.comments), key=lambda each: each.span[0])
    for part in parts:
        gap = source.count("\n", place, part.span[0]) > 1 and bool(words or waiting)
        same_line = "\n" not in source[place : part.span[0]]
        place = part.span[1]
        if isinstance(part, Token):
            word = Word(part, gap, waiting)
            word.apart = _apart(words, word)
            waiting = []
            words.append(word)
            if word.sign not in _CONNECTORS or _named(words):
                bound = None
            elif bound is None:
                bound = word
        elif bound is not None:
            bound.notes.append(Note(part.text, gap and bool(bound.notes)))
        elif same_line and words:
            words[-1].behind = part.text
        else:
            waiting.append(Note(part.text, gap))
    return words


def _named(words: Sequence[Word]) -> bool:
    """Whether the last word is a keyword that names a field: `.not`."""
    if len(words) < 2 or words[-1].token.kind != "keyword":
        return False
    return not words[-1].apart and set(words[-2].token.text) == {"."}


def _apart(before: Sequence[Word], word: Word) -> bool:
    """Whether a space parts the word from those before it."""
    if not before:
        return False
    last, token = before[-1], word.token
    if set(last.token.text) == {"."} and last.token.kind == "symbol":
        if token.kind == "keyword":
            # `.in` is a field, `. in` the element and an operator.
            return last.token.span[1] != token.span[0]
        return token.kind == "symbol" and token.text not in _BEHIND_ELEMENT
    match word.sign:
        case ")" | "]" | "," | ":":
            return False
        case "(":
            return last.sign not in _TIGHT and last.token.kind != "name" and not _named(before)
        case "[" | "." | ".." | "...":
            return not _ends_value(before) and last.sign not in _TIGHT
        case "=":
            return False
    # A sign, not a subtraction: `-1`.
    is_sign = last.sign == "-" and not _ends_value(before[:-1])
    return not is_sign and last.sign not in _TIGHT


def _ends_value(before: Sequence[Word]) -> bool:
    """Whether the last word ends a value, so that a bracket or sign behind it belongs to it."""
    if not before:
        return False
    last = before[-1]
    return (
        last.token.kind not in ("symbol", "keyword")
        or last.sign in (")", "]", "null", "true", "false")
        or set(last.token.text) == {"."}
        or _named(before)
    )
