"""Conditions to Python source that asks one thing: does it surely hold?

A hit needs no third value. `a and b` surely holds when both do and surely fails when one
of them does, and so on down the tree; null and unavailable operands are on neither side.
So the code is made of Python's own `and`, `or` and `not`. Why a rule did not hold is asked
of `emit`'s code, by those who want to know.
"""

from dataclasses import dataclass

from unhook.mql import syntax as s
from unhook.mql.checker import Checked
from unhook.mql.compiler.emit import Emitter
from unhook.mql.compiler.loops import count, search
from unhook.mql.compiler.unit import Code, Unit


def holds(unit: Unit, name: str, checked: Checked) -> None:
    """Add the function `name(run, m, S)` that tells whether a checked condition surely holds."""
    unit.define(name, (), _Sure(unit, checked).sure(checked.tree, 0, True))


@dataclass(slots=True)
class _Sure(Emitter):
    def sure(self, node: s.Node, depth: int, want: bool) -> str:
        """Source of a bool: whether the node's value is surely `want`."""
        slot = self.unit.sharing.slot(node)
        if slot is None:
            return self.spilt(node, self.settled(node, depth, want), depth)
        alone = _Sure(self.unit, self.checked)
        return self.unit.slot((slot, want), lambda: Code(alone.settled(node, 0, want))).text

    def settled(self, node: s.Node, depth: int, want: bool) -> str:
        match node:
            case s.Literal(value=value):
                return str(value is want)
            case s.Not(operand=operand):
                return self.sure(operand, depth, not want)
            case s.And(items=items):
                return self.joined_sure(items, depth, want, every=want)
            case s.Or(items=items):
                return self.joined_sure(items, depth, want, every=not want)
            case s.Of(count=least, items=items) if want:
                return self.counted(least, items, depth)
            case s.In(item=item, group=group, fold=fold, negated=negated):
                return _told(self.membership(item, group, fold, depth), want is not negated)
            case s.Call(name="any" | "all" as name):
                return self.walked(node, depth, want, every=want is (name == "all"))
            case _:
                return _told(self.plain(node, depth), want)

    def joined_sure(self, items: tuple[s.Node, ...], depth: int, want: bool, *, every: bool) -> str:
        parts = [self.sure(each, depth, want) for each in self.unit.sharing.order(items, want is not every)]
        return f"({(' and ' if every else ' or ').join(parts)})"

    def counted(self, least: int, items: tuple[s.Node, ...], depth: int) -> str:
        """Whether at least so many of the items surely hold."""
        tests = [self.sure(each, depth, True) for each in self.unit.sharing.order(items, True)]
        return self.function("o", depth, count(tests, least))

    def walked(self, node: s.Call, depth: int, want: bool, *, every: bool) -> str:
        mentions = self.mentions(node, depth)
        if mentions is not None:
            return _told(mentions, want)
        array, condition = node.arguments
        first = self.value(array, depth)
        self.solid[depth:] = [self.holds_no_null(array)]
        test = self.sure(condition, depth + 1, want)
        # Over null `all` is true, as over nothing, and `any` is null.
        lines = search(depth, test, every=every, null=want and node.name == "all")
        return self.function("w", depth, lines, first.text)

    def function(self, prefix: str, depth: int, lines: list[str], *given: str) -> str:
        """A call of a function with these lines, which takes the walks' elements and what is `given`."""
        name, elements = self.unit.fresh(prefix), [f"e{level}" for level in range(depth)]
        names = [*elements, *(["items"] if given else [])]
        self.unit.lines += [f"def {name}({self.unit.given(names)}):", *lines]
        return f"{name}({self.unit.given([*elements, *given])})"


def _told(code: Code, want: bool) -> str:
    if code.known:
        return f"({code.known} and {'' if want else 'not '}{code.test})"
    if code.sure:
        return code.text if want else f"(not {code.text})"
    return f"({code.text} is {want})"
