"""The words of a script (ECMA-262, clause 12): identifiers, keywords, string literals.

A lexer, not a parser: it needs no valid program, and never runs one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

KEYWORDS = frozenset(
    [
        "await",
        "break",
        "case",
        "catch",
        "class",
        "const",
        "continue",
        "debugger",
        "default",
        "delete",
        "do",
        "else",
        "enum",
        "export",
        "extends",
        "false",
        "finally",
        "for",
        "function",
        "if",
        "import",
        "in",
        "instanceof",
        "let",
        "new",
        "null",
        "of",
        "return",
        "static",
        "super",
        "switch",
        "this",
        "throw",
        "true",
        "try",
        "typeof",
        "var",
        "void",
        "while",
        "with",
        "yield",
    ]
)
_TOKEN = re.compile(
    r"(?P<comment>//[^\n]*|/\*.*?(?:\*/|\Z)|<!--[^\n]*)"
    r"""|(?P<string>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')"""
    r"|(?P<template>`(?:[^`\\]|\\.)*(?:`|\Z))"
    r"|(?P<number>\.?\d[\w.]*)"
    r"|(?P<word>(?:[$_\w]|\\u[0-9a-fA-F]{4}|\\u\{[0-9a-fA-F]{1,6}\})+)"
    r"|(?P<slash>/)"
    r"|(?P<mark>[^\s\w$])",
    re.DOTALL,
)
_REGEX = re.compile(r"/(?![*/])(?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/[a-z]*")
_ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|u\{([0-9a-fA-F]{1,6})\}|(\n)|(.))", re.DOTALL)
_NAMED = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0"}
_BEFORE_DIVISION = re.compile(r"[\w$)\]}]\Z")


@dataclass(frozen=True, slots=True)
class Words:
    """Each kind in order of first appearance, without repetition; strings are unescaped."""

    identifiers: tuple[str, ...]
    strings: tuple[str, ...]
    keywords: tuple[str, ...]

    @property
    def record(self) -> dict[str, list[str]]:
        """As rules read them (`scan.javascript`)."""
        return {
            "identifiers": list(self.identifiers),
            "strings": list(self.strings),
            "keywords": list(self.keywords),
        }


def words(source: str, most: int) -> Words:
    """The words of `source`, at most `most` of each kind."""
    found: dict[str, dict[str, None]] = {"identifier": {}, "string": {}, "keyword": {}}
    for kind, text in tokens(source):
        if kind in found and len(found[kind]) < most:
            found[kind].setdefault(text)
    return Words(tuple(found["identifier"]), tuple(found["string"]), tuple(found["keyword"]))


def tokens(source: str) -> Iterator[tuple[str, str]]:
    """(`identifier`, `keyword`, `string`, `number`, `mark`; text), strings without quotes and unescaped."""
    at, before = 0, ""
    while match := _TOKEN.search(source, at):
        kind, text = match.lastgroup, match[0]
        at = match.end()
        if kind == "comment":
            continue
        if kind == "slash":
            # Whether a slash divides or begins a pattern depends on what stands before it.
            pattern = None if _BEFORE_DIVISION.search(before) else _REGEX.match(source, match.start())
            at = pattern.end() if pattern else at
            before = "/" if pattern is None else ")"
            continue
        before = text[-1:]
        if kind in ("string", "template"):
            before = ")"
            yield "string", unescaped(text[1:].removesuffix(text[0]))
        elif kind == "word":
            name = unescaped(text)
            if name in KEYWORDS:
                before = "=" if name in ("return", "typeof", "case", "in", "of") else before
                yield "keyword", name
            else:
                yield "identifier", name
        elif kind is not None:
            yield kind, text


def unescaped(text: str) -> str:
    """A literal's text with its escapes read."""
    return _ESCAPE.sub(_character, text) if "\\" in text else text


def _character(match: re.Match[str]) -> str:
    if digits := match[1] or match[2] or match[3]:
        value = int(digits, 16)
        return chr(value) if value <= 0x10FFFF and not 0xD800 <= value < 0xE000 else "\ufffd"
    return "" if match[4] else _NAMED.get(match[5], match[5])
