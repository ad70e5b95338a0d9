"""Tokens to the syntax tree: precedence climbing, every mistake of a source in one go.

From loose to tight: `or`, `and`, `not`, comparison (with `in` and `is`), `+ -`, `* / %`,
postfix. After a mistake the reader skips to the next `and`, `or`, comma or closing
bracket on the same level and goes on.
"""

from dataclasses import dataclass

from unhook.message.offsets import Span
from unhook.mql.cursor import Cursor, Skip
from unhook.mql.diagnostics import Diagnostic
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
    children,
)
from unhook.mql.tokens import Comment, Token, tokenize

# Public rules nest 13 deep and are 19 high. What is within these bounds is safe to walk recursively.
MAX_DEPTH = 40
MAX_CHAIN = 50
MAX_HEIGHT = 100
_COMPARISONS = frozenset({"==", "!=", "<", "<=", ">", ">=", "=~", "!~"})
_AFTER_OPERAND = _COMPARISONS | {"in", "in~", "not", "is"}
_ADDITIVE, _MULTIPLICATIVE = frozenset("+-"), frozenset("*/%")
_AFTER_VALUE = frozenset({".", "[", "(", "..", "..."})


@dataclass(frozen=True, slots=True)
class Parsed:
    """A source read: its tree, its comments, and what is wrong with it."""

    tree: Node
    comments: tuple[Comment, ...]
    diagnostics: tuple[Diagnostic, ...]


def parse(source: str) -> Parsed:
    """Read a rule's source. Never raises: mistakes are diagnostics, `Invalid` stands in their place."""
    tokens = tokenize(source)
    reader = _Reader(tokens.words, list(tokens.diagnostics))
    tree = reader.whole()
    if _height(tree) > MAX_HEIGHT:
        reader.fail("E103", f"the rule is nested more than {MAX_HEIGHT} levels high", tree.span)
        tree = Invalid(span=tree.span)
    return Parsed(tree, tokens.comments, tuple(reader.problems))


@dataclass(slots=True)
class _Reader(Cursor):
    depth: int = 0
    lost: bool = False

    def whole(self) -> Node:
        if self.done:
            self.problems.append(Diagnostic("E101", "the rule is empty", self.word.span))
            return Invalid(span=self.word.span)
        tree = self.expression()
        while not self.done:
            word = self.word
            if not self.lost:
                help = "write `==` to compare" if word.text == "=" else None
                help = "join conditions with `and` or `or`" if word.kind != "symbol" else help
                self.fail("E102", f"`{word.text}` does not continue the expression", help=help)
            self.lost = False
            self.take()
            self.skip()
            if self.at("and", "or"):
                self.take()
                self.expression()
            else:
                self.lost = True
        return tree

    def expression(self) -> Node:
        self.depth += 1
        try:
            if self.depth > MAX_DEPTH:
                raise self.fail("E103", f"nested deeper than {MAX_DEPTH} levels")
            return self.disjunction()
        finally:
            self.depth -= 1

    def disjunction(self) -> Node:
        start = self.word.span[0]
        items = [self.conjunction()]
        while self.at("or"):
            self.take()
            items.append(self.conjunction())
        return items[0] if len(items) == 1 else Or(tuple(items), span=self.behind(start))

    def conjunction(self) -> Node:
        start = self.word.span[0]
        items = [self.condition()]
        while self.at("and"):
            self.take()
            items.append(self.condition())
        return items[0] if len(items) == 1 else And(tuple(items), span=self.behind(start))

    def condition(self) -> Node:
        """One operand of `and`; after a mistake inside, skip behind it and stand in `Invalid`."""
        start = self.word.span[0]
        try:
            return self.negation()
        except Skip:
            self.skip()
            return Invalid(span=self.behind(start))

    def negation(self) -> Node:
        start, count = self.word.span[0], 0
        while self.at("not"):
            self.take()
            count += 1
        if count > MAX_DEPTH:
            raise self.fail("E103", f"nested deeper than {MAX_DEPTH} levels")
        node = self.comparison()
        for _ in range(count):
            node = Not(node, span=self.behind(start))
        return node

    def comparison(self) -> Node:
        start = self.word.span[0]
        left = self.sum()
        sign = self.signs[self.place]
        if sign not in _AFTER_OPERAND:
            return left
        word = self.word
        if sign in _COMPARISONS:
            self.take()
            right = self.sum()
            if self.signs[self.place] not in _COMPARISONS:
                return Compare(word.text, left, right, span=self.behind(start))
            if not (self.at("<", "<=") and word.text in ("<", "<=")):
                raise self.fail(
                    "E104", "only `<` and `<=` can be chained", help="split it into two conditions with `and`"
                )
            second = self.take().text
            high = self.sum()
            if self.signs[self.place] in _COMPARISONS:
                raise self.fail("E105", "a range has two comparisons, not more")
            return Between(left, word.text, right, second, high, span=self.behind(start))
        if self.at("in", "in~"):
            self.take()
            return In(left, self.group(), word.text == "in~", False, span=self.behind(start))
        if self.at("not"):
            self.take()
            if not self.at("in", "in~"):
                raise self.fail("E106", "after a value, `not` is followed by `in`")
            fold = self.take().text == "in~"
            return In(left, self.group(), fold, True, span=self.behind(start))
        if self.at("is"):
            self.take()
            negated = self.at("not")
            if negated:
                self.take()
            self.expect("null", "E107", "`is` can only be followed by `null` or `not null`")
            return IsNull(left, negated, span=self.behind(start))
        return left

    def group(self) -> Node:
        """The right side of `in`: a parenthesised set, or any value that is a collection."""
        if not self.at("("):
            return self.sum()
        start = self.take().span[0]
        items = self.items(")", "a set")
        return Group(tuple(items), span=self.behind(start))

    def sum(self, signs: frozenset[str] = _ADDITIVE) -> Node:
        """Operators of one strength, left to right; products first."""
        start, count = self.words[self.place].span[0], 0
        node = self.sum(_MULTIPLICATIVE) if signs is _ADDITIVE else self.postfix()
        while self.signs[self.place] in signs:
            count += 1
            if count > MAX_CHAIN:
                raise self.fail("E103", f"more than {MAX_CHAIN} operators in a row")
            op = self.take().text
            right = self.sum(_MULTIPLICATIVE) if signs is _ADDITIVE else self.postfix()
            node = Arithmetic(op, node, right, span=self.behind(start))
        return node

    def postfix(self) -> Node:
        start = self.word.span[0]
        node = self.primary()
        for _ in range(MAX_CHAIN):
            if self.signs[self.place] not in _AFTER_VALUE:
                return node
            if self.at(".") and self.words[self.place + 1].kind in ("name", "keyword"):
                self.take()
                name = self.take()
                node = Member(node, name.text, span=self.behind(start), name_span=name.span)
            elif self.at("["):
                self.take()
                node = self.subscript(node, start)
            elif self.at("("):
                name_text = _dotted(node)
                if name_text is None:
                    raise self.fail("E108", "only a named function can be called")
                name_span = self.behind(start)
                self.take()
                node = self.call(name_text, name_span)
            else:
                raise self.fail("E109", "a field name must follow the dot")
        raise self.fail("E103", f"more than {MAX_CHAIN} steps in one path")

    def subscript(self, base: Node, start: int) -> Node:
        low = None if self.at(":") else self.expression()
        if self.at(":"):
            self.take()
            high = None if self.at("]") else self.expression()
            self.expect("]", "E110", "`]` is missing here")
            return Slice(base, low, high, span=self.behind(start))
        self.expect("]", "E110", "`]` is missing here")
        assert low is not None
        return Index(base, low, span=self.behind(start))

    def call(self, name: str, name_span: Span) -> Call:
        arguments: list[Node] = []
        keywords: list[tuple[str, Node]] = []
        while not self.at(")"):
            word = self.word
            if word.kind == "name" and self.words[self.place + 1].text == "=":
                self.take()
                self.take()
                keywords.append((word.text, self.expression()))
            else:
                argument = self.expression()
                if keywords and not isinstance(argument, Invalid):
                    self.fail("E111", "plain arguments come before named ones", word.span)
                arguments.append(argument)
            self.separator(")")
        self.take()
        return Call(
            name, tuple(arguments), tuple(keywords), span=self.behind(name_span[0]), name_span=name_span
        )

    def separator(self, close: str) -> None:
        """A comma, or `close` ahead; where neither stands, read on behind the next one."""
        if not self.at(",", close):
            self.fail("E112", f"a comma or `{close}` is missing here")
            while self.at("and", "or") or not self.at(",", close):
                if self.done or self.at(")", "]"):
                    raise Skip
                self.take()
                self.skip()
        if self.at(","):
            self.take()

    def items(self, close: str, what: str) -> list[Node]:
        """Expressions up to `close`, commas between, a last comma allowed; the opening is read."""
        found: list[Node] = []
        while not self.at(close):
            found.append(self.expression())
            self.separator(close)
        if not found:
            self.fail("E113", f"{what} cannot be empty")
        self.take()
        return found

    def primary(self) -> Node:
        word = self.word
        start = word.span[0]
        match word.kind:
            case "string":
                self.take()
                return Literal("string", word.value, span=word.span)
            case "int" | "float":
                self.take()
                return self.of(word) if word.kind == "int" and self.at("of") else _number(word)
            case "list":
                self.take()
                return ListRef(word.value, span=word.span)
            case "name":
                self.take()
                return Root(word.text, span=word.span)
        if self.at("true", "false", "null"):
            self.take()
            if word.text == "null":
                return Literal("null", None, span=word.span)
            return Literal("bool", word.text == "true", span=word.span)
        if self.at("("):
            self.take()
            inner = self.expression()
            if self.at(","):
                self.fail("E114", "a set can only stand behind `in`")
            elif not self.at(")"):
                self.fail("E115", "`)` is missing here")
            while not self.at(")") and not self.done:
                self.skip()
                if self.at("]"):
                    raise Skip
                if not self.at(")"):
                    self.take()
            self.take()
            return inner
        if self.at("["):
            self.take()
            if self.at("]"):
                self.take()
                return Array((), span=self.behind(start))
            return Array(tuple(self.items("]", "an array")), span=self.behind(start))
        if self.at("-"):
            self.take()
            if self.word.kind not in ("int", "float"):
                raise self.fail("E116", "`-` in front of a value must be followed by a number")
            number = self.take()
            return _number(number, -1, start)
        if word.kind == "symbol" and set(word.text) == {"."}:
            return self.scope()
        raise self.fail(
            "E117", "a value is missing here" if word.kind == "end" else f"`{word.text}` is not a value"
        )

    def scope(self) -> Node:
        dots = self.take()
        node: Node = Scope(len(dots.text), span=dots.span)
        name = self.word
        if name.kind == "name" or (
            name.kind == "keyword" and name.span[0] == dots.span[1] and name.text != "in~"
        ):
            self.take()
            node = Member(node, name.text, span=self.behind(dots.span[0]), name_span=name.span)
        return node

    def of(self, count: Token) -> Node:
        self.take()
        self.expect("(", "E118", "`of` is followed by conditions in parentheses")
        items = self.items(")", "the list of conditions")
        return Of(count.value, tuple(items), span=self.behind(count.span[0]))


def _height(node: Node) -> int:
    return 1 + max(map(_height, children(node)), default=0)


def _number(word: Token, sign: int = 1, start: int | None = None) -> Literal:
    span = (word.span[0] if start is None else start, word.span[1])
    return Literal("int" if word.kind == "int" else "float", sign * word.value, span=span)


def _dotted(node: Node) -> str | None:
    """`a.b.c` when the node is a plain path of names, else None."""
    names: list[str] = []
    while isinstance(node, Member):
        names.append(node.name)
        node = node.base
    if not isinstance(node, Root):
        return None
    return ".".join([node.name, *reversed(names)])
