"""Texts looked for in a column, in SQL.

DuckDB folds letter case by other tables than Python. Both fold the same characters to ASCII
letters; beside these, no comparison rests on folding. The one such character that Python
makes two of (`İ`) decides nothing for sure.
"""

import re
from collections.abc import Iterable

from unhook.archive.index.engine import quoted
from unhook.archive.index.logic import (
    FALSE,
    OPEN,
    Bounds,
    conjunction,
    disjunction,
    either,
    exactly,
    negation,
)
from unhook.limits import DEFAULT

_SHAPES = {"contains": "*{}*", "starts_with": "{}*", "ends_with": "*{}", "like": "{}", "equal": "{}"}


def found(text: str, kind: str, needle: str, fold: bool) -> Bounds:
    """`strings.contains`, `starts_with`, `ends_with`, `like` of an SQL text and one needle, and `equal`;
    without regard to letter case with `fold`.
    """
    before, _, after = _SHAPES[kind].partition("{}")
    inner = _glob(needle) if kind == "like" else [*map(_fixed, needle)]
    tokens = [*_glob(before), *inner, *_glob(after)]
    if not fold:
        return exactly(_like(text, tokens))
    lowered = [each for token in tokens for each in _folded(token)]
    sure = all(not weak for _, weak in lowered)
    lower = _like(f"lower({text})", [token for token, _ in lowered])
    return Bounds(lower, conjunction((lower, f"(NOT contains({text}, 'İ'))")) if sure else FALSE)


def _glob(pattern: str) -> list[str]:
    return [{"*": "%", "?": "_"}.get(each) or _fixed(each) for each in pattern]


def _fixed(character: str) -> str:
    return f"\\{character}" if character in "%_\\" else character


def _folded(token: str) -> list[tuple[str, bool]]:
    """The token in lower case, each piece with whether it stands for more than it did."""
    if token == "_":
        # Folding can change how many characters there are.
        return [("%", True)]
    return [
        (each, False) if each.isascii() else ("%", True) for each in re.findall(r"\\.|.", token.lower(), re.S)
    ]


def _like(text: str, tokens: list[str]) -> str:
    if not {"%", "_"} & set(tokens):
        return f"({text} = {quoted(''.join(token[-1] for token in tokens))})"
    # A run of `%` says no more than one.
    pattern = "".join(
        token for place, token in enumerate(tokens) if token != "%" or tokens[place - 1 : place] != ["%"]
    )
    escaped = r" ESCAPE '\'" if "\\" in pattern else ""
    return f"({text} LIKE {quoted(pattern)}{escaped})"


# What RE2 of any version reads alike: no Unicode tables, no newer syntax.
_FOREIGN = re.compile(r"[^\x01-\x7f]|\\[pPxXC]|\(\?(?![:i]|P<)")


def matched(text: str, pattern: str, fold: bool, whole: bool) -> Bounds:
    """`regex.contains`, or with `whole` `regex.match`, of an SQL text and one pattern."""
    if _FOREIGN.search(pattern):
        return OPEN
    function = "regexp_full_match" if whole else "regexp_matches"
    options = ", 'i'" if fold else ""
    found = f"{function}({text}, {quoted(pattern)}{options})"
    # How much patterns read of a longer text depends on what it is the text of.
    short = f"(strlen({text}) <= {DEFAULT.rule_text_chars})"
    return Bounds(disjunction((found, negation(short))), conjunction((found, short)))


def listed(text: str, entries: Iterable[str], fold: bool) -> Bounds:
    """`in` a set of strings."""
    if not fold:
        return exactly(f"({text} IN ({', '.join(map(quoted, entries))}))")
    folded = [each.lower() for each in entries]
    plain = [each for each in folded if each.isascii()]
    others = [found(text, "equal", each, fold) for each in folded if not each.isascii()]
    if not plain:
        return either(others)
    lower = f"(lower({text}) IN ({', '.join(map(quoted, plain))}))"
    return either([Bounds(lower, conjunction((lower, f"(NOT contains({text}, 'İ'))"))), *others])
