"""Source text to tokens. Mistakes become diagnostics, and reading goes on behind them."""

import re
from dataclasses import dataclass
from typing import Any, Literal

from unhook.message.offsets import Span
from unhook.mql.diagnostics import Diagnostic

Kind = Literal["string", "int", "float", "list", "name", "keyword", "symbol", "end"]

KEYWORDS = frozenset({"and", "or", "not", "in", "of", "is", "null", "true", "false"})

_TOKEN = re.compile(
    r"""(?P<space>\s+)
    |(?P<comment>//[^\n]*)
    |(?P<cooked>"(?:[^"\\\n]|\\.)*")
    |(?P<raw>'(?:[^']|'')*')
    |(?P<float>\d+\.\d+)
    |(?P<int>\d+)
    |(?P<list>\$[A-Za-z_]\w*)
    |(?P<in>in~)
    |(?P<name>[A-Za-z_][A-Za-z0-9_]*)
    |(?P<symbol>\.+|==|!=|<=|>=|=~|!~|[<>+\-*/%()\[\],=:])
    |(?P<foreign>&&|\|\||!|"|'|.)""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\(?:u\{([0-9A-Fa-f]{2,8})\}|(.))", re.DOTALL)
_SIMPLE_ESCAPES = {"r": "\r", "n": "\n", "t": "\t", "'": "'", '"': '"', "\\": "\\"}
_INSTEAD = {
    "&&": "write `and`",
    "||": "write `or`",
    "!": "write `not`",
    "#": "comments start with `//`",
    ";": "a rule is one expression; join conditions with `and`",
    "{": "sets are written with parentheses: `(a, b)`",
}
_MEANT = {"&&": "and", "||": "or", "!": "not"}


@dataclass(frozen=True, slots=True)
class Token:
    """A word of the source: its kind, its text, what it stands for, and its place in code points."""

    kind: Kind
    text: str
    value: Any
    span: Span


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment as written, from `//` to the end of its line."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Tokens:
    """A whole source: `words` end with one of kind `end`."""

    words: tuple[Token, ...]
    comments: tuple[Comment, ...]
    diagnostics: tuple[Diagnostic, ...]


def tokenize(source: str) -> Tokens:
    """Split a rule's source; every character lands in a token, a comment or a diagnostic."""
    words: list[Token] = []
    comments: list[Comment] = []
    problems: list[Diagnostic] = []
    place = 0
    while place < len(source):
        match = _TOKEN.match(source, place)
        assert match is not None, "the last alternative takes any character"
        kind, text, span = match.lastgroup, match.group(), match.span()
        place = span[1]
        if kind == "comment":
            comments.append(Comment(text.rstrip(), span))
        elif kind == "cooked":
            words.append(Token("string", text, _unescape(text, span[0], problems), span))
        elif kind == "raw":
            words.append(Token("string", text, text[1:-1].replace("''", "'"), span))
        elif kind in ("int", "float"):
            words.append(_number(kind, text, span, problems))
        elif kind == "list":
            words.append(Token("list", text, text[1:], span))
        elif kind == "in":
            words.append(Token("keyword", text, text, span))
        elif kind == "name":
            words.append(Token("keyword" if text in KEYWORDS else "name", text, text, span))
        elif kind == "symbol":
            words.append(Token("symbol", text, text, span))
        elif kind == "foreign":
            if text in "\"'":
                end = source.find("\n", place)
                place = len(source) if end < 0 else end
                problems.append(Diagnostic("E002", "this string is not closed", (span[0], place)))
                words.append(Token("string", source[span[0] : place], "", (span[0], place)))
            else:
                problems.append(Diagnostic("E001", f"`{text}` has no meaning here", span, _INSTEAD.get(text)))
                if word := _MEANT.get(text):
                    words.append(Token("keyword", word, word, span))
    words.append(Token("end", "", None, (len(source), len(source))))
    return Tokens(tuple(words), tuple(comments), tuple(problems))


def _number(kind: str | None, text: str, span: Span, problems: list[Diagnostic]) -> Token:
    if len(text) > 18:
        problems.append(Diagnostic("E004", "this number has more than 18 digits", span))
        text = text[:18]
    if kind == "int":
        return Token("int", text, int(text), span)
    return Token("float", text, float(text), span)


def _unescape(text: str, start: int, problems: list[Diagnostic]) -> str:
    """The value of a double-quoted string; a bad escape is reported and left as written."""

    def replace(match: re.Match[str]) -> str:
        digits, simple = match.groups()
        place = (start + 1 + match.start(), start + 1 + match.end())
        if digits is not None:
            if int(digits, 16) <= 0x10FFFF and not 0xD800 <= int(digits, 16) <= 0xDFFF:
                return chr(int(digits, 16))
            problems.append(Diagnostic("E005", f"U+{digits.upper()} is not a character", place))
        elif simple in _SIMPLE_ESCAPES:
            return _SIMPLE_ESCAPES[simple]
        else:
            problems.append(
                Diagnostic(
                    "E003",
                    f"`\\{simple}` is not an escape",
                    place,
                    f"double the backslash, `\\\\{simple}`, or use single quotes, where it is literal",
                )
            )
        return match.group()

    return _ESCAPE.sub(replace, text[1:-1]) if "\\" in text else text[1:-1]
