"""Reading sources: structure, places, and bounds on hostile ones."""

import pytest

from unhook import mql
from unhook.message.model import Message
from unhook.mql import syntax as s
from unhook.mql.evaluator import evaluate
from unhook.mql.parser import MAX_DEPTH, MAX_HEIGHT, parse


def tree(source: str) -> s.Node:
    parsed = parse(source)
    assert not parsed.diagnostics
    return parsed.tree


def test_precedence_from_or_to_postfix() -> None:
    assert tree("a or b and not c == 1 + 2 * f(d).e") == s.Or(
        (
            s.Root("a"),
            s.And(
                (
                    s.Root("b"),
                    s.Not(
                        s.Compare(
                            "==",
                            s.Root("c"),
                            s.Arithmetic(
                                "+",
                                s.Literal("int", 1),
                                s.Arithmetic(
                                    "*", s.Literal("int", 2), s.Member(s.Call("f", (s.Root("d"),)), "e")
                                ),
                            ),
                        )
                    ),
                )
            ),
        )
    )


def test_operators_of_one_strength_go_left_to_right() -> None:
    assert tree("1 - 2 - 3") == tree("(1 - 2) - 3") != tree("1 - (2 - 3)")


def test_scopes_and_keywords_as_names() -> None:
    assert tree(".a") == s.Member(s.Scope(1), "a")
    assert tree("...") == s.Scope(3)
    assert tree("a.pass.in") == s.Member(s.Member(s.Root("a"), "pass"), "in")
    assert tree(". in $x") == s.In(s.Scope(1), s.ListRef("x"))


def test_one_element_in_parentheses_is_a_set_behind_in_only() -> None:
    assert tree("a in (b)") == s.In(s.Root("a"), s.Group((s.Root("b"),)))
    assert tree("f((b))") == s.Call("f", (s.Root("b"),))


def test_spans_are_those_of_the_source() -> None:
    source = "a and  strings.contains(b.c , 'x')"
    found = tree(source)
    assert isinstance(found, s.And)
    call = found.items[1]
    assert isinstance(call, s.Call)
    assert source[slice(*call.span)] == "strings.contains(b.c , 'x')"
    assert source[slice(*call.name_span)] == "strings.contains"
    assert source[slice(*call.arguments[0].span)] == "b.c"


@pytest.mark.parametrize("head", ["(", "not ", "a[", "1 of (", "a in ((", "f(a, ", "(a ", "a and (", "-"])
def test_endless_nesting_is_explained(head: str) -> None:
    problems = parse(head * 20_000).diagnostics
    assert problems
    assert max(each.span[1] for each in problems) <= len(head) * 20_000


@pytest.mark.parametrize(
    ("head", "middle", "tail"),
    [
        ("any([1], ", "true", ")"),
        ("coalesce(null, ", "true", ")"),
        ("1 of (subject.is_reply, ", "type.inbound", ")"),
        ("not (subject.is_reply or ", "type.inbound", ")"),
    ],
)
def test_what_is_within_the_bounds_runs_and_can_be_traced(head: str, middle: str, tail: str) -> None:
    depth = min(MAX_DEPTH - 2, MAX_HEIGHT // 3)
    program = mql.compile(head * depth + middle + tail * depth)
    run = mql.Run(Message(), strict=True)
    assert program.value(run) == evaluate(program.tree, mql.STANDARD, run)
    program.trace(run)
