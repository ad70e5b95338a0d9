"""Without which facts a condition cannot hold, whatever the mail says.

A demand is a set of alternatives, each a set of facts (`nlu`, `$org_domains`, `mailbox`)
that must all be there. It may ask for too little, never for too much: a rule whose demand
is not met is false, null or unavailable, and need not be run to find hits.
"""

from collections.abc import Iterable
from functools import reduce

from unhook.mql import syntax as s
from unhook.mql.checker import Checked
from unhook.mql.library.forms import FORMS
from unhook.mql.run import FACTS
from unhook.mql.schema import roots
from unhook.mql.types import Record, fields_of

Demand = frozenset[frozenset[str]]
NOTHING: Demand = frozenset({frozenset()})
NEVER: Demand = frozenset()
_MOST = 24
# Forms that make something of a null array.
_FROM_NULL = frozenset({"all", "filter", "distinct", "flatten", "sum"})


def demand(checked: Checked) -> Demand:
    """What a checked rule needs to hold."""
    return _Demands(checked).of(checked.tree, True)


class _Demands:
    def __init__(self, checked: Checked) -> None:
        self._checked = checked

    def of(self, node: s.Node, want: bool) -> Demand:
        """What a condition needs to be surely `want`."""
        match node:
            case s.Literal(value=value):
                return NOTHING if value is want else NEVER
            case s.Not(operand=operand):
                return self.of(operand, not want)
            case s.And(items=items) | s.Or(items=items):
                join = _all if want is isinstance(node, s.And) else _one
                return join(self.of(each, want) for each in items)
            case s.Of(count=least, items=items):
                if want:
                    return _some(least, [self.of(each, True) for each in items])
                # It is false only when all are decided.
                return _all(_one((self.of(each, True), self.of(each, False))) for each in items)
            case s.Call(name="any" | "all" as name, arguments=(array, condition)):
                # Over nothing `any` is false and `all` true, and so is `all` over null.
                if want is (name == "all"):
                    return self.value(array, null=want)
                return _all((self.value(array), self.of(condition, want)))
            case s.In(item=item, group=s.Group(items=items), negated=negated):
                # One that equals is enough to be found, all are needed not to be.
                join = _one if want is not negated else _all
                return _all((self.value(item), join(map(self.value, items))))
            case s.IsNull(operand=operand, negated=negated):
                return self.value(operand, null=want is not negated)
            case s.Between(middle=middle) if not want:
                return self.value(middle)
            case _:
                return self.value(node)

    def value(self, node: s.Node, null: bool = False) -> Demand:
        """What a node needs to have a value, or (`null`) a value or null."""
        match node:
            case s.ListRef(name=name):
                return _fact(f"${name}")
            case s.Root(name=name):
                return _fact(name) if name in FACTS else NOTHING
            case s.And() | s.Or() | s.Of() | s.Not() | s.IsNull() | s.Between():
                return NOTHING
            case s.In(item=item, group=s.Group()):
                return self.value(item, null)
            case s.Call(name="coalesce"):
                return NOTHING
            case s.Call(name=name, arguments=(array, *_)) if name in FORMS:
                # What is asked of each element may not be asked at all.
                return self.value(array, null or name in _FROM_NULL)
            case s.Call():
                return self.answer(node, null)
            case s.Array(items=items):
                return _all(self.value(each, True) for each in items)
            case _:
                return _all(self.value(each, null) for each in s.children(node))

    def answer(self, call: s.Call, null: bool) -> Demand:
        """What a function needs; about null it answers null without asking anybody."""
        needs = self._checked.functions[call.name].needs
        source, *rest = s.children(call) or (None,)
        unasked = null and any(map(self.nullable, s.children(call)))
        parts = [self.value(each, True) for each in rest]
        if source is not None:
            parts.append(self.value(source, unasked or (null and needs is None)))
        return _all((*parts, _fact(needs) if needs and not unasked else NOTHING))

    def nullable(self, node: s.Node) -> bool:
        """Whether a node may be null."""
        match node:
            case s.Literal(value=value):
                return value is None
            case s.Root(name=name):
                return roots()[name].nullable
            case s.Member(base=base, name=name):
                kind = self._checked.type_of(base)
                return not isinstance(kind, Record) or (
                    self.nullable(base) or fields_of(kind.shape)[name].nullable
                )
            case _:
                return True


def _fact(name: str) -> Demand:
    return frozenset({frozenset({name})})


def _one(parts: Iterable[Demand]) -> Demand:
    return _least(frozenset[frozenset[str]]().union(*parts))


def _all(parts: Iterable[Demand]) -> Demand:
    return reduce(lambda a, b: _least(frozenset(x | y for x in a for y in b)), parts, NOTHING)


def _some(least: int, parts: list[Demand]) -> Demand:
    """What it needs that `least` of the parts are there, part by part."""
    reached: list[Demand] = [NOTHING, *([NEVER] * least)]
    for part in parts:
        for count in range(least, 0, -1):
            reached[count] = _one((reached[count], _all((reached[count - 1], part))))
    return reached[-1]


def _least(alternatives: Demand) -> Demand:
    """Without those that ask for more than another does; too many of them say nothing."""
    if frozenset() in alternatives or len(alternatives) > _MOST**2:
        return NOTHING
    kept = frozenset(each for each in alternatives if not any(other < each for other in alternatives))
    return kept if len(kept) <= _MOST else NOTHING
