"""What rules compute with at run time: three-valued logic, membership, walks over arrays.

Every operation takes `None` for null and `Unavailable` for a fact nobody supplied, and
never raises on the values a message can hold. Compiled rules and the tracing evaluator
share these definitions.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from unhook.mql.lists import mentions
from unhook.mql.mapped import MappedList
from unhook.mql.run import Run
from unhook.mql.values import Unavailable, first_unknown, unknown

if TYPE_CHECKING:
    from unhook.mql.library.function import Function

Test = Callable[[Any], Any]
_NUMBER = (int, float)


def negate(value: Any) -> Any:
    """`not`: null stays null, unavailable unavailable."""
    return not value if isinstance(value, bool) else value


def both(*values: Any) -> Any:
    """`and` (Kleene), all operands evaluated."""
    if any(value is False for value in values):
        return False
    return True if all(value is True for value in values) else unknown(*values)


def either(*values: Any) -> Any:
    """`or` (Kleene), all operands evaluated."""
    if any(value is True for value in values):
        return True
    return False if all(value is False for value in values) else unknown(*values)


def at_least(count: int, tests: Iterable[Callable[[], Any]]) -> Any:
    """`N of (...)`: stops as soon as enough hold; undecided conditions make the rest undecided."""
    holding, undecided = 0, []
    for test in tests:
        value = test()
        if value is True:
            holding += 1
            if holding >= count:
                return True
        elif value is not False:
            undecided.append(value)
    return unknown(*undecided) if undecided else False


def _comparable(a: Any, b: Any) -> bool:
    """Whether two known values are of kinds that compare; JSON can mix them."""
    if a.__class__ is b.__class__:
        return True
    return isinstance(a, _NUMBER) and isinstance(b, _NUMBER) and not isinstance(a, bool) | isinstance(b, bool)


def _order(test: Callable[[Any, Any], bool]) -> Callable[[Any, Any], Any]:
    def compare(a: Any, b: Any) -> Any:
        if (absent := first_unknown(a, b)) is not ...:
            return absent
        if not _comparable(a, b):
            return None
        try:
            return test(a, b)
        except TypeError:
            # Times with and without an offset, JSON arrays: they have no order.
            return None

    return compare


def _folded(value: Any) -> Any:
    return value.lower() if isinstance(value, str) else value


COMPARE: dict[str, Callable[[Any, Any], Any]] = {
    "==": _order(lambda a, b: a == b),
    "!=": _order(lambda a, b: a != b),
    "<": _order(lambda a, b: a < b),
    "<=": _order(lambda a, b: a <= b),
    ">": _order(lambda a, b: a > b),
    ">=": _order(lambda a, b: a >= b),
    "=~": _order(lambda a, b: _folded(a) == _folded(b)),
    "!~": _order(lambda a, b: _folded(a) != _folded(b)),
}


# The names by which compiled code calls the comparisons.
COMPARISONS = {
    "==": "eq", "!=": "ne", "<": "lt", "<=": "le", ">": "gt", ">=": "ge", "=~": "same", "!~": "differ",
}  # fmt: skip


def arithmetic(op: str, a: Any, b: Any) -> Any:
    """Numbers only; whole numbers divide to a whole number, cut towards zero; by zero is null."""
    if (absent := first_unknown(a, b)) is not ...:
        return absent
    if not (isinstance(a, _NUMBER) and isinstance(b, _NUMBER)):
        return None
    if op == "+":
        return a + b
    if op == "-":
        return a - b
    if op == "*":
        return a * b
    if b == 0:
        return None
    whole = isinstance(a, int) and isinstance(b, int)
    quotient = abs(a) // abs(b) if whole else a / b
    if whole and (a < 0) != (b < 0):
        quotient = -quotient
    if op == "/":
        return quotient
    return a - b * (quotient if whole else int(quotient))


def is_null(value: Any) -> Any:
    """`is null`: of something unavailable nobody knows."""
    return value if isinstance(value, Unavailable) else value is None


def is_not_null(value: Any) -> Any:
    """`is not null`."""
    return value if isinstance(value, Unavailable) else value is not None


def member(item: Any, group: Any, fold: bool = False) -> Any:
    """`in` an array or set: true if one element equals, else undecided if one is undecided.

    Collections inside the group stand for their elements.
    """
    if (absent := first_unknown(item, group)) is not ...:
        return absent
    if isinstance(group, Mapping | str) or not isinstance(group, Collection):
        return None
    wanted = _folded(item) if fold else item
    undecided: list[Any] = []
    for each in group:
        if each is None or isinstance(each, Unavailable):
            undecided.append(each)
        elif isinstance(each, MappedList):
            if wanted in (each.folded if fold else each):
                return True
        elif isinstance(each, frozenset | tuple | list):
            inside = member(item, each, fold)
            if inside is True:
                return True
            if inside is not False:
                undecided.append(inside)
        elif (_folded(each) if fold else each) == wanted and _comparable(each, item):
            return True
    return unknown(*undecided) if undecided else False


def mentions_listed(run: Run, text: Any, name: str, fold: bool) -> Any:
    """`any($name, strings.contains(text, .))` without walking the list."""
    entries = run.named(name, fold)
    if isinstance(entries, Unavailable):
        return entries
    if not isinstance(text, str):
        return text if entries and isinstance(text, Unavailable) else None if entries else False
    return mentions(run.folded(text) if fold else text, entries, run.paced)


def test_pair(run: Run, body: Callable[[Run, str, str], bool], source: Any, needle: Any) -> Any:
    """A text predicate whose one needle is only known at run time."""
    if source.__class__ is str and needle.__class__ is str:
        return body(run, source, needle)
    absent = first_unknown(source, needle)
    return None if absent is ... else absent


def direct(body: Callable[..., Any], *arguments: Any) -> Any:
    """A pure function's answer; null and unavailable arguments are answered without asking it."""
    for each in arguments:
        if each is None or each.__class__ is Unavailable:
            return first_unknown(*arguments)
    return body(*arguments)


def provided(run: Run, function: "Function", *arguments: Any) -> Any:
    """What a capability says: null about null, unavailable where nobody supplies it."""
    assert function.needs is not None
    if function.needs in run.providers:
        return run.call(function, arguments, _NO_KEYWORDS)
    for each in arguments:
        if each is None or each.__class__ is Unavailable:
            return first_unknown(*arguments)
    return run.absent(function.needs)


_NO_KEYWORDS: Mapping[str, Any] = {}


def in_list(run: Run, item: Any, name: str, fold: bool = False) -> Any:
    """`in $name`."""
    entries = run.named(name, fold)
    if item.__class__ is str and entries.__class__ is frozenset:
        return (run.folded(item) if fold else item) in entries
    if isinstance(entries, Unavailable) or item is None or item.__class__ is Unavailable:
        return unknown(item, entries)
    try:
        return (_folded(item) if fold else item) in entries
    except TypeError:
        return False


def field_of(value: Any, name: str) -> Any:
    """A field of a JSON object."""
    if isinstance(value, Mapping):
        return value.get(name)
    return value if isinstance(value, Unavailable) else None


def index_of(base: Any, index: Any) -> Any:
    """An array's element (null outside, negative too) or a map's value (null where absent)."""
    if (absent := first_unknown(base, index)) is not ...:
        return absent
    if isinstance(base, Mapping):
        return base.get(index) if isinstance(index, str) else None
    if isinstance(index, int) and isinstance(base, Sequence) and not isinstance(base, str):
        return base[index] if 0 <= index < len(base) else None
    return None


def slice_of(base: Any, low: Any, high: Any) -> Any:
    """Half-open, clamped to the ends; a missing bound is passed as `...`."""
    bounds = [bound for bound in (low, high) if bound is not ...]
    if (absent := first_unknown(base, *bounds)) is not ...:
        return absent
    start = 0 if low is ... else max(0, low)
    return (
        base[start : len(base) if high is ... else max(start, high)]
        if isinstance(base, str | tuple | list)
        else None
    )


def length_of(value: Any) -> Any:
    """Code points of a string, elements of an array, entries of a map."""
    if value is None or isinstance(value, Unavailable):
        return value
    return len(value) if hasattr(value, "__len__") else None


def coalesce(*values: Any) -> Any:
    """The first value that is not null; undecided if something unavailable comes first."""
    return next((value for value in values if value is not None), None)


def elements(run: Run, items: Any) -> Any:
    """The elements to walk, or None / Unavailable when there is no array."""
    if items.__class__ is tuple and len(items) <= 32:
        return items
    if items is None or items.__class__ is Unavailable:
        return items
    if isinstance(items, str | Mapping) or not isinstance(items, Collection):
        return None
    return run.paced(items) if len(items) > 32 else items


def any_of(run: Run, items: Any, test: Test) -> Any:
    """True if an element satisfies; over null null."""
    if (walked := elements(run, items)) is None or walked.__class__ is Unavailable:
        return walked
    undecided = None
    for item in walked:
        value = test(item)
        if value is True:
            return True
        if value is not False:
            undecided = [value] if undecided is None else [*undecided, value]
    return False if undecided is None else unknown(*undecided)


def all_of(run: Run, items: Any, test: Test) -> Any:
    """True if every element satisfies; over null true, as over nothing."""
    if (walked := elements(run, items)) is None or walked.__class__ is Unavailable:
        return True if walked is None else walked
    undecided = None
    for item in walked:
        value = test(item)
        if value is False:
            return False
        if value is not True:
            undecided = [value] if undecided is None else [*undecided, value]
    return True if undecided is None else unknown(*undecided)


def filter_of(run: Run, items: Any, test: Test) -> Any:
    """The satisfying elements; `[]` over null; unavailable as soon as one element is undecided for want
    of a fact.
    """
    if (walked := elements(run, items)) is None or walked.__class__ is Unavailable:
        return () if walked is None else walked
    kept, missing = [], []
    for item in walked:
        value = test(item)
        if value is True:
            kept.append(item)
        elif isinstance(value, Unavailable):
            missing.append(value)
    return unknown(*missing) if missing else tuple(kept)


def map_of(run: Run, items: Any, make: Test) -> Any:
    """Each element's value; unavailable if one of them is."""
    if (walked := elements(run, items)) is None or walked.__class__ is Unavailable:
        return walked
    values = tuple(make(item) for item in walked)
    return unknown(*values) if any(isinstance(value, Unavailable) for value in values) else values


def distinct_of(run: Run, items: Any, key: Test | None = None) -> Any:
    """The first element of each key (the element itself without one); `[]` over null."""
    if (walked := elements(run, items)) is None or walked.__class__ is Unavailable:
        return () if walked is None else walked
    first: dict[Any, Any] = {}
    for item in walked:
        value = item if key is None else key(item)
        if isinstance(value, Unavailable):
            return value
        try:
            first.setdefault((value.__class__, value), item)
        except TypeError:
            first.setdefault(repr(value), item)
    return tuple(first.values())


def sum_of(run: Run, items: Any, make: Test | None = None) -> Any:
    """The sum of all numbers that are not null; 0 over null."""
    if (walked := elements(run, items)) is None or walked.__class__ is Unavailable:
        return 0 if walked is None else walked
    total: Any = 0
    for item in walked:
        value = item if make is None else make(item)
        if isinstance(value, Unavailable):
            return value
        if isinstance(value, _NUMBER):
            total += value
    return total


def ratio_of(run: Run, items: Any, test: Test) -> Any:
    """The share of satisfying elements as a float; null over nothing."""
    if (walked := elements(run, items)) is None or walked.__class__ is Unavailable:
        return walked
    values = [test(item) for item in walked]
    if any(isinstance(value, Unavailable) for value in values):
        return unknown(*values)
    return sum(value is True for value in values) / len(values) if values else None


def flatten(items: Any) -> Any:
    """One array of the elements of all; null ones are left out; `[]` over null."""
    if items is None or isinstance(items, Unavailable):
        return () if items is None else items
    flat: list[Any] = []
    for item in items:
        if isinstance(item, Unavailable):
            return item
        if isinstance(item, tuple | list | frozenset | MappedList):
            flat.extend(item)
    return tuple(flat)


def array(*items: Any) -> Any:
    """An array literal; unavailable if an element is."""
    return unknown(*items) if any(isinstance(item, Unavailable) for item in items) else items


def keys(mapping: Any) -> Any:
    """A map's keys in order."""
    return (
        tuple(mapping)
        if isinstance(mapping, Mapping)
        else mapping
        if isinstance(mapping, Unavailable)
        else None
    )


def values(mapping: Any) -> Any:
    """A map's values in order."""
    if isinstance(mapping, Mapping):
        return tuple(mapping.values())
    return mapping if isinstance(mapping, Unavailable) else None
