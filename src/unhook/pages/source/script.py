"""A script's words put together: strings joined where the script joins them, names read as what they hold.

Nothing is evaluated: `"a" + "b"`, `atob("...")` of a literal, and a name that was given one literal are read.
"""

import base64
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from unhook.files.web.javascript import tokens

Token = tuple[str, str]

_DECODERS = frozenset({"atob"})
_MOST = 400_000


@dataclass(frozen=True)
class Script:
    """`source` as written, its `tokens` (`files.web.javascript.tokens`, comments left out, strings joined),
    and `names`: what literal each name was given first.
    """

    source: str
    tokens: tuple[Token, ...]
    names: dict[str, str]

    @property
    def identifiers(self) -> frozenset[str]:
        """All names in it."""
        return frozenset(text for kind, text in self.tokens if kind == "identifier")

    @property
    def strings(self) -> tuple[str, ...]:
        """All literals, joined."""
        return tuple(text for kind, text in self.tokens if kind == "string")

    def argument(self, at: int, ahead: int = 8) -> str | None:
        """The first text among the tokens behind place `at`: a literal, or a name that holds one."""
        for kind, text in self.tokens[at + 1 : at + 1 + ahead]:
            if kind == "string":
                return text
            if kind == "identifier" and text in self.names:
                return self.names[text]
            if kind == "mark" and text in ";}":
                return None
        return None


def read(source: str) -> Script:
    """Read a script of any state."""
    joined = tuple(_joined(_decoded(list(_some(source)))))
    names: dict[str, str] = {}
    for at in range(len(joined) - 2):
        (kind, name), equals, (what, text) = joined[at : at + 3]
        if kind == "identifier" and equals == ("mark", "=") and what == "string":
            names.setdefault(name, text)
    return Script(source, joined, names)


def _some(source: str) -> Iterator[Token]:
    for _, token in zip(range(_MOST), tokens(source), strict=False):
        yield token


def _decoded(words: Sequence[Token]) -> Iterator[Token]:
    """`atob("...")` as the text that it gives."""
    at = 0
    while at < len(words):
        if words[at][0] == "identifier" and words[at][1] in _DECODERS and at + 3 < len(words):
            (_, opening), (kind, text), (_, closing) = words[at + 1 : at + 4]
            if (
                opening == "("
                and kind == "string"
                and closing == ")"
                and (plain := unbase64(text)) is not None
            ):
                yield "string", plain
                at += 4
                continue
        yield words[at]
        at += 1


def _joined(words: Iterator[Token]) -> Iterator[Token]:
    """Literals with nothing but `+` between them as one."""
    pieces: list[str] = []
    plus = False
    for kind, text in words:
        if kind == "string" and (plus or not pieces):
            pieces.append(text)
            plus = False
        elif kind == "mark" and text == "+" and pieces and not plus:
            plus = True
        else:
            if pieces:
                yield "string", "".join(pieces)
                pieces = []
            if plus:
                yield "mark", "+"
                plus = False
            if kind == "string":
                pieces.append(text)
            else:
                yield kind, text
    if pieces:
        yield "string", "".join(pieces)


def unbase64(text: str) -> str | None:
    """The text that base64 of any dialect hides; None where it hides none."""
    packed = "".join(text.split()).rstrip("=").replace("-", "+").replace("_", "/")
    if len(packed) < 4:
        return None
    try:
        return base64.b64decode(packed + "=" * (-len(packed) % 4), validate=True).decode()
    except ValueError:
        return None
