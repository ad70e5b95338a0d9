"""Which sub-expressions are worked out once a message and kept.

Nodes of the same structure get the same number, over all rules of a unit. One that does
not depend on a surrounding array's element, costs something and occurs more than once (or
inside a walk) gets a slot.
"""

from collections import Counter
from dataclasses import fields
from functools import cache
from typing import Any

from unhook.mql import syntax as s
from unhook.mql.compiler.estimate import Estimate, estimate, worth
from unhook.mql.library.forms import FORMS
from unhook.mql.library.registry import Library

_WORTH_KEEPING = 0.6
_KEPT = (s.Call, s.Compare, s.Between, s.In, s.And, s.Or, s.Of, s.Not)


@cache
def _compared(shape: type) -> tuple[str, ...]:
    return tuple(each.name for each in fields(shape) if each.compare)


class Sharing:
    """Structure numbers, costs and slots of all nodes added."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._numbers: dict[Any, int] = {}
        self._by_node: dict[int, int] = {}
        self.counts: Counter[int] = Counter()
        self.free: list[int] = []
        self.estimates: list[Estimate] = []
        self.height: list[int] = []
        self.kept: set[int] = set()

    def add(self, tree: s.Node) -> None:
        """Take a rule's tree into account; the tree must stay alive as long as this object."""
        self._count(tree, 0)

    def number(self, node: s.Node) -> int:
        """The node's structure number."""
        found = self._by_node.get(id(node))
        if found is None:
            found = self._by_node[id(node)] = self._new_number(node)
        return found

    def slot(self, node: s.Node) -> int | None:
        """The structure number under which the node's value is kept, if it is."""
        number = self.number(node)
        return number if number in self.kept else None

    def needs_element(self, node: s.Node) -> bool:
        """Whether the value changes with the nearest walk's element."""
        if isinstance(node, s.Scope):
            return node.depth == 1
        if isinstance(node, s.Call) and _walks(node):
            # What lies inside a further walk names this element with two dots; not worth telling apart.
            return self.free[self.number(node)] > 0
        return any(map(self.needs_element, s.children(node)))

    def order(self, items: tuple[s.Node, ...], decisive: bool) -> list[s.Node]:
        """The order to try conditions in; the same result, since they have no effects. Ties stay."""
        return sorted(items, key=lambda node: self._worth(node, decisive))

    def _worth(self, node: s.Node, decisive: bool) -> float:
        number = self.number(node)
        # What other rules ask as well is paid once a message.
        return worth(self.estimates[number], decisive=decisive) / min(8, max(1, self.counts[number]))

    def _new_number(self, node: s.Node) -> int:
        shape: Any = type(node)
        parts = tuple(self._part(getattr(node, name)) for name in _compared(shape))
        key = (shape, parts)
        number = self._numbers.get(key)
        if number is None:
            number = self._numbers[key] = len(self.free)
            below = [self.number(child) for child in s.children(node)]
            self.free.append(self._free_of(node, below))
            self.estimates.append(estimate(node, [self.estimates[each] for each in below], self.library))
            self.height.append(1 + max((self.height[each] for each in below), default=0))
        return number

    def _part(self, value: Any) -> Any:
        if isinstance(value, s.Node):
            return self.number(value)
        if isinstance(value, tuple):
            return tuple(self._part(each) for each in value)
        return value

    def _free_of(self, node: s.Node, below: list[int]) -> int:
        """How many surrounding elements the node needs."""
        if isinstance(node, s.Scope):
            return node.depth
        if isinstance(node, s.Call) and _walks(node):
            first, *rest = below
            return max([self.free[first], *(self.free[each] - 1 for each in rest)])
        return max((self.free[each] for each in below), default=0)

    def _count(self, node: s.Node, depth: int) -> None:
        number = self.number(node)
        self.counts[number] += 1
        keep = (
            isinstance(node, _KEPT)
            and not self.free[number]
            and self.estimates[number].cost >= _WORTH_KEEPING
        )
        if keep and (depth or self.counts[number] > 1):
            self.kept.add(number)
        if self.counts[number] > 1:
            return
        if isinstance(node, s.Call) and _walks(node):
            self._count(node.arguments[0], depth)
            for argument in node.arguments[1:]:
                self._count(argument, depth + 1)
            return
        for child in s.children(node):
            self._count(child, depth)


def _walks(node: s.Call) -> bool:
    return node.name in FORMS and FORMS[node.name].each and len(node.arguments) > 1
