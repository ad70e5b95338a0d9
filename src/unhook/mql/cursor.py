"""A place among the tokens of a source: look ahead, take, skip behind a mistake and note it."""

from dataclasses import dataclass, field

from unhook.message.offsets import Span
from unhook.mql.diagnostics import Diagnostic
from unhook.mql.tokens import Token

_OPEN, _CLOSE = frozenset("(["), frozenset(")]")
_STOPS = _CLOSE | {"and", "or", ","}
_SIGNS = frozenset({"symbol", "keyword"})


class Skip(Exception):
    """Reading cannot go on here; the diagnostic is already noted."""


@dataclass(slots=True)
class Cursor:
    """Goes over `words`, the last of which is of the kind `end`; `problems` gathers what is wrong."""

    words: tuple[Token, ...]
    problems: list[Diagnostic]
    place: int = 0
    # The text of each symbol and keyword, "" for other words: what the grammar branches on.
    signs: list[str] = field(init=False)

    def __post_init__(self) -> None:
        self.signs = [word.text if word.kind in _SIGNS else "" for word in self.words]

    @property
    def word(self) -> Token:
        """The next token."""
        return self.words[self.place]

    @property
    def done(self) -> bool:
        """Whether all is read."""
        return self.words[self.place].kind == "end"

    def at(self, *signs: str) -> bool:
        """Whether the next token is one of these symbols or keywords."""
        return self.signs[self.place] in signs

    def take(self) -> Token:
        """Read the next token; at the end, the end again."""
        word = self.words[self.place]
        if word.kind != "end":
            self.place += 1
        return word

    def behind(self, start: int) -> Span:
        """From `start` to the end of the word read last."""
        return (start, self.words[self.place - 1].span[1] if self.place else start)

    def fail(self, code: str, message: str, span: Span | None = None, help: str | None = None) -> Skip:
        """Note a mistake, by default at the next token; raise the result to skip behind it."""
        self.problems.append(Diagnostic(code, message, span or self.word.span, help))
        return Skip()

    def expect(self, text: str, code: str, message: str) -> None:
        """Read this symbol or keyword; raises `Skip` where it is missing."""
        if not self.at(text):
            raise self.fail(code, message)
        self.take()

    def skip(self) -> None:
        """Forward to the next `and`, `or`, comma or closing bracket of this level."""
        level = 0
        while not self.done:
            sign = self.signs[self.place]
            if level == 0 and sign in _STOPS:
                return
            level += (sign in _OPEN) - (sign in _CLOSE)
            self.take()
