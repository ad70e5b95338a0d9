"""What holds for every rule: round trips, one meaning, and facts that never overturn an answer."""

from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from unhook import mql
from unhook.context import Context
from unhook.mql import syntax as s
from unhook.mql.evaluator import evaluate
from unhook.mql.parser import parse
from unhook.mql.printer import flat
from unhook.mql.values import Unavailable

from .example import MESSAGE
from .strategies import facts, rules, trees

LISTS = {"free": frozenset({"example.com", "mail"}), "short": ("new", "Mail")}


@given(trees())
def test_printed_trees_parse_to_equal_trees(tree: s.Node) -> None:
    parsed = parse(flat(tree))
    assert not parsed.diagnostics
    assert parsed.tree == tree
    assert flat(parsed.tree) == flat(tree)


@given(st.text(st.sampled_from("ab.$(),[]\"'\\ \n/=<>~!+-1 andornoti"), max_size=60))
def test_any_source_is_read_or_explained(source: str) -> None:
    problems = _problems(source)
    assert all(0 <= each.span[0] <= each.span[1] <= len(source) for each in problems)
    assert all(each.render(source) for each in problems)


def _problems(source: str) -> tuple[mql.Diagnostic, ...]:
    try:
        return mql.compile(source).warnings
    except mql.DiagnosticError as error:
        return error.diagnostics or (mql.Diagnostic("", "an error without a place", (-1, -1)),)


@settings(max_examples=300, deadline=None)
@given(
    rules(),
    facts(),
    st.sets(st.sampled_from(["profile", "whois", "nlu", "link_analysis", "explode", "mailbox", "$free"])),
)
def test_compiled_code_and_tracing_evaluator_agree(
    source: str, known: dict[str, Any], missing: set[str]
) -> None:
    program = mql.compile(source)
    run = mql.Run(MESSAGE, _context(known, missing), strict=True)
    value = evaluate(program.tree, mql.STANDARD, run)
    assert _same(program.value(run), value), source
    shared = mql.compile_all({"a": source, "b": f"not ({source})", "c": f"any(body.links, {source})"})
    again = mql.Run(MESSAGE, _context(known, missing), strict=True)
    assert _same(shared["a"].value(again), value)
    assert _same(shared["b"].value(again), (not value) if isinstance(value, bool) else value)
    assert _same(shared["c"].value(again), value)
    assert bool(program.trace(run)) <= (value is True)
    answers = shared.evaluate(again)
    fresh = mql.Run(MESSAGE, _context(known, missing), strict=True)
    assert dict(shared.holding(fresh)) == {name: each for name, each in answers.items() if each.value}
    assert dict(shared.open(fresh)) == {name: each for name, each in answers.items() if each.missing}


@settings(max_examples=300, deadline=None)
@given(
    rules(),
    facts(),
    st.sets(st.sampled_from(["profile", "whois", "nlu", "link_analysis", "explode", "mailbox", "$free"])),
)
def test_supplying_a_fact_never_overturns_an_answer(
    source: str, known: dict[str, Any], missing: set[str]
) -> None:
    program = mql.compile(source)
    before = program.evaluate(mql.Run(MESSAGE, _context(known, missing), strict=True))
    after = program.evaluate(mql.Run(MESSAGE, _context(known, set()), strict=True))
    assert not after.missing
    if not before.missing:
        assert before == after
    assert before.missing <= missing


def _context(known: dict[str, Any], missing: set[str]) -> Context:
    lists = {name: entries for name, entries in LISTS.items() if f"${name}" not in missing}
    return replace(
        Context(), lists=lists, facts={name: fact for name, fact in known.items() if name not in missing}
    )


def _same(a: Any, b: Any) -> bool:
    if isinstance(a, Unavailable) and isinstance(b, Unavailable):
        return a.names == b.names
    return type(a) is type(b) and bool(a == b)
