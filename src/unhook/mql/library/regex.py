"""`regex.*` on google-re2: linear time, the RE2 dialect, patterns over UTF-8.

`contains`, `count` and `extract` look anywhere, `match` wants the whole text; the `i`
forms ignore letter case. Patterns after the first are alternatives, merged into one.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import count
from typing import Any

from unhook.message.offsets import Span
from unhook.mql.library import required
from unhook.mql.library.function import Function, function
from unhook.mql.run import Run

MAX_PROGRAM = 50_000
MAX_MATCHES = 10_000
_FEW_LITERALS = 8
# After how many searches merging alternatives pays, and reading patterns for their literals.
_MERGED_FROM, _READ_FROM = 8, 2_000
_FOREIGN = re.compile(r"\\[1-9]|\(\?(?:=|!|<=|<!|>)")


Test = Callable[[Run, str], bool]


@dataclass(frozen=True, slots=True)
class Extraction:
    """One match: the whole, the groups in order (`""` where one did not take part), the named ones."""

    full_match: str
    groups: tuple[str, ...] = ()
    named_groups: Mapping[str, str] = field(default_factory=dict)


@lru_cache(maxsize=8192)
def _compile(pattern: str, fold: bool, captures: bool) -> Any:
    """The RE2 object; raises `re2.error` for a pattern outside the dialect."""
    import re2

    options = re2.Options()
    options.case_sensitive = not fold
    options.never_capture = not captures
    options.log_errors = False
    return re2.compile(pattern.encode(), options)


def examine(*patterns: str) -> str | None:
    """Why a constant pattern cannot be used, else None."""
    import re2

    for pattern in patterns:
        try:
            compiled = _compile(pattern, True, True)
        except re2.error as error:
            reason = error.args[0] if error.args else error
            told = reason.decode("utf-8", "replace") if isinstance(reason, bytes) else str(reason)
            known = "; RE2 has no lookaround and no backreferences" if _FOREIGN.search(pattern) else ""
            return f"not an RE2 pattern: {told}{known}"
        if compiled.programsize > MAX_PROGRAM:
            return (
                f"it needs {compiled.programsize:,} steps a character, more than {MAX_PROGRAM:,};"
                " shorten its {n,m} repetitions"
            )
    return None


def _matchers(patterns: tuple[str, ...], fold: bool) -> list[Any]:
    """Compiled alternatives: one object where they merge, several where group names collide."""
    import re2

    if len(patterns) > 1:
        try:
            merged = _compile("|".join(f"(?:{pattern})" for pattern in patterns), fold, False)
            if merged.programsize <= MAX_PROGRAM:
                return [merged]
        except re2.error:
            pass
    compiled = []
    for pattern in patterns:
        # A pattern that only exists at run time may be broken; it then matches nothing.
        try:
            compiled.append(_compile(pattern, fold, False))
        except re2.error:
            continue
    return compiled


def _searcher(patterns: tuple[str, ...], fold: bool, whole: bool) -> Test:
    """A test that compiles as late as it can: most rules stop before their patterns."""
    return _Searcher(patterns, fold, whole).search


class _Searcher:
    """Alternatives looked for in three ways, by how often they were asked for.

    At first, where it is known which literals each alternative needs (rules that were
    stored): only those are compiled that a text may hold. Then all merged into one. In a
    process that lives on, that one behind a look for the literals.
    """

    def __init__(self, patterns: tuple[str, ...], fold: bool, whole: bool) -> None:
        self._patterns, self._fold, self._whole = patterns, fold, whole
        self._needed = [(pattern, required.learnt(pattern)) for pattern in patterns]
        self._uses = count()
        self._way: Test = self._apart if any(needed for _, needed in self._needed) else self._at_once

    def search(self, run: Run, source: str) -> bool:
        return self._way(run, source)

    def _apart(self, run: Run, source: str) -> bool:
        if next(self._uses) >= _MERGED_FROM:
            self._way = self._at_once
        text = run.screen(source)
        return any(
            _compiled((pattern,), self._fold, self._whole)(run, source)
            for pattern, needed in self._needed
            if needed is None or _any_in(needed, text)
        )

    def _at_once(self, run: Run, source: str) -> bool:
        search = _compiled(self._patterns, self._fold, self._whole)
        known = any(needed for _, needed in self._needed)

        def unread(run: Run, source: str) -> bool:
            if next(self._uses) >= _READ_FROM:
                self._way = _screened(search, required.of_patterns(self._patterns))
            return search(run, source)

        self._way = _screened(search, required.of_patterns(self._patterns)) if known else unread
        return self._way(run, source)


@lru_cache(maxsize=8192)
def _compiled(patterns: tuple[str, ...], fold: bool, whole: bool) -> Test:
    import re2

    anchor = re2._Anchor.ANCHOR_BOTH if whole else re2._Anchor.UNANCHORED
    matches = [matcher._regexp.Match for matcher in _matchers(patterns, fold)]

    def search(run: Run, source: str) -> bool:
        data = run.encoded(source)
        end = len(data)
        for match in matches:  # noqa: SIM110  (a generator costs more than a search)
            if match(anchor, data, 0, end)[0][0] >= 0:
                return True
        return False

    return search


def _screened(search: Test, literals: frozenset[str] | None) -> Test:
    """The search, not made in a text that has none of the literals; only a few of them are worth a look."""
    if literals is None or len(literals) > _FEW_LITERALS:
        return search
    shortest_first = sorted(literals, key=len)

    def screened(run: Run, source: str) -> bool:
        text = run.screen(source)
        for literal in shortest_first:
            if literal in text:
                return search(run, source)
        return False

    return screened


def _any_in(literals: Iterable[str], text: str) -> bool:
    return any(map(text.__contains__, literals))


def _spans(pattern: Any, data: bytes) -> Iterator[tuple[Span, ...]]:
    """Byte spans (whole, then groups) of successive matches, stepping over empty ones by a character."""
    import re2

    match, anchor = pattern._regexp.Match, re2._Anchor.UNANCHORED
    place = 0
    for _ in range(MAX_MATCHES):
        spans = match(anchor, data, place, len(data))
        start, end = spans[0]
        if start < 0:
            return
        yield spans
        place = end
        if start == end:
            place += 1
            while place < len(data) and data[place] & 0xC0 == 0x80:
                place += 1
        if place > len(data):
            return


def _find(fold: bool, source: str, *patterns: str) -> Span | None:
    """The code-point span of the first alternative that is found."""
    data = source.encode("utf-8", "replace")
    for matcher in (each for pattern in patterns for each in _matchers((pattern,), fold)):
        for spans in _spans(matcher, data):
            start, end = spans[0]
            before = len(data[:start].decode("utf-8", "replace"))
            return before, before + len(data[start:end].decode("utf-8", "replace"))
    return None


def _predicate(name: str, fold: bool, whole: bool) -> Function:
    def prepare(*patterns: str) -> Test:
        return _searcher(tuple(dict.fromkeys(patterns)), fold, whole)

    def spans(source: str, *patterns: str) -> Span | None:
        return (0, len(source)) if whole else _find(fold, source, *patterns)

    @function(name, prepare=prepare, examine=examine, spans=spans, cost=4)
    def test(run: Run, source: str, pattern: str, *patterns: str) -> bool:
        return _searcher((pattern, *patterns), fold, whole)(run, source)

    return test


def _counter(name: str, fold: bool) -> Function:
    @function(name, examine=examine, remember=True, cost=8)
    def matches(run: Run, source: str, pattern: str) -> int:
        data = run.encoded(source)
        return sum(1 for matcher in _matchers((pattern,), fold) for _ in run.paced(_spans(matcher, data)))

    return matches


def _extractor(name: str, fold: bool) -> Function:
    @function(name, examine=examine, remember=True, cost=10)
    def extract(run: Run, source: str, pattern: str) -> tuple[Extraction, ...]:
        import re2

        try:
            compiled = _compile(pattern, fold, True)
        except re2.error:
            return ()
        data = run.encoded(source)
        names = compiled.groupindex

        def text(span: Span) -> str:
            return data[span[0] : span[1]].decode("utf-8", "replace") if span[0] >= 0 else ""

        return tuple(
            Extraction(
                text(spans[0]),
                tuple(text(span) for span in spans[1:]),
                {_decoded(name): text(spans[place]) for name, place in names.items()},
            )
            for spans in run.paced(_spans(compiled, data))
        )

    return extract


def _decoded(name: bytes | str) -> str:
    return name.decode() if isinstance(name, bytes) else name


FUNCTIONS = (
    _predicate("regex.contains", False, False),
    _predicate("regex.icontains", True, False),
    _predicate("regex.match", False, True),
    _predicate("regex.imatch", True, True),
    _counter("regex.count", False),
    _counter("regex.icount", True),
    _extractor("regex.extract", False),
    _extractor("regex.iextract", True),
)
