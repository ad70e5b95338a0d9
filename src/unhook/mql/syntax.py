"""The syntax tree: frozen nodes that are equal when they mean the same, wherever they stand."""

from dataclasses import dataclass, field
from typing import Literal as Choice

from unhook.message.offsets import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """Base of all nodes; `span` is the place in the source, in code points."""

    span: Span = field(default=(0, 0), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Literal(Node):
    """A constant; `kind` keeps `1`, `1.0` and `true` apart."""

    kind: Choice["string", "int", "float", "bool", "null"]
    value: str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class ListRef(Node):
    """`$name`."""

    name: str


@dataclass(frozen=True, slots=True)
class Root(Node):
    """A name without a leading dot: a top-level field of the message."""

    name: str


@dataclass(frozen=True, slots=True)
class Scope(Node):
    """`.` (`depth` 1) is the current element, each further dot one enclosing element."""

    depth: int


@dataclass(frozen=True, slots=True)
class Member(Node):
    """`base.name`; `name_span` is the place of the name alone."""

    base: Node
    name: str
    name_span: Span = field(default=(0, 0), compare=False, repr=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Index(Node):
    """`base[index]`: an array's element or a map's value."""

    base: Node
    index: Node


@dataclass(frozen=True, slots=True)
class Slice(Node):
    """`base[low:high]`, half-open."""

    base: Node
    low: Node | None
    high: Node | None


@dataclass(frozen=True, slots=True)
class Call(Node):
    """`name(arguments, keyword=value)`; the name is dotted, `name_span` its place."""

    name: str
    arguments: tuple[Node, ...]
    keywords: tuple[tuple[str, Node], ...] = ()
    name_span: Span = field(default=(0, 0), compare=False, repr=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Not(Node):
    """`not operand`."""

    operand: Node


@dataclass(frozen=True, slots=True)
class And(Node):
    """`a and b and ...`, at least two."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or(Node):
    """`a or b or ...`, at least two."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Compare(Node):
    """`left op right` with `== != < <= > >= =~ !~`."""

    op: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Between(Node):
    """`low op middle op high` with `<` and `<=` only."""

    low: Node
    low_op: str
    middle: Node
    high_op: str
    high: Node


@dataclass(frozen=True, slots=True)
class In(Node):
    """`item in group`; `fold` for `in~` (letter case does not count), `negated` for `not in`."""

    item: Node
    group: Node
    fold: bool = False
    negated: bool = False


@dataclass(frozen=True, slots=True)
class IsNull(Node):
    """`operand is null`, `operand is not null`."""

    operand: Node
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Arithmetic(Node):
    """`left op right` with `+ - * / %`."""

    op: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Of(Node):
    """`count of (items)`: at least so many hold."""

    count: int
    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Group(Node):
    """`(a, b)`, the set on the right of `in`."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Array(Node):
    """`[a, b]`."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Invalid(Node):
    """Stands where something could not be read; its diagnostic exists already."""


def children(node: Node) -> tuple[Node, ...]:
    """The nodes directly below, in source order."""
    match node:
        case Member(base=base) | Index(base=base, index=None):
            return (base,)
        case Index(base=base, index=index):
            return (base, index)
        case Slice(base=base, low=low, high=high):
            return tuple(each for each in (base, low, high) if each is not None)
        case Call(arguments=arguments, keywords=keywords):
            return arguments + tuple(value for _, value in keywords)
        case Not(operand=operand) | IsNull(operand=operand):
            return (operand,)
        case And(items=items) | Or(items=items) | Of(items=items) | Group(items=items) | Array(items=items):
            return items
        case Compare(left=left, right=right) | Arithmetic(left=left, right=right):
            return (left, right)
        case Between(low=low, middle=middle, high=high):
            return (low, middle, high)
        case In(item=item, group=group):
            return (item, group)
        case _:
            return ()
