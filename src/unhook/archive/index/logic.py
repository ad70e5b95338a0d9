"""Conditions between two bounds in SQL, and what the rule language makes of several.

False, null and true are an order in which `and` is the least, `or` the greatest and `not`
the reverse of its operands, in the rule language as in SQL. So whatever SQL cannot say is
replaced by the end of the order that loses no mail, and by the other end under `not`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

TRUE, FALSE, NULL = "TRUE", "FALSE", "NULL"


@dataclass(frozen=True, slots=True)
class Bounds:
    """SQL for the `most` and the `least` a condition can be, in the order false < null < true.

    What is unavailable counts as null.
    """

    most: str
    least: str


OPEN = Bounds(TRUE, FALSE)
"""Nothing is known of the condition."""


def exactly(sql: str) -> Bounds:
    """A condition that SQL answers as the engine does."""
    return Bounds(sql, sql)


def conjunction(items: Iterable[str]) -> str:
    """`AND` (Kleene) of SQL conditions."""
    return _joined(items, "AND", neutral=TRUE, decisive=FALSE)


def disjunction(items: Iterable[str]) -> str:
    """`OR` (Kleene) of SQL conditions."""
    return _joined(items, "OR", neutral=FALSE, decisive=TRUE)


def negation(sql: str) -> str:
    """`NOT` (Kleene) of an SQL condition."""
    return {TRUE: FALSE, FALSE: TRUE, NULL: NULL}.get(sql) or f"(NOT {sql})"


def not_false(sql: str) -> str:
    """Whether an SQL condition is true or null."""
    return sql if sql in (TRUE, FALSE) else f"({sql} IS NOT FALSE)"


def both(items: Iterable[Bounds]) -> Bounds:
    """`and`."""
    items = tuple(items)
    return Bounds(conjunction(each.most for each in items), conjunction(each.least for each in items))


def either(items: Iterable[Bounds]) -> Bounds:
    """`or`."""
    items = tuple(items)
    return Bounds(disjunction(each.most for each in items), disjunction(each.least for each in items))


def opposite(bounds: Bounds) -> Bounds:
    """`not`."""
    return Bounds(negation(bounds.least), negation(bounds.most))


def _joined(items: Iterable[str], operator: str, neutral: str, decisive: str) -> str:
    kept = dict.fromkeys(each for each in items if each != neutral)
    if decisive in kept:
        return decisive
    if len(kept) < 2:
        return next(iter(kept), neutral)
    return f"({f' {operator} '.join(kept)})"


def at_least(count: int, items: Sequence[Bounds]) -> Bounds:
    """`count of (...)`: while one condition is null, too few of them are no longer false."""
    may, must = (
        " + ".join(f"coalesce(CAST({each} AS TINYINT), 0)" for each in side)
        for side in ([each.most for each in items], [each.least for each in items])
    )
    undecided = disjunction(not_false(each.most) for each in items)
    most = f"CASE WHEN {may} >= {count} THEN TRUE WHEN {undecided} THEN NULL ELSE FALSE END"
    return Bounds(most, f"({must} >= {count})")
