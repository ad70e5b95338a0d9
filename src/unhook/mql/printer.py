"""The syntax tree back to source, on one line: for comparing, sharing and showing."""

from collections.abc import Sequence

from unhook.mql.syntax import (
    And,
    Arithmetic,
    Array,
    Between,
    Call,
    Compare,
    Group,
    In,
    Index,
    Invalid,
    IsNull,
    ListRef,
    Literal,
    Member,
    Node,
    Not,
    Of,
    Or,
    Root,
    Scope,
    Slice,
)

_OR, _AND, _NOT, _COMPARISON, _SUM, _PRODUCT, _POSTFIX = range(7)
_PRODUCT_SYMBOLS = ("*", "/", "%")
_COOKED = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def flat(node: Node) -> str:
    """The canonical text on one line: equal trees give equal texts, and it parses to an equal tree."""
    return _flat(node)


def quoted(text: str) -> str:
    """A string literal: single quotes where that spares backslashes, else double quotes."""
    if ("\\" in text or '"' in text) and text.isprintable():
        return "'" + text.replace("'", "''") + "'"
    return '"' + "".join(_COOKED.get(c) or (c if c.isprintable() else _code(c)) for c in text) + '"'


def _code(character: str) -> str:
    return f"\\u{{{ord(character):02x}}}"


def _level(node: Node) -> int:
    match node:
        case Or():
            return _OR
        case And():
            return _AND
        case Not():
            return _NOT
        case Compare() | Between() | In() | IsNull():
            return _COMPARISON
        case Arithmetic(op=op):
            return _PRODUCT if op in _PRODUCT_SYMBOLS else _SUM
        case _:
            return _POSTFIX


def _within(node: Node, level: int) -> str:
    """The node's text, in parentheses when it binds more loosely than `level`."""
    text = _flat(node)
    return f"({text})" if _level(node) < level else text


def _list(items: Sequence[Node]) -> str:
    return ", ".join(map(_flat, items))


def _flat(node: Node) -> str:
    match node:
        case Literal(kind="string", value=str(value)):
            return quoted(value)
        case Literal(kind="float", value=value):
            return f"{value:f}" if "e" in repr(value) else repr(value)
        case Literal(kind="int", value=value):
            return str(value)
        case Literal(value=value):
            return "null" if value is None else "true" if value else "false"
        case ListRef(name=name):
            return f"${name}"
        case Root(name=name):
            return name
        case Scope(depth=depth):
            return "." * depth
        case Member(base=Scope(depth=depth), name=name):
            return "." * depth + name
        case Member(base=base, name=name):
            return f"{_within(base, _POSTFIX)}.{name}"
        case Index(base=base, index=index):
            return f"{_within(base, _POSTFIX)}[{_flat(index)}]"
        case Slice(base=base, low=low, high=high):
            return f"{_within(base, _POSTFIX)}[{_flat(low) if low else ''}:{_flat(high) if high else ''}]"
        case Call():
            return f"{node.name}({', '.join(_arguments(node))})"
        case Not(operand=operand):
            return f"not {_within(operand, _NOT)}"
        case And(items=items):
            return " and ".join(_within(item, _NOT) for item in items)
        case Or(items=items):
            return " or ".join(_within(item, _AND) for item in items)
        case Compare(op=op, left=left, right=right):
            return f"{_within(left, _SUM)} {op} {_within(right, _SUM)}"
        case Between(low=low, low_op=low_op, middle=middle, high_op=high_op, high=high):
            return f"{_within(low, _SUM)} {low_op} {_within(middle, _SUM)} {high_op} {_within(high, _SUM)}"
        case In(item=item, group=group):
            return f"{_within(item, _SUM)} {_in(node)} {_within(group, _SUM)}"
        case IsNull(operand=operand, negated=negated):
            return f"{_within(operand, _SUM)} is {'not ' if negated else ''}null"
        case Arithmetic(op=op, left=left, right=right):
            level = _PRODUCT if op in _PRODUCT_SYMBOLS else _SUM
            return f"{_within(left, level)} {op} {_within(right, level + 1)}"
        case Of(count=count, items=items):
            return f"{count} of ({_list(items)})"
        case Group(items=items):
            return f"({_list(items)})"
        case Array(items=items):
            return f"[{_list(items)}]"
        case Invalid():
            return "<invalid>"
        case _:
            raise TypeError(f"not a syntax node: {node!r}")


def _in(node: In) -> str:
    return ("not " if node.negated else "") + ("in~" if node.fold else "in")


def _arguments(call: Call) -> list[str]:
    return [_flat(item) for item in call.arguments] + [
        f"{name}={_flat(value)}" for name, value in call.keywords
    ]
