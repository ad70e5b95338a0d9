"""What a text must contain for a pattern to match: literals, one of which is in every match.

A pattern that none of its literals' texts can satisfy need not be run. The answers are
cautious: whatever is not understood requires nothing. Literals are in lower case and ASCII
for regular expressions, as written (folded by the caller) for globs.
"""

import re

Literals = frozenset[str]

_MOST, _LONGEST, _DEEPEST = 64, 32, 50
_SHORTEST = 3
_REPEAT = re.compile(r"(?:([*+?])|\{(\d+)(?:,\d*)?\})\??")
_GROUP = re.compile(r"\?(?:P?<\w+>|[imsU-]*:)")
_FLAGS = re.compile(r"\?[imsU-]+\)")
_HEX_OR_CLASS = re.compile(r"x\{[0-9A-Fa-f]+\}|x[0-9A-Fa-f]{2}|[pP]\{\^?\w+\}|[pP]\w")
_SET = re.compile(r"\[\^?\]?(?:\[:\^?\w+:\]|\\(?:x\{[0-9A-Fa-f]+\}|.)|[^\\\]])*\]", re.DOTALL)
_WIDE, _NARROW = "dDwWsSntrfvaC", "bBAz"


class _NotUnderstood(Exception):
    """A construct beyond this reader."""


_LEARNT: dict[str, Literals | None] = {}


def learn(pattern: str, literals: Literals | None) -> None:
    """Keep what `of_pattern` said of a pattern before: reading it takes longer than compiling it."""
    _LEARNT[pattern] = literals


def learnt(pattern: str) -> Literals | None:
    """What was learnt of a pattern; None: nothing is known."""
    return _LEARNT.get(pattern)


def of_pattern(pattern: str) -> Literals | None:
    """One of these is in every text (folded) that the RE2 pattern matches; None: nothing is known."""
    if pattern in _LEARNT:
        return _LEARNT[pattern]
    try:
        return _worthy(_Reader(pattern).whole())
    except (_NotUnderstood, IndexError):
        return None


def of_patterns(patterns: tuple[str, ...]) -> Literals | None:
    """The same for alternatives."""
    return _united([of_pattern(pattern) for pattern in patterns])


def of_globs(globs: tuple[str, ...]) -> Literals | None:
    """The same for globs (`*`, `?`): of each, its longest run of fixed characters."""
    longest = [max(re.split(r"[*?]+", glob), key=len) for glob in globs]
    return of_needles(tuple(longest))


def of_needles(needles: tuple[str, ...]) -> Literals | None:
    """The same for substrings; None where they are too short or too many to be worth it."""
    return _worthy(frozenset(needle[:_LONGEST] for needle in needles))


def _worthy(literals: Literals | None) -> Literals | None:
    if not literals or len(literals) > _MOST or min(map(len, literals)) < _SHORTEST:
        return None
    return literals


def _united(parts: list[Literals | None]) -> Literals | None:
    """One of several alternatives."""
    found: set[str] = set()
    for part in parts:
        if part is None:
            return None
        found |= part
    return _worthy(frozenset(found))


def _better(one: Literals | None, other: Literals | None) -> Literals | None:
    """The more telling of two requirements that both hold: longer literals, then fewer."""
    if one is None or other is None:
        return one or other
    return max(one, other, key=lambda each: (min(8, *map(len, each)), -len(each)))


class _Reader:
    """A reader of RE2 syntax as far as it is needed to know what is fixed."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.place = 0
        self.depth = 0

    def whole(self) -> Literals | None:
        found = self.alternatives()
        if self.place < len(self.pattern):
            raise _NotUnderstood
        return found

    def alternatives(self) -> Literals | None:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise _NotUnderstood
        parts = [self.sequence()]
        while self.peek() == "|":
            self.place += 1
            parts.append(self.sequence())
        self.depth -= 1
        return _united(parts)

    def sequence(self) -> Literals | None:
        best: Literals | None = None
        run = ""
        while self.peek() not in ("", "|", ")"):
            character, inner = self.atom()
            repeat = _REPEAT.match(self.pattern, self.place)
            optional = False
            if repeat:
                self.place = repeat.end()
                optional = repeat[1] in ("*", "?") or (repeat[2] is not None and int(repeat[2]) == 0)
            if character == "" and inner is None and not repeat:
                # Of no width: what stands before and after it is adjacent.
                continue
            if character and not optional:
                run += character
                if not repeat:
                    continue
            best = _better(best, _worthy(frozenset({run[:_LONGEST]})))
            # The last repetition is adjacent to what follows.
            run = character if character and repeat and not optional else ""
            if not optional:
                best = _better(best, inner)
        return _better(best, _worthy(frozenset({run[:_LONGEST]})))

    def atom(self) -> tuple[str | None, Literals | None]:
        """One element: its character in lower case (`""` of no width, None another), or what it requires."""
        start = self.peek()
        if start == "(":
            return self.group()
        if start == "[":
            return self.character_class(), None
        self.place += 1
        if start == "\\":
            return self.escape(), None
        if start in "^$":
            return "", None
        if start in "*+?":
            raise _NotUnderstood
        return (start.lower() if start.isascii() and start != "." else None), None

    def group(self) -> tuple[str | None, Literals | None]:
        self.place += 1
        if flags := _FLAGS.match(self.pattern, self.place):
            self.place = flags.end()
            return "", None
        if self.peek() == "?":
            opening = _GROUP.match(self.pattern, self.place)
            if opening is None:
                raise _NotUnderstood
            self.place = opening.end()
        inner = self.alternatives()
        if self.peek() != ")":
            raise _NotUnderstood
        self.place += 1
        return None, inner

    def escape(self) -> str | None:
        following = self.pattern[self.place]
        if longer := _HEX_OR_CLASS.match(self.pattern, self.place):
            self.place = longer.end()
            return None
        self.place += 1
        if following in _NARROW:
            return ""
        if following in _WIDE:
            return None
        if following.isalnum() or not following.isascii():
            raise _NotUnderstood
        return following

    def character_class(self) -> str | None:
        found = _SET.match(self.pattern, self.place)
        if found is None:
            raise _NotUnderstood
        self.place = found.end()
        inner = found[0][1:-1]
        single = len(inner) == 1 and inner.isascii() and inner != "^"
        return inner.lower() if single else None

    def peek(self) -> str:
        return self.pattern[self.place : self.place + 1]
