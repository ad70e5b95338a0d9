"""What a condition will probably cost and decide: conditions are tried in the order of their worth.

Rough figures, from counting over ordinary mail; a wrong one costs time, never an answer.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod

from unhook.mql import syntax as s
from unhook.mql.library.forms import FORMS
from unhook.mql.library.registry import Library


@dataclass(frozen=True, slots=True)
class Estimate:
    """`cost` in microseconds; `chance` that the condition is true (values: how likely they are to matter)."""

    cost: float
    chance: float = 0.5


# How many elements an array usually has, by the last name of its path; named lists are long.
_ELEMENTS = {"attachments": 0.4, "links": 8, "hops": 4, "to": 1.2, "cc": 0.3, "bcc": 0.1, "reply_to": 0.4}
_ELEMENTS |= {"previous_threads": 0.5, "references": 0.7, "ips": 2, "domains": 4, "fields": 12}
_SOME, _LISTED = 4.0, 5_000.0
_COMPARED = {"==": 0.1, "=~": 0.05, "!=": 0.9, "!~": 0.9}
_SEARCHES = ("strings.", "regex.", "ilike")


def estimate(node: s.Node, below: Sequence[Estimate], library: Library) -> Estimate:
    """The estimate of a node, given those of its children."""
    total = sum(each.cost for each in below)
    match node:
        case s.Literal(value=bool(value)):
            return Estimate(0, float(value))
        case s.Member(base=s.Root(name="type"), name="inbound"):
            return Estimate(0.03, 0.97)
        case s.Member() | s.Root() | s.Scope() | s.ListRef() | s.Literal():
            return Estimate(total + 0.03)
        case s.Not():
            return Estimate(total + 0.03, 1 - below[0].chance)
        case s.And():
            return Estimate(
                expected(ordered(below, decisive=False), decisive=False), prod(b.chance for b in below)
            )
        case s.Or():
            chance = 1 - prod(1 - b.chance for b in below)
            return Estimate(expected(ordered(below, decisive=True), decisive=True), chance)
        case s.Of(count=count):
            mean = sum(each.chance for each in below) / len(below)
            return Estimate(total + 0.3, min(1.0, mean**count * len(below)))
        case s.Compare(op=op):
            return Estimate(total + 0.1, _COMPARED.get(op, 0.4))
        case s.In(group=group, negated=negated):
            looked_up = 0.6 if isinstance(group, s.ListRef) else 0.15
            return Estimate(total + looked_up, 0.9 if negated else 0.1)
        case s.Call(name=name):
            return _call(node, name, below, total, library)
        case _:
            return Estimate(total + 0.1)


def _call(node: s.Call, name: str, below: Sequence[Estimate], total: float, library: Library) -> Estimate:
    form = FORMS.get(name)
    if form is not None and form.each and len(below) > 1:
        elements, inner = elements_of(node.arguments[0]), below[1]
        chance = 1 - (1 - inner.chance) ** elements if name == "any" else 0.5
        return Estimate(0.3 + below[0].cost + elements * (0.1 + inner.cost), min(chance, 0.9))
    if form is not None:
        return Estimate(total + 0.1)
    function = library.get(name)
    chance = 0.05 if name.startswith(_SEARCHES) else 0.5
    return Estimate(total + (function.cost if function is not None else 1), chance)


def elements_of(array: s.Node) -> float:
    """How many elements the array probably has."""
    match array:
        case s.ListRef():
            return _LISTED
        case s.Member(name=name) | s.Root(name=name):
            return _ELEMENTS.get(name, _SOME)
        case s.Call(name="filter" | "distinct", arguments=(inner, *_)):
            return elements_of(inner) / 2
        case _:
            return _SOME


def worth(each: Estimate, *, decisive: bool) -> float:
    """Cost for each decision made: lower comes first. `decisive` is the value that ends the search."""
    return (each.cost + 0.01) / max(each.chance if decisive else 1 - each.chance, 0.01)


def ordered(items: Sequence[Estimate], *, decisive: bool) -> list[Estimate]:
    """The estimates in the order in which they are tried."""
    return sorted(items, key=lambda each: worth(each, decisive=decisive))


def expected(items: Sequence[Estimate], *, decisive: bool) -> float:
    """The cost of trying them in turn until one decides."""
    cost, reached = 0.0, 1.0
    for each in items:
        cost += reached * (0.03 + each.cost)
        reached *= 1 - (each.chance if decisive else 1 - each.chance)
    return cost
