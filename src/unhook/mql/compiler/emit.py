"""Expressions to Python source.

A condition's code yields True, False, None (null) or `Unavailable`. `and` stops at the
first False and `or` at the first True, like Python's own; only when nothing decided are
the undecided operands looked at. What the types prove to be a plain bool costs no check.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from unhook.mql import syntax as s
from unhook.mql.checker import Checked
from unhook.mql.compiler.loops import loop
from unhook.mql.compiler.unit import Code, Unit
from unhook.mql.library.forms import FORMS
from unhook.mql.library.function import Function
from unhook.mql.operations import COMPARISONS
from unhook.mql.run import FACTS
from unhook.mql.schema import roots
from unhook.mql.types import ANY, FLOAT, INT, STRING, ListOf, MapOf, Record, Type, fields_of

_CLASS: dict[Type, str] = {STRING: "str", INT: "int"}
_WALKS = {"filter": "filter_of", "map": "map_of", "ratio": "ratio_of"}
# CPython refuses source nested too deeply: every so many levels of the tree a function of its own.
_SPILL = 10
# More alternatives than these are better tried by a function of their own.
_INLINED = 6


def values(unit: Unit, name: str, checked: Checked) -> None:
    """Add the function `name(run, m, S)` that evaluates a checked tree."""
    unit.define(name, (), Emitter(unit, checked).value(checked.tree, 0).text)


@dataclass(slots=True)
class Emitter:
    """Makes the code of one rule's nodes."""

    unit: Unit
    checked: Checked
    # For each walk around, outermost first: whether its elements are surely not null.
    solid: list[bool] = field(default_factory=list)

    def value(self, node: s.Node, depth: int) -> Code:
        """The code of a node below `depth` walks; `e0` is the outermost walk's element."""
        sharing = self.unit.sharing
        slot = sharing.slot(node)
        if slot is not None:
            return self.unit.slot(slot, lambda: Emitter(self.unit, self.checked).plain(node, 0))
        code = self.plain(node, depth)
        return Code(self.spilt(node, code.text, depth), code.null, code.absent)

    def spilt(self, node: s.Node, text: str, depth: int) -> str:
        """The source, or a call of a function that has it where the tree has become high."""
        sharing = self.unit.sharing
        if sharing.height[sharing.number(node)] % _SPILL:
            return text
        name, elements = self.unit.fresh("x"), [f"e{level}" for level in range(depth)]
        self.unit.define(name, elements, text)
        return f"{name}({self.unit.given(elements)})"

    def plain(self, node: s.Node, depth: int) -> Code:
        """The node's own code, without looking for a slot."""
        match node:
            case s.Literal(value=value):
                return (
                    Code("None", null=True)
                    if value is None
                    else Code(f"({value!r})" if _negative(value) else repr(value))
                )
            case s.ListRef(name=name):
                return Code(f"run.named({name!r})", absent=True)
            case s.Root(name=name):
                if name in FACTS:
                    return Code(f"run.fact({name!r})", absent=True)
                return Code(f"m.{roots()[name].attribute}", roots()[name].nullable)
            case s.Scope(depth=climb):
                return Code(f"e{depth - climb}", null=not self.solid[depth - climb])
            case s.Member():
                return self.member(node, depth)
            case s.Index(base=base, index=index):
                return self.helper("index_of", [base, index], depth, null=True)
            case s.Slice(base=base, low=low, high=high):
                parts = [self.value(each, depth) if each else Code("...") for each in (base, low, high)]
                return Code(f"slice_of({_listed(parts)})", True, _absent(parts))
            case s.Call():
                return self.call(node, depth)
            case s.Not(operand=operand):
                return self.negated(self.value(operand, depth))
            case s.And(items=items):
                return self.joined(items, depth, False)
            case s.Or(items=items):
                return self.joined(items, depth, True)
            case s.Of(count=count, items=items):
                parts = [self.value(item, depth) for item in self.unit.sharing.order(items, True)]
                tests = ", ".join(f"lambda: {part.text}" for part in parts)
                return Code(f"at_least({count}, ({tests},))", any(p.null for p in parts), _absent(parts))
            case s.Compare(op=op, left=left, right=right):
                return self.compare(op, left, right, depth)
            case s.Between():
                return self.between(node, depth)
            case s.In(item=item, group=group, fold=fold, negated=negated):
                code = self.membership(item, group, fold, depth)
                return self.negated(code) if negated else code
            case s.IsNull(operand=operand, negated=negated):
                if isinstance(operand, s.Literal):
                    return Code(str((operand.value is None) is not negated))
                inner = self.value(operand, depth)
                if inner.absent:
                    return Code(f"{'is_not_null' if negated else 'is_null'}({inner.text})", absent=True)
                return Code(f"({inner.text} is {'not ' if negated else ''}None)")
            case s.Arithmetic(op=op, left=left, right=right):
                parts = [self.value(left, depth), self.value(right, depth)]
                return Code(f"arithmetic({op!r}, {_listed(parts)})", True, _absent(parts))
            case s.Array(items=items):
                parts = [self.value(item, depth) for item in items]
                return Code(f"array({_listed(parts)})", False, _absent(parts))
            case _:
                raise TypeError(f"cannot compile {node!r}")

    def helper(self, name: str, nodes: Iterable[s.Node], depth: int, null: bool) -> Code:
        """A call of an operation with the nodes' values."""
        parts = [self.value(node, depth) for node in nodes]
        return Code(f"{name}({_listed(parts)})", null, _absent(parts))

    def guarded(self, code: Code, kind: str, text: Callable[[str], str]) -> Code:
        """`text` of the value where it is of the Python class `kind`; null and unavailable pass through."""
        if code.sure:
            return Code(text(code.text))
        v = self.unit.fresh("t")
        known, test = f"({v}:={code.text}).__class__ is {kind}", text(v)
        return Code(f"({test} if {known} else {v})", code.null, code.absent, known, test)

    def member(self, node: s.Member, depth: int) -> Code:
        """A field of a record or of a JSON object."""
        base = self.value(node.base, depth)
        kind = self.checked.type_of(node.base)
        if not isinstance(kind, Record):
            return Code(f"field_of({base.text}, {node.name!r})", True, base.absent)
        entry = fields_of(kind.shape)[node.name]
        if base.sure:
            return Code(f"{base.text}.{entry.attribute}", entry.nullable, base.absent)
        v = self.unit.fresh("t")
        if base.absent:
            test = f"({v}:={base.text}) is None or {v}.__class__ is Unavailable"
            return Code(f"({v} if {test} else {v}.{entry.attribute})", entry.nullable or base.null, True)
        return Code(f"(None if ({v}:={base.text}) is None else {v}.{entry.attribute})", True)

    def outside(self, node: s.Node, depth: int) -> Code:
        """The code of a node inside a walk that is entered at `depth`, evaluated before it."""
        self.solid[depth:] = [True]
        return self.value(node, depth + 1)

    def holds_no_null(self, array: s.Node) -> bool:
        """Whether an array cannot hold nulls: those of the message and of functions do not, `map` can make
        some and so can JSON.
        """
        if not isinstance(self.checked.type_of(array), ListOf):
            return False
        match array:
            case s.Call(name="filter" | "distinct", arguments=arguments):
                return self.holds_no_null(arguments[0])
            case s.Call(name=name):
                return name not in FORMS
            case s.Member() | s.Root() | s.ListRef():
                return True
            case _:
                return False

    def negated(self, code: Code) -> Code:
        """`not`, null and unavailable passing through."""
        if code.sure:
            return Code(f"(not {code.text})")
        return self.guarded(code, "bool", lambda v: f"not {v}")

    def joined(self, items: tuple[s.Node, ...], depth: int, decisive: bool) -> Code:
        """`and` (False decides) or `or` (True decides), cheapest operand first."""
        tests: list[str] = []
        open_: list[tuple[str, Code]] = []
        for item in self.unit.sharing.order(items, decisive):
            code = self.value(item, depth)
            if code.sure:
                tests.append(code.text if decisive else f"not {code.text}")
            else:
                v = self.unit.fresh("t")
                tests.append(f"({v}:={code.text}) is {decisive}")
                open_.append((v, code))
        if not open_:
            return Code(f"({' or '.join(tests)})" if decisive else f"(not ({' or '.join(tests)}))")
        null = any(code.null for _, code in open_)
        absent = any(code.absent for _, code in open_)
        names = ", ".join(v for v, _ in open_)
        if len(open_) == 1:
            rest = names
        else:
            all_other = " and ".join(f"{v} is {not decisive}" for v, _ in open_)
            rest = f"{not decisive} if {all_other} else unknown({names})"
        return Code(f"({decisive} if {' or '.join(tests)} else {rest})", null, absent)

    def compare(self, op: str, left: s.Node, right: s.Node, depth: int) -> Code:
        """Two values compared; cheapest where the types are known to be alike."""
        if isinstance(left, s.Literal) and not isinstance(right, s.Literal):
            flipped = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}.get(op, op)
            return self.compare(flipped, right, left, depth)
        a = self.value(left, depth)
        kind = _CLASS.get(self.checked.type_of(left))
        if (
            isinstance(right, s.Literal)
            and kind
            and self.checked.type_of(right) == self.checked.type_of(left)
        ):
            if op in ("=~", "!~"):
                constant = repr(str(right.value).lower())
                sign = "==" if op == "=~" else "!="
                return self.guarded(a, kind, lambda v: f"(run.folded({v}) {sign} {constant})")
            return self.guarded(a, kind, lambda v: f"({v} {op} {right.value!r})")
        b = self.value(right, depth)
        null = True if ANY in (self.checked.type_of(left), self.checked.type_of(right)) else a.null or b.null
        null = null or self.checked.type_of(left) not in (STRING, INT, FLOAT)
        text = f"{COMPARISONS[op]}({a.text}, {b.text})"
        if kind is None or self.checked.type_of(left) != self.checked.type_of(right):
            return Code(text, null, a.absent or b.absent)
        x, y = self.unit.fresh("t"), self.unit.fresh("t")
        known = f"({x}:={a.text}).__class__ is {kind} and ({y}:={b.text}).__class__ is {kind}"
        if op in ("=~", "!~"):
            test = f"(run.folded({x}) {'==' if op == '=~' else '!='} run.folded({y}))"
        else:
            test = f"({x} {op} {y})"
        return Code(text, null, a.absent or b.absent, known, test)

    def between(self, node: s.Between, depth: int) -> Code:
        """A chained comparison."""
        low, middle, high = (self.value(each, depth) for each in (node.low, node.middle, node.high))
        numbers = all(isinstance(each, s.Literal) and each.kind == "int" for each in (node.low, node.high))
        if numbers and self.checked.type_of(node.middle) == INT:
            return self.guarded(
                middle, "int", lambda v: f"({low.text} {node.low_op} {v} {node.high_op} {high.text})"
            )
        v = self.unit.fresh("t")
        first = f"{COMPARISONS[node.low_op]}({low.text}, ({v}:={middle.text}))"
        second = f"{COMPARISONS[node.high_op]}({v}, {high.text})"
        return Code(f"both({first}, {second})", True, _absent([low, middle, high]))

    def membership(self, item: s.Node, group: s.Node, fold: bool, depth: int) -> Code:
        """`in` a set, a list or an array."""
        code = self.value(item, depth)
        kind = _CLASS.get(self.checked.type_of(item))
        if isinstance(group, s.ListRef):
            return Code(f"in_list(run, {code.text}, {group.name!r}, {fold})", code.null, True)
        if not isinstance(group, s.Group):
            other = self.value(group, depth)
            return Code(f"member({code.text}, {other.text}, {fold})", True, code.absent or other.absent)
        if kind and all(
            isinstance(each, s.Literal) and each.kind in ("string", "int") for each in group.items
        ):
            entries = frozenset(
                each.value.lower() if fold and isinstance(each.value, str) else each.value
                for each in group.items
                if isinstance(each, s.Literal)
            )
            constant = self.unit.constant(("set", entries), lambda: entries)
            if fold and kind == "str":
                return self.guarded(code, kind, lambda v: f"(run.folded({v}) in {constant})")
            return self.guarded(code, kind, lambda v: f"({v} in {constant})")
        if len(group.items) == 1 and isinstance(group.items[0], s.ListRef):
            return self.membership(item, group.items[0], fold, depth)
        parts = [self.value(each, depth) for each in group.items]
        return Code(f"member({code.text}, ({_listed(parts)},), {fold})", True, code.absent or _absent(parts))

    def call(self, node: s.Call, depth: int) -> Code:
        """A function's answer, asked for in the cheapest way that its properties allow."""
        if node.name in FORMS:
            return self.form(node, depth)
        function = self.checked.functions[node.name]
        needles = node.arguments[1:]
        if function.prepare is not None and all(_constant(each) for each in needles):
            constants = tuple(each.value for each in needles if isinstance(each, s.Literal))
            source = self.value(node.arguments[0], depth)
            inline = function.inline
            if inline is not None and len(constants) <= _INLINED:
                return self.guarded(source, "str", lambda v: inline(v, *constants))
            prepared = self.unit.constant((node.name, constants), lambda: _prepare(function, constants))
            return self.guarded(source, "str", lambda v: f"{prepared}(run, {v})")
        parts = [self.value(each, depth) for each in node.arguments]
        if function.prepare is not None and len(parts) == 2 and function.takes_run:
            body = self.unit.constant(("body", id(function)), lambda: function.body)
            return Code(f"test_pair(run, {body}, {_listed(parts)})", True, _absent(parts))
        # Functions are told apart by identity: a library may replace one of the same name.
        plain = parts and not node.keywords and function.prepare is None
        if plain and function.needs is None and not function.remember and not function.takes_run:
            body = self.unit.constant(("body", id(function)), lambda: function.body)
            return Code(f"direct({body}, {_listed(parts)})", True, _absent(parts))
        name = self.unit.constant(("function", id(function)), lambda: function)
        if plain and function.needs is not None:
            return Code(f"provided(run, {name}, {_listed(parts)})", True, True)
        keywords = ", ".join(f"{key!r}: {self.value(each, depth).text}" for key, each in node.keywords)
        given = f"({_listed(parts)},)" if parts else "()"
        return Code(f"run.call({name}, {given}, {{{keywords}}})", True, True)

    def looped(self, decisive: bool, first: Code, inner: Code, depth: int) -> str:
        """A call of a loop over an array."""
        name, around = self.unit.fresh("w"), [f"e{level}" for level in range(depth)]
        self.unit.lines += loop(name, around, depth, inner.text, decisive=decisive, sure=inner.sure)
        return f"{name}({', '.join(('run', 'm', 'S', *around, first.text))})"

    def mentions(self, node: s.Call, depth: int) -> Code | None:
        """The code of `any($list, strings.contains(text, .))`: the text is the same for every entry, so all
        of them are looked for at once.
        """
        match node.arguments:
            case (s.ListRef(name=listed), s.Call(name=test, arguments=(searched, s.Scope(depth=1)))) if (
                node.name == "any"
                and test in ("strings.contains", "strings.icontains")
                and not self.unit.sharing.needs_element(searched)
            ):
                code, fold = self.outside(searched, depth), test == "strings.icontains"
                return Code(f"mentions_listed(run, {code.text}, {listed!r}, {fold})", True, True)
        return None

    def form(self, node: s.Call, depth: int) -> Code:
        """A function of the language itself."""
        mentions = self.mentions(node, depth)
        if mentions is not None:
            return mentions
        first = self.value(node.arguments[0], depth)
        if len(node.arguments) > 1 and FORMS[node.name].each:
            self.solid[depth:] = [self.holds_no_null(node.arguments[0])]
            inner = self.value(node.arguments[1], depth + 1)
            if node.name in ("any", "all"):
                made = self.looped(node.name == "any", first, inner, depth)
            else:
                walk = _WALKS.get(node.name, f"{node.name}_of")
                made = f"{walk}(run, {first.text}, lambda e{depth}: {inner.text})"
            null, absent = first.null or inner.null, first.absent or inner.absent
            if node.name in ("filter", "distinct"):
                null = False
            elif node.name == "map":
                null = first.null
            elif node.name == "ratio":
                null = True
            return Code(made, null or self.checked.type_of(node.arguments[0]) == ANY, absent)
        match node.name:
            case "coalesce":
                parts = [self.value(each, depth) for each in node.arguments]
                return Code(f"coalesce({_listed(parts)})", all(p.null for p in parts), _absent(parts))
            case "length" if first.sure and isinstance(
                self.checked.type_of(node.arguments[0]), ListOf | MapOf
            ):
                return Code(f"len({first.text})")
            case "length":
                return Code(f"length_of({first.text})", first.null or True, first.absent)
            case "flatten" | "keys" | "values":
                return Code(f"{node.name}({first.text})", node.name != "flatten", first.absent)
            case _:
                return Code(f"{node.name}_of(run, {first.text})", False, first.absent)


def _prepare(function: Function, constants: tuple[Any, ...]) -> Any:
    assert function.prepare is not None
    return function.prepare(*constants)


def _constant(node: s.Node) -> bool:
    return isinstance(node, s.Literal) and node.kind == "string"


def _negative(value: object) -> bool:
    return isinstance(value, int | float) and value < 0


def _listed(parts: Iterable[Code]) -> str:
    return ", ".join(part.text for part in parts)


def _absent(parts: Iterable[Code]) -> bool:
    return any(part.absent for part in parts)
