"""The syntax tree back to source: one line for comparing and sharing, laid out for people."""

from collections.abc import Sequence
from itertools import takewhile

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
from unhook.mql.tokens import Comment

WIDTH = 88

_OR, _AND, _NOT, _COMPARISON, _SUM, _PRODUCT, _POSTFIX = range(7)
_PRODUCT_SYMBOLS = ("*", "/", "%")
_COOKED = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def flat(node: Node) -> str:
    """The canonical text on one line: equal trees give equal texts, and it parses to an equal tree."""
    return _flat(node)


def layout(node: Node, comments: Sequence[Comment] = ()) -> str:
    """The source as people read it, within 88 columns where possible, comments kept before what they
    precede.
    """
    return _Layout(list(comments)).whole(node)


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


class _Layout:
    """Breaks what does not fit, outermost first; comments come out at the next line break."""

    def __init__(self, comments: list[Comment]) -> None:
        self.comments = comments

    def whole(self, node: Node) -> str:
        text = self.block(node, 0)
        rest = [comment.text for comment in self.comments]
        return "\n".join([text, *rest])

    def holds_comment(self, node: Node) -> bool:
        """Whether a comment stands inside the node; those before it are out already."""
        return bool(self.comments) and self.comments[0].span[0] < node.span[1]

    def leading(self, node: Node, indent: int) -> str:
        """The comments that stand before the node, a line each."""
        ready = list(takewhile(lambda comment: comment.span[0] < node.span[0], self.comments))
        self.comments = self.comments[len(ready) :]
        return "".join(f"{comment.text}\n{' ' * indent}" for comment in ready)

    def block(self, node: Node, indent: int, before: int = 0, level: int = _OR) -> str:
        """The node's text; its first line starts at column `indent + before`, further ones at `indent`."""
        lead = self.leading(node, indent)
        text = _within(node, level)
        if indent + before + len(text) <= WIDTH and not self.holds_comment(node):
            return lead + text
        if _level(node) < level:
            inner = self.block(node, indent + 2)
            return f"{lead}(\n{' ' * (indent + 2)}{inner}\n{' ' * indent})"
        return lead + self.broken(node, indent, before)

    def broken(self, node: Node, indent: int, before: int) -> str:
        match node:
            case And(items=items):
                return self.joined("and", items, indent, before, _NOT)
            case Or(items=items):
                return self.joined("or", items, indent, before, _AND)
            case Not(operand=operand):
                return "not " + self.block(operand, indent, before + 4, _NOT)
            case Call():
                return self.enclosed(f"{node.name}(", node.arguments, ")", indent, node.keywords)
            case Of(count=count, items=items):
                return self.enclosed(f"{count} of (", items, ")", indent)
            case Group(items=items):
                return self.enclosed("(", items, ")", indent)
            case Array(items=items) if items:
                return self.enclosed("[", items, "]", indent)
            case Member(base=base, name=name) if not isinstance(base, Scope):
                return f"{self.block(base, indent, before, _POSTFIX)}.{name}"
            case Index(base=base, index=index):
                return f"{self.block(base, indent, before, _POSTFIX)}[{_flat(index)}]"
            case Compare(op=op, left=left, right=right):
                head = f"{self.block(left, indent, before, _SUM)} {op} "
                return head + self.block(right, indent, _last_width(head, indent, before), _SUM)
            case In(item=item, group=group):
                head = f"{self.block(item, indent, before, _SUM)} {_in(node)} "
                return head + self.block(group, indent, _last_width(head, indent, before), _SUM)
            case _:
                return _flat(node)

    def joined(self, word: str, items: Sequence[Node], indent: int, before: int, level: int) -> str:
        lines = [self.block(items[0], indent, before, level)]
        for item in items[1:]:
            lead = self.leading(item, indent)
            lines.append(f"{lead}{word} {self.block(item, indent, len(word) + 1, level)}")
        return f"\n{' ' * indent}".join(lines)

    def enclosed(
        self,
        head: str,
        items: Sequence[Node],
        tail: str,
        indent: int,
        keywords: Sequence[tuple[str, Node]] = (),
    ) -> str:
        inner = " " * (indent + 2)
        lines = [inner + self.block(item, indent + 2) for item in items]
        lines += [f"{inner}{name}={self.block(value, indent + 2, len(name) + 1)}" for name, value in keywords]
        return f"{head}\n" + ",\n".join(lines) + f"\n{' ' * indent}{tail}"


def _last_width(text: str, indent: int, before: int) -> int:
    """How far the last line of `text` reaches beyond `indent`."""
    lines = text.split("\n")
    return before + len(text) if len(lines) == 1 else len(lines[-1]) - indent
