"""`strings.*` over plain text: substrings, prefixes, globs, distances.

The `i` forms ignore letter case (Unicode lower case). Needles after the first are
alternatives.
"""

import operator
import re
from collections.abc import Callable

from unhook.message.offsets import Span
from unhook.mql.library.function import Function, function
from unhook.mql.library.globs import Matcher, glob, glob_span
from unhook.mql.run import Run

Prepared = Callable[[Run, str], bool]


def _any_of(tests: tuple[Matcher, ...], fold: bool) -> Prepared:
    if len(tests) == 1:
        (test,) = tests
        if fold:
            return lambda run, source: test(run.folded(source))
        return lambda run, source: test(source)

    def run_all(run: Run, source: str) -> bool:
        text = run.folded(source) if fold else source
        return any(test(text) for test in tests)

    return run_all


def _containing(needle: str) -> Matcher:
    return lambda text: needle in text


def _starting(needle: str) -> Matcher:
    return lambda text: text.startswith(needle)


def _ending(needle: str) -> Matcher:
    return lambda text: text.endswith(needle)


def _source_of(test: str) -> Callable[[bool], Callable[..., str]]:
    """Python source of a test, folding or not; `test` has `{needle}` and `{text}`."""

    def folding(fold: bool) -> Callable[..., str]:
        def source(text: str, *needles: str) -> str:
            folded = f"run.folded({text})" if fold else text
            first, *rest = dict.fromkeys(needle.lower() if fold else needle for needle in needles)
            tests = [test.format(needle=repr(first), text=f"(q:={folded})" if rest else folded)]
            tests += [test.format(needle=repr(each), text="q") for each in rest]
            return f"({' or '.join(tests)})"

        return source

    return folding


_contains_source = _source_of("{needle} in {text}")
_starts_source = _source_of("{text}.startswith({needle})")
_ends_source = _source_of("{text}.endswith({needle})")


def _matches(text: str, pattern: str) -> bool:
    return glob(pattern)(text)


def _glob_span(source: str, pattern: str, fold: bool) -> Span | None:
    return glob_span(pattern, source, fold)


def _contains_span(source: str, needle: str, fold: bool) -> Span | None:
    found = re.search(re.escape(needle), source, re.IGNORECASE if fold else 0)
    return found.span() if found else None


def _starts_span(source: str, needle: str, fold: bool) -> Span | None:
    return (0, len(needle))


def _ends_span(source: str, needle: str, fold: bool) -> Span | None:
    return (len(source) - len(needle), len(source))


def _predicate(
    name: str,
    make: Callable[[str], Matcher],
    direct: Callable[[str, str], bool],
    span: Callable[[str, str, bool], Span | None],
    *,
    fold: bool,
    cost: float,
    inline: Callable[[bool], Callable[..., str]] | None = None,
) -> Function:
    """A test of a text against alternatives, in its case-sensitive or folding form. `make` prepares a
    constant needle, `direct` serves needles that are only known at run time.
    """

    def prepare(*needles: str) -> Prepared:
        kept = dict.fromkeys(needle.lower() if fold else needle for needle in needles)
        return _any_of(tuple(make(needle) for needle in kept), fold)

    def spans(source: str, *needles: str) -> Span | None:
        for needle in needles:
            if make(needle.lower() if fold else needle)(source.lower() if fold else source):
                return span(source, needle, fold)
        return None

    @function(name, prepare=prepare, inline=inline and inline(fold), spans=spans, cost=cost)
    def test(run: Run, source: str, needle: str, *needles: str) -> bool:
        if needles:
            return prepare(needle, *needles)(run, source)
        return direct(run.folded(source), run.folded(needle)) if fold else direct(source, needle)

    return test


_Parts = tuple[Callable[[str], Matcher], Callable[[str, str], bool], Callable[[str, str, bool], Span | None]]
_CONTAINS: _Parts = (_containing, operator.contains, _contains_span)
_STARTS: _Parts = (_starting, str.startswith, _starts_span)
_ENDS: _Parts = (_ending, str.endswith, _ends_span)

contains = _predicate("strings.contains", *_CONTAINS, fold=False, cost=1, inline=_contains_source)
icontains = _predicate("strings.icontains", *_CONTAINS, fold=True, cost=1, inline=_contains_source)
starts_with = _predicate("strings.starts_with", *_STARTS, fold=False, cost=0.3, inline=_starts_source)
istarts_with = _predicate("strings.istarts_with", *_STARTS, fold=True, cost=0.3, inline=_starts_source)
ends_with = _predicate("strings.ends_with", *_ENDS, fold=False, cost=0.3, inline=_ends_source)
iends_with = _predicate("strings.iends_with", *_ENDS, fold=True, cost=0.3, inline=_ends_source)
like = _predicate("strings.like", glob, _matches, _glob_span, fold=False, cost=1.5)
ilike = _predicate("strings.ilike", glob, _matches, _glob_span, fold=True, cost=1.5)
bare_ilike = _predicate("ilike", glob, _matches, _glob_span, fold=True, cost=1.5)


@function("strings.count")
def count(source: str, needle: str) -> int:
    """How often `needle` stands in `source` without overlap; an empty needle never does."""
    return source.count(needle) if needle else 0


@function("strings.icount")
def icount(run: Run, source: str, needle: str) -> int:
    """`strings.count` without regard to letter case."""
    return run.folded(source).count(needle.lower()) if needle else 0


@function("strings.levenshtein", cost=3)
def levenshtein(left: str, right: str) -> int:
    """Insertions, deletions and substitutions between two texts, in code points."""
    from rapidfuzz.distance import Levenshtein

    return Levenshtein.distance(left[:_COMPARED], right[:_COMPARED])


@function("strings.ilevenshtein", cost=3)
def ilevenshtein(left: str, right: str) -> int:
    """`strings.levenshtein` without regard to letter case."""
    from rapidfuzz.distance import Levenshtein

    return Levenshtein.distance(left[:_COMPARED].lower(), right[:_COMPARED].lower())


# The distance costs the product of both lengths; nothing a rule compares is longer.
_COMPARED = 4_000


@function("strings.replace_confusables", remember=True, cost=5)
def replace_confusables(source: str) -> str:
    """The text with look-alike characters replaced by the ASCII they imitate."""
    from unhook.links.confusables import skeleton

    return skeleton(source)


FUNCTIONS = (
    contains, icontains, starts_with, istarts_with, ends_with, iends_with, like, ilike, bare_ilike,
    count, icount, levenshtein, ilevenshtein, replace_confusables,
)  # fmt: skip
