"""The functions that belong to the language itself: their types depend on their arguments.

`any`, `all`, `filter`, `map`, `distinct`, `sum` and `ratio` evaluate their second argument
once for each element, which `.` then stands for.
"""

from collections.abc import Callable
from dataclasses import dataclass

from unhook.mql.types import ANY, BOOL, FLOAT, INT, NULL, STRING, WRONG, ListOf, MapOf, Type

Typing = Callable[[tuple[Type, ...]], Type | str]


@dataclass(frozen=True, slots=True)
class Form:
    """A language function: its argument counts, whether the second is evaluated for each element,
    and its result type given the arguments' types; a text instead of a type says what is wrong.
    """

    name: str
    least: int
    most: int | None
    each: bool
    typing: Typing


def item_of(array: Type) -> Type | None:
    """The element type of something that can be walked, else None."""
    if isinstance(array, ListOf):
        return array.item
    return WRONG if array == WRONG else ANY if array in (ANY, NULL) else None


def _predicate(result: Callable[[Type], Type]) -> Typing:
    def typing(types: tuple[Type, ...]) -> Type | str:
        if types[1] not in (BOOL, NULL, WRONG):
            return f"the condition is {types[1]}, not a bool; compare it with something"
        return result(types[0])

    return typing


def _map(types: tuple[Type, ...]) -> Type | str:
    return ListOf(types[1])


def _distinct(types: tuple[Type, ...]) -> Type | str:
    return types[0]


def _sum(types: tuple[Type, ...]) -> Type | str:
    summed = types[1] if len(types) > 1 else item_of(types[0])
    if summed == NULL:
        return INT
    return summed if summed in (INT, FLOAT, ANY, WRONG) else f"only numbers can be summed, not {summed}"


def _length(types: tuple[Type, ...]) -> Type | str:
    if types[0] in (STRING, ANY, NULL, WRONG) or isinstance(types[0], ListOf | MapOf):
        return INT
    return f"{types[0]} has no length"


def _coalesce(types: tuple[Type, ...]) -> Type | str:
    known = [each for each in types if each != NULL]
    if not known:
        return NULL
    first = known[0]
    for other in known[1:]:
        if WRONG in (first, other):
            first = WRONG
        elif ANY in (first, other):
            first = ANY
        elif {first, other} == {INT, FLOAT}:
            first = FLOAT
        elif first != other:
            return f"the arguments are of different types, {first} and {other}"
    return first


def _flatten(types: tuple[Type, ...]) -> Type | str:
    inner = item_of(types[0])
    if inner is not None and item_of(inner) is not None:
        return inner if isinstance(inner, ListOf) else ListOf(ANY)
    return f"only arrays of arrays can be flattened, not {types[0]}"


def _keys(types: tuple[Type, ...]) -> Type | str:
    mapping = types[0]
    return (
        ListOf(STRING) if isinstance(mapping, MapOf) or mapping in (ANY, WRONG) else f"{mapping} has no keys"
    )


def _values(types: tuple[Type, ...]) -> Type | str:
    mapping = types[0]
    if isinstance(mapping, MapOf):
        return ListOf(mapping.value)
    return ListOf(ANY) if mapping in (ANY, WRONG) else f"{mapping} has no values"


FORMS = {
    form.name: form
    for form in (
        Form("any", 2, 2, True, _predicate(lambda array: BOOL)),
        Form("all", 2, 2, True, _predicate(lambda array: BOOL)),
        Form("filter", 2, 2, True, _predicate(lambda array: array)),
        Form("ratio", 2, 2, True, _predicate(lambda array: FLOAT)),
        Form("map", 2, 2, True, _map),
        Form("distinct", 1, 2, True, _distinct),
        Form("sum", 1, 2, True, _sum),
        Form("length", 1, 1, False, _length),
        Form("coalesce", 1, None, False, _coalesce),
        Form("flatten", 1, 1, False, _flatten),
        Form("keys", 1, 1, False, _keys),
        Form("values", 1, 1, False, _values),
    )
}
