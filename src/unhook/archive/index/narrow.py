"""A question in the rule language, as an SQL condition over the columns that loses no mail."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from unhook.archive.index import arrays, columns, logic, texts
from unhook.archive.index.arrays import Array, Number
from unhook.archive.index.engine import Unspeakable, name, quoted
from unhook.archive.index.logic import FALSE, NULL, OPEN, TRUE, Bounds, exactly
from unhook.message.model import Message
from unhook.mql import Run, Unavailable
from unhook.mql import syntax as s
from unhook.mql.checker import Checked
from unhook.mql.run import FACTS
from unhook.mql.types import BOOL, FLOAT, INT, STRING, ListOf, Record, Type

LISTED = 1_000
"""Up to how many entries of a named list are looked for in SQL."""

_MOST = 2**53
_NUMBERS = frozenset({INT, FLOAT})
_VALUES = frozenset({INT, FLOAT, STRING, BOOL})
_OPPOSITE = {"!=": "==", "!~": "=~"}


def narrowed(checked: Checked, run: Run) -> str:
    """An SQL condition that holds for every mail with an answer: a hit, or undecided for want of a fact.

    `run` knows the lists and the facts of the hunt; its message is not looked at.
    """
    tree = checked.tree
    translator = _Translator(checked, run)
    if checked.type_of(tree) == BOOL:
        most = translator.condition(tree).most
        return logic.not_false(most) if translator.undecidable(tree) else most
    return TRUE if translator.undecidable(tree) else translator.something(tree)


@dataclass(slots=True)
class _Translator:
    checked: Checked
    run: Run
    elements: list[str] = field(default_factory=list)
    names: int = 0

    def undecidable(self, node: s.Node) -> bool:
        """Whether a fact that nobody supplied may decide, or any that the columns do not hold."""
        match node:
            case s.Root(name=root) if root in FACTS:
                return True
            case s.ListRef(name=listed) if isinstance(self.run.named(listed), Unavailable):
                return True
            case s.Call(name=called) if (
                called in self.checked.functions and self.checked.functions[called].needs is not None
            ):
                return True
        return any(map(self.undecidable, s.children(node)))

    def condition(self, node: s.Node) -> Bounds:
        """The bounds of a condition."""
        try:
            return self._condition(node)
        except Unspeakable:
            return OPEN

    def _condition(self, node: s.Node) -> Bounds:
        match node:
            case s.Literal(kind="bool", value=value):
                return exactly(TRUE if value else FALSE)
            case s.Literal(kind="null"):
                return exactly(NULL)
            case s.Not(operand=operand):
                return logic.opposite(self.condition(operand))
            case s.And(items=items):
                return logic.both(map(self.condition, items))
            case s.Or(items=items):
                return logic.either(map(self.condition, items))
            case s.Of(count=count, items=items):
                return logic.at_least(count, [self.condition(item) for item in items])
            case s.Compare(op=op, left=left, right=right):
                return self._compare(op, left, right)
            case s.Between(low=low, middle=middle, high=high):
                first = self._compare(node.low_op, low, middle)
                return logic.both((first, self._compare(node.high_op, middle, high)))
            case s.In(item=item, group=group, fold=fold, negated=negated):
                found = self._member(item, group, fold)
                return logic.opposite(found) if negated else found
            case s.IsNull(operand=operand, negated=negated):
                column = self._column(operand)
                return exactly(f"({column} IS {'NOT ' if negated else ''}NULL)") if column else OPEN
            case s.Call(name="any", arguments=(array, test)):
                return self._any(self._array(array), test)
            case s.Call(name="all", arguments=(array, test)):
                return self._all(self._array(array), test)
            case s.Call():
                return self._call(node)
            case _:
                value = self._value(node, BOOL)
                return exactly(value) if value else OPEN

    def something(self, node: s.Node) -> str:
        """Where a query's value may be neither null nor empty nor 0."""
        try:
            return self._something(node)
        except Unspeakable:
            return TRUE

    def _something(self, node: s.Node) -> str:
        kind = self.checked.type_of(node)
        if isinstance(kind, ListOf):
            while isinstance(node, s.Call) and node.name in ("map", "distinct"):
                node = node.arguments[0]
            array = self._array(node)
            return f"(len({array.most}) > 0)" if array else TRUE
        if kind in _NUMBERS:
            number = self._number(node)
            return f"({number.most} <> 0 OR {number.least} <> 0)" if number else TRUE
        column = self._column(node)
        if column is None:
            return TRUE
        return f"({column} <> '')" if kind == STRING else f"({column} IS NOT NULL)"

    def _compare(self, op: str, left: s.Node, right: s.Node) -> Bounds:
        if op in _OPPOSITE:
            return logic.opposite(self._compare(_OPPOSITE[op], left, right))
        kinds = {self.checked.type_of(left), self.checked.type_of(right)}
        if op == "=~":
            return self._same(left, right)
        if kinds <= _NUMBERS:
            a, b = self._number(left), self._number(right)
            return arrays.compared(op, a, b) if a and b else OPEN
        if kinds in ({STRING}, {BOOL}):
            (kind,) = kinds
            first, second = self._value(left, kind), self._value(right, kind)
            return exactly(f"({first} {'=' if op == '==' else op} {second})") if first and second else OPEN
        return OPEN

    def _same(self, left: s.Node, right: s.Node) -> Bounds:
        for text, constant in ((left, right), (right, left)):
            value = self._value(text, STRING)
            if value and isinstance(constant, s.Literal) and isinstance(constant.value, str):
                return texts.found(value, "equal", constant.value, fold=True)
        return OPEN

    def _member(self, item: s.Node, group: s.Node, fold: bool) -> Bounds:
        kind = self.checked.type_of(item)
        if kind not in _NUMBERS | {STRING} or (fold and kind != STRING):
            return OPEN
        value = self._value(item, kind)
        if value is None:
            return OPEN
        if isinstance(group, s.Group):
            constants = [each.value for each in group.items if isinstance(each, s.Literal)]
            strings = [each for each in constants if isinstance(each, str)]
            if kind == STRING and len(strings) == len(group.items):
                return texts.listed(value, strings, fold)
            return logic.either(self._in_one(value, item, each, fold) for each in group.items)
        return self._in_one(value, item, group, fold)

    def _in_one(self, value: str, item: s.Node, group: s.Node, fold: bool) -> Bounds:
        """Membership in one collection, or equality with one element of a set."""
        kind = self.checked.type_of(item)
        if isinstance(group, s.ListRef):
            entries = _short(self.run.named(group.name))
            return texts.listed(value, entries, fold) if entries and kind == STRING else OPEN
        given = self.checked.type_of(group)
        if given == ListOf(kind) and not fold:
            array = self._array(group)
            if array is None:
                return OPEN
            with self._element() as element:
                found = arrays.exists(array, element, exactly(f"({element} = {value})"))
            # Null is in nothing and not in nothing, also where the array is empty.
            known = f"CASE WHEN {value} IS NULL THEN NULL ELSE"
            return Bounds(f"{known} {found.most} END", f"{known} {found.least} END")
        if fold:
            return self._same(item, group)
        return self._compare("==", item, group)

    def _any(self, array: Array | None, test: s.Node) -> Bounds:
        if array is None:
            return OPEN
        with self._element() as element:
            return arrays.exists(array, element, self.condition(test))

    def _all(self, array: Array | None, test: s.Node) -> Bounds:
        if array is None:
            return OPEN
        with self._element() as element:
            return arrays.every(array, element, self.condition(test))

    def _call(self, node: s.Call) -> Bounds:
        space, _, function = node.name.rpartition(".")
        fold = function.startswith("i")
        kind = function.removeprefix("i")
        if not node.arguments or node.name not in _SEARCHES:
            value = self._value(node, BOOL)
            return exactly(value) if value else OPEN
        text = self._value(node.arguments[0], STRING)
        needles = [each.value for each in node.arguments[1:] if isinstance(each, s.Literal)]
        if text is None or len(needles) < len(node.arguments) - 1:
            return OPEN
        known = [each for each in needles if isinstance(each, str)]
        if len(known) < len(needles):
            return OPEN
        if space == "regex":
            return logic.either(texts.matched(text, each, fold, kind == "match") for each in known)
        return logic.either(texts.found(text, kind, each, fold) for each in known)

    def _number(self, node: s.Node) -> Number | None:
        if isinstance(node, s.Call) and node.name == "length":
            (argument,) = node.arguments
            if isinstance(self.checked.type_of(argument), ListOf):
                array = self._array(argument)
                return Number(f"len({array.most})", f"len({array.least})") if array else None
            text = self._value(argument, STRING)
            return Number(f"length({text})", f"length({text})") if text else None
        kind = self.checked.type_of(node)
        value = self._value(node, kind) if kind in _NUMBERS else None
        return Number(value, value) if value else None

    def _array(self, node: s.Node) -> Array | None:
        match node:
            case s.Call(name="filter", arguments=(array, test)):
                walked = self._array(array)
                # One undecided element makes the whole array unavailable.
                if walked is None or self.undecidable(test):
                    return None
                with self._element() as element:
                    kept = self.condition(test)
                return arrays.kept(walked, element, kept)
            case s.Array(items=items) if items:
                values = [self._value(item, STRING) for item in items]
                listed = f"[{', '.join(each for each in values if each)}]"
                return Array(listed, listed) if all(values) else None
            case _:
                column = self._column(node)
                return Array(column, column) if column else None

    def _value(self, node: s.Node, kind: Type) -> str | None:
        """SQL for exactly the node's value, if it is of that type and SQL can say it."""
        if self.checked.type_of(node) != kind or kind not in _VALUES:
            return None
        match node:
            case s.Literal(kind="string", value=value):
                return quoted(str(value))
            case s.Literal(kind="int", value=int() as value):
                return str(value) if abs(value) < _MOST else None
            case s.Literal(kind="float", value=value):
                return f"CAST('{value!r}' AS DOUBLE)"
            case s.Literal(kind="bool", value=value):
                return TRUE if value else FALSE
            case s.Call(name="coalesce", arguments=arguments):
                values = [self._value(argument, kind) for argument in arguments]
                return f"coalesce({', '.join(each for each in values if each)})" if all(values) else None
            case _:
                return self._column(node)

    def _column(self, node: s.Node) -> str | None:
        """SQL for a path of the model, if a column answers for it."""
        match node:
            case s.Root(name=root):
                return name(root) if columns.answers(Message, root) else None
            case s.Scope(depth=depth):
                return self.elements[-depth]
            case s.Member(base=base, name=member):
                kind, inner = self.checked.type_of(base), self._column(base)
                known = isinstance(kind, Record) and columns.answers(kind.shape, member)
                return f"{inner}.{name(member)}" if known and inner else None
            case s.Index(base=base, index=s.Literal(kind="int", value=int() as place)) if place < _MOST:
                inner = self._column(base)
                if inner is None:
                    return None
                return f"{inner}[{place + 1}]" if place >= 0 else None
            case _:
                return None

    @contextmanager
    def _element(self) -> Iterator[str]:
        """A new name, which `.` stands for inside."""
        self.names += 1
        self.elements.append(f"e{self.names}")
        try:
            yield self.elements[-1]
        finally:
            self.elements.pop()


_SEARCHES = frozenset(
    [f"strings.{i}{each}" for i in ("", "i") for each in ("contains", "starts_with", "ends_with", "like")]
    + [f"regex.{i}{each}" for i in ("", "i") for each in ("contains", "match")]
    + ["ilike"]
)


def _short(entries: Collection[Any] | Unavailable) -> Collection[str]:
    """The entries of a list of strings that is not too long, else nothing."""
    if isinstance(entries, Unavailable) or len(entries) > LISTED:
        return ()
    return entries if all(isinstance(each, str) for each in entries) else ()
