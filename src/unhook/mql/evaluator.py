"""A second way to work out a rule: over its tree, keeping beside each value the place it came from.

It computes what the compiled code computes, by the same operations, part by part. Tests hold
both to the same answers.
"""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from unhook.mql import operations as ops
from unhook.mql import syntax as s
from unhook.mql.library.function import Function
from unhook.mql.library.registry import Library
from unhook.mql.mapped import MappedList
from unhook.mql.run import FACTS, Run
from unhook.mql.values import Unavailable

_PLACED = (s.Root, s.Scope, s.Member, s.Index, s.Call)


@dataclass(frozen=True, slots=True)
class Located:
    """A value and the model path it was read from; no path for what a rule computed."""

    value: Any
    path: str | None = None


def evaluate(tree: s.Node, library: Library, run: Run) -> Any:
    """The value of the tree, as `Program.value` gives it."""
    return Evaluator(library, run).value(tree)


class Evaluator:
    """The values of a tree's nodes about one message; `scopes` are the elements walked, innermost last."""

    def __init__(self, library: Library, run: Run) -> None:
        self.library = library
        self.run = run
        self.scopes: list[Located] = []
        # Values of nodes outside all walks: a reason is looked for below conditions already worked out.
        self.known: dict[int, Located] = {}

    def value(self, node: s.Node) -> Any:
        """The value of a node. Raises `unhook.mql.OutOfTime`."""
        return self.at(node).value

    def at(self, node: s.Node) -> Located:
        """The value of a node and the path it was read from."""
        if self.scopes:
            return self._found(node)
        known = self.known.get(id(node))
        if known is None:
            known = self.known[id(node)] = self._found(node)
        return known

    def inside(self, element: Located, node: s.Node) -> Any:
        """The value of `node` with `element` as the current one."""
        self.scopes.append(element)
        try:
            return self.value(node)
        finally:
            self.scopes.pop()

    def _found(self, node: s.Node) -> Located:
        if not isinstance(node, _PLACED):
            return Located(self.computed(node))
        match node:
            case s.Member(base=base, name=name):
                return _member(self.at(base), name)
            case s.Root(name=name):
                if name in FACTS:
                    return Located(self.run.fact(name), name)
                return Located(_attribute(self.run.message, name), name)
            case s.Scope(depth=depth):
                return self.scopes[-depth]
            case s.Index(base=base, index=index):
                return self._index(self.elements(base), self.value(index))
            case s.Call(name="coalesce", arguments=arguments):
                found = [self.at(argument) for argument in arguments]
                return next((each for each in found if each.value is not None), Located(None))
            case s.Call(name="filter" | "distinct" | "map" | "flatten"):
                return self.elements(node)
            case s.Call(name=name, arguments=arguments) if _passes_on(name) and arguments:
                return replace(self.at(arguments[0]), value=self.computed(node))
            case _:
                return Located(self.computed(node))

    def _index(self, base: Located, index: Any) -> Located:
        value = ops.index_of(base.value, index)
        if isinstance(base, Elements):
            found = base.items[index] if isinstance(index, int) and 0 <= index < len(base.items) else None
            return Located(value, found.path if found else None)
        return Located(value, f"{base.path}[{index!r}]" if base.path else None)

    def elements(self, node: s.Node) -> "Located":
        """An array with each element's own path, as far as it can be told."""
        run = self.run
        match node:
            case s.Call(name="filter", arguments=(array, test)):
                walked = self.elements(array)
                value = ops.filter_of(run, walked.value, lambda e: self.inside(Located(e), test))
                kept = [each for each in items_of(walked) if self.inside(each, test) is True]
                return Elements.of(value, kept)
            case s.Call(name="distinct", arguments=(array, *key)):
                walked = self.elements(array)
                make = (lambda e: self.inside(Located(e), key[0])) if key else None
                value = ops.distinct_of(run, walked.value, make)
                return Elements.of(value, _first_of_each(items_of(walked), value))
            case s.Call(name="map", arguments=(array, make)):
                walked = self.elements(array)
                value = ops.map_of(run, walked.value, lambda e: self.inside(Located(e), make))
                return Elements.of(value, [self._located_inside(each, make) for each in items_of(walked)])
            case s.Call(name="flatten", arguments=(arrays,)):
                groups = self.elements(arrays)
                value = ops.flatten(groups.value)
                inner = [each for group in items_of(groups) for each in items_of(group)]
                return Elements.of(value, inner)
            case s.Array(items=items):
                made = [self.at(item) for item in items]
                return Elements.of(ops.array(*(each.value for each in made)), made)
            case _:
                return self.at(node)

    def _located_inside(self, element: Located, node: s.Node) -> Located:
        self.scopes.append(element)
        try:
            return self.at(node)
        finally:
            self.scopes.pop()

    def computed(self, node: s.Node) -> Any:
        """The value of a node that is no path."""
        run = self.run
        match node:
            case s.Literal(value=value):
                return value
            case s.ListRef(name=name):
                return run.named(name)
            case s.Slice(base=base, low=low, high=high):
                bounds = [... if each is None else self.value(each) for each in (low, high)]
                return ops.slice_of(self.value(base), *bounds)
            case s.Not(operand=operand):
                return ops.negate(self.value(operand))
            case s.And(items=items):
                return ops.both(*self._until(items, False))
            case s.Or(items=items):
                return ops.either(*self._until(items, True))
            case s.Of(count=count, items=items):
                return ops.at_least(count, (partial(self.value, item) for item in items))
            case s.Compare(op=op, left=left, right=right):
                return ops.COMPARE[op](self.value(left), self.value(right))
            case s.Between(low=low, middle=middle, high=high):
                value = self.value(middle)
                first = ops.COMPARE[node.low_op](self.value(low), value)
                return ops.both(first, ops.COMPARE[node.high_op](value, self.value(high)))
            case s.In(item=item, group=group, fold=fold, negated=negated):
                found = self._membership(self.value(item), group, fold)
                return ops.negate(found) if negated else found
            case s.IsNull(operand=operand, negated=negated):
                return (ops.is_not_null if negated else ops.is_null)(self.value(operand))
            case s.Arithmetic(op=op, left=left, right=right):
                return ops.arithmetic(op, self.value(left), self.value(right))
            case s.Array(items=items):
                return ops.array(*map(self.value, items))
            case s.Call():
                return self._call(node)
            case _:
                raise TypeError(f"cannot evaluate {node!r}")

    def _until(self, items: tuple[s.Node, ...], decisive: bool) -> Iterator[Any]:
        for item in items:
            value = self.value(item)
            yield value
            if value is decisive:
                return

    def _membership(self, item: Any, group: s.Node, fold: bool) -> Any:
        if isinstance(group, s.Group) and len(group.items) == 1 and isinstance(group.items[0], s.ListRef):
            group = group.items[0]
        if isinstance(group, s.ListRef):
            return ops.in_list(self.run, item, group.name, fold)
        if isinstance(group, s.Group):
            return ops.member(item, tuple(map(self.value, group.items)), fold)
        return ops.member(item, self.value(group), fold)

    def _call(self, node: s.Call) -> Any:
        run, given = self.run, node.arguments
        match node.name:
            case "any":
                return ops.any_of(run, self.value(given[0]), lambda e: self.inside(Located(e), given[1]))
            case "all":
                return ops.all_of(run, self.value(given[0]), lambda e: self.inside(Located(e), given[1]))
            case "ratio":
                return ops.ratio_of(run, self.value(given[0]), lambda e: self.inside(Located(e), given[1]))
            case "sum":
                make = (lambda e: self.inside(Located(e), given[1])) if len(given) > 1 else None
                return ops.sum_of(run, self.value(given[0]), make)
            case "length":
                return ops.length_of(self.value(given[0]))
            case "keys":
                return ops.keys(self.value(given[0]))
            case "values":
                return ops.values(self.value(given[0]))
        arguments = tuple(map(self.value, given))
        keywords = {name: self.value(value) for name, value in node.keywords}
        return run.call(self.function(node.name), arguments, keywords)

    def function(self, name: str) -> Function:
        """The function that a checked rule calls."""
        found = self.library.get(name)
        if found is None:
            raise KeyError(name)
        return found


@dataclass(frozen=True, slots=True)
class Elements(Located):
    """An array whose elements have places of their own."""

    items: tuple[Located, ...] = ()

    @classmethod
    def of(cls, value: Any, items: list[Located]) -> "Elements":
        """An array's value, and its elements where they were found."""
        return cls(value, None, tuple(items))


def _member(base: Located, name: str) -> Located:
    value, path = base.value, f"{base.path}.{name}" if base.path else None
    if value is None or isinstance(value, Unavailable):
        return Located(value, path)
    if isinstance(value, Mapping) or not hasattr(type(value), "__dataclass_fields__"):
        return Located(ops.field_of(value, name), path)
    return Located(_attribute(value, name), path)


def _attribute(record: object, name: str) -> Any:
    """A record's field by its name in the language, where Python's own words lose their underscore."""
    return getattr(record, name) if hasattr(record, name) else getattr(record, f"{name}_")


def items_of(array: Located) -> list[Located]:
    """The elements of a located array, each with its path."""
    if isinstance(array, Elements):
        return list(array.items)
    if not isinstance(array.value, tuple | list | AbstractSet) or isinstance(array.value, MappedList):
        return []
    ordered = array.value if isinstance(array.value, tuple | list) else sorted(array.value, key=repr)
    return [
        Located(value, f"{array.path}[{place}]" if array.path else None)
        for place, value in enumerate(ordered)
    ]


def _first_of_each(walked: list[Located], kept: Any) -> list[Located]:
    if not isinstance(kept, tuple):
        return []
    remaining = iter(walked)
    return [next((each for each in remaining if each.value is value), Located(value)) for value in kept]


def _passes_on(name: str) -> bool:
    """Functions whose result stands for the text it was made from."""
    return name == "strings.replace_confusables"
