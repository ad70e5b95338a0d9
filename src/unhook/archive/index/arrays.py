"""Arrays and numbers between two bounds in SQL: the elements that a filter may and must keep."""

from dataclasses import dataclass

from unhook.archive.index.logic import FALSE, TRUE, Bounds, exactly, opposite


@dataclass(frozen=True, slots=True)
class Array:
    """SQL for the elements there may be `most` and `least`; elements are those of the column."""

    most: str
    least: str


@dataclass(frozen=True, slots=True)
class Number:
    """SQL for the greatest and the smallest that a number can be."""

    most: str
    least: str


def compared(op: str, a: Number, b: Number) -> Bounds:
    """`a op b` with `== < <= > >=`."""
    if op == "==":
        if a.most == a.least and b.most == b.least:
            return exactly(f"({a.most} = {b.most})")
        return Bounds(
            f"({a.least} <= {b.most} AND {a.most} >= {b.least})",
            f"({a.least} = {b.most} AND {a.most} = {b.least})",
        )
    if op in ("<", "<="):
        return Bounds(f"({a.least} {op} {b.most})", f"({a.most} {op} {b.least})")
    return Bounds(f"({a.most} {op} {b.least})", f"({a.least} {op} {b.most})")


def kept(array: Array, element: str, test: Bounds) -> Array:
    """`filter`; over null it keeps nothing."""
    return Array(_filter(array.most, element, test.most), _filter(array.least, element, test.least))


def _filter(array: str, element: str, test: str) -> str:
    if test == TRUE:
        return array
    return f"coalesce(list_filter({array}, lambda {element}: {test}), [])"


def every(array: Array, element: str, test: Bounds) -> Bounds:
    """Whether all elements satisfy; over null they do, as over nothing."""
    found = opposite(exists(array, element, opposite(test)))
    return Bounds(f"({array.least} IS NULL OR {found.most})", f"({array.most} IS NULL OR {found.least})")


def exists(array: Array, element: str, test: Bounds) -> Bounds:
    """Whether an element satisfies: most over all there may be, least over those there must be."""
    return Bounds(_some(array.most, element, test.most), _surely_some(array.least, element, test.least))


def _some(array: str, element: str, test: str) -> str:
    if test == TRUE:
        return f"(len({array}) > 0)"
    if test == FALSE:
        return f"(len({array}) < 0)"
    found = f"list_max(list_transform({array}, lambda {element}: coalesce(2 * CAST({test} AS TINYINT), 1)))"
    return (
        f"CASE WHEN {array} IS NULL THEN NULL WHEN len({array}) = 0 THEN FALSE"
        f" ELSE CASE {found} WHEN 2 THEN TRUE WHEN 1 THEN NULL ELSE FALSE END END"
    )


def _surely_some(array: str, element: str, test: str) -> str:
    """As `_some`, but false where that is null: less than the truth loses nothing."""
    if test in (TRUE, FALSE):
        return _some(array, element, test)
    return f"(len(list_filter({array}, lambda {element}: {test})) > 0)"
