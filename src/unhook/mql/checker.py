"""Static types: every name, argument and operand of a rule against the message model.

A rule that passes cannot go wrong on types at run time; each mistake has its place, and
where a near name exists, its suggestion.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from unhook.message.offsets import Span
from unhook.mql import syntax as s
from unhook.mql.diagnostics import Diagnostic, nearest
from unhook.mql.library.forms import FORMS, Form, item_of
from unhook.mql.library.function import Function
from unhook.mql.library.registry import Library
from unhook.mql.schema import list_type, roots
from unhook.mql.types import (
    ANY,
    BOOL,
    FLOAT,
    INT,
    NULL,
    STRING,
    TIME,
    WRONG,
    ListOf,
    MapOf,
    Record,
    Signature,
    Type,
    accepts,
    fields_of,
)

_NUMBERS = frozenset({INT, FLOAT})
_ORDERED = frozenset({INT, FLOAT, STRING, TIME})


@dataclass(frozen=True, slots=True)
class Checked:
    """A tree whose nodes all have types: `types` is keyed by `id(node)`."""

    tree: s.Node
    types: Mapping[int, Type]
    functions: Mapping[str, Function]
    diagnostics: tuple[Diagnostic, ...]

    def type_of(self, node: s.Node) -> Type:
        """The type of a node of this tree."""
        return self.types[id(node)]


def check(tree: s.Node, library: Library, *, query: bool = False) -> Checked:
    """Type a tree. Mistakes are diagnostics; a rule (unlike a query) must be a bool."""
    checker = _Checker(library)
    kind = checker.visit(tree)
    if not query and kind not in (BOOL, NULL, WRONG):
        checker.report(
            "E301", f"a rule must be true or false; this is {kind}", tree, "compare it with something"
        )
    return Checked(tree, checker.types, checker.functions, tuple(checker.problems))


def type_of(tree: s.Node, library: Library, scopes: Iterable[Type] = ()) -> Type:
    """The type of an expression between walks over arrays whose elements are `scopes`, innermost last."""
    return _Checker(library, scopes=list(scopes)).visit(tree)


@dataclass(slots=True)
class _Checker:
    library: Library
    types: dict[int, Type] = field(default_factory=dict)
    nullable: dict[int, bool] = field(default_factory=dict)
    functions: dict[str, Function] = field(default_factory=dict)
    problems: list[Diagnostic] = field(default_factory=list)
    scopes: list[Type] = field(default_factory=list)

    def report(self, code: str, message: str, at: s.Node | Span, help: str | None = None) -> Type:
        span = at if isinstance(at, tuple) else at.span
        self.problems.append(Diagnostic(code, message, span, help))
        return WRONG

    def warn(self, code: str, message: str, at: s.Node, help: str | None = None) -> None:
        self.problems.append(Diagnostic(code, message, at.span, help, "warning"))

    def visit(self, node: s.Node) -> Type:
        kind, nullable = self.type(node)
        self.types[id(node)] = kind
        self.nullable[id(node)] = nullable
        return kind

    def null(self, *nodes: s.Node | None) -> bool:
        return any(self.nullable[id(node)] for node in nodes if node is not None)

    def type(self, node: s.Node) -> tuple[Type, bool]:
        match node:
            case s.Literal(kind="null"):
                return NULL, True
            case s.Literal():
                return {"string": STRING, "int": INT, "float": FLOAT, "bool": BOOL}[node.kind], False
            case s.ListRef(name=name):
                return list_type(name), False
            case s.Root(name=name):
                return self.root(node, name)
            case s.Scope(depth=depth):
                return self.scope(node, depth)
            case s.Member():
                return self.member(node)
            case s.Index():
                return self.index(node)
            case s.Slice(base=base, low=low, high=high):
                sliced = self.visit(base)
                for bound in (low, high):
                    if bound is not None:
                        self.want(bound, INT, "E311", "a slice's bounds are whole numbers")
                if sliced not in (STRING, ANY, NULL, WRONG) and not isinstance(sliced, ListOf):
                    sliced = self.report("E310", f"{sliced} cannot be sliced", base)
                return sliced, self.null(base, low, high)
            case s.Call():
                return self.call(node)
            case s.Not(operand=operand):
                self.condition(operand)
                return BOOL, self.null(operand)
            case s.And(items=items) | s.Or(items=items):
                for item in items:
                    self.condition(item)
                return BOOL, self.null(*items)
            case s.Of(count=count, items=items):
                for item in items:
                    self.condition(item)
                if not 1 <= count <= len(items):
                    self.report("E305", f"{count} of {len(items)} conditions can never be decided", node)
                return BOOL, self.null(*items)
            case s.Compare(op=op, left=left, right=right):
                self.compare(node, op, left, right)
                return BOOL, self.null(left, right) or ANY in (self.types[id(left)], self.types[id(right)])
            case s.Between(low=low, middle=middle, high=high):
                self.compare(node, node.low_op, low, middle)
                self.compare(node, node.high_op, middle, high, visited=middle)
                return BOOL, self.null(low, middle, high)
            case s.In(item=item, group=group):
                return BOOL, self.membership(item, group)
            case s.IsNull(operand=operand):
                kind = self.visit(operand)
                if isinstance(kind, ListOf) and not self.nullable[id(operand)]:
                    self.report(
                        "E306",
                        "an array of the message is never null",
                        node,
                        "compare its `length(...)` with 0",
                    )
                return BOOL, False
            case s.Arithmetic(left=left, right=right):
                return self.arithmetic(node, left, right)
            case s.Group(items=items):
                return ListOf(self.common(items)), False
            case s.Array(items=items):
                return ListOf(self.common(items)), False
            case _:
                return WRONG, True

    def common(self, items: Iterable[s.Node]) -> Type:
        kinds = [kind for kind in map(self.visit, items) if kind != NULL]
        if not kinds:
            return NULL
        if set(kinds) <= _NUMBERS:
            return FLOAT if FLOAT in kinds else INT
        return kinds[0] if all(kind == kinds[0] for kind in kinds) else ANY

    def root(self, node: s.Root, name: str) -> tuple[Type, bool]:
        known = roots()
        if name in known:
            return known[name].type, known[name].nullable
        here = fields_of(self.scopes[-1].shape) if self.scopes and isinstance(self.scopes[-1], Record) else {}
        help = f"for the current element write `.{name}`" if name in here else nearest(name, known)
        return self.report("E201", f"the message has no field `{name}`", node, help), True

    def scope(self, node: s.Scope, depth: int) -> tuple[Type, bool]:
        if not self.scopes:
            return self.report("E204", "`.` stands for an element; there is no array around it", node), True
        if depth > len(self.scopes):
            message = f"{depth} dots, but only {len(self.scopes)} array(s) around"
            return self.report("E205", message, node), True
        return self.scopes[-depth], self.scopes[-depth] == ANY

    def member(self, node: s.Member) -> tuple[Type, bool]:
        kind = self.visit(node.base)
        if kind in (ANY, NULL, WRONG):
            return kind, True
        if not isinstance(kind, Record):
            help = None
            if isinstance(kind, ListOf):
                help = "pick elements with `any(..., .field)` or one with `[0]`"
            elif isinstance(kind, MapOf):
                help = f'write `["{node.name}"]`'
            return self.report("E203", f"{kind} has no fields", node.name_span, help), True
        found = fields_of(kind.shape).get(node.name)
        if found is None:
            known = fields_of(kind.shape)
            message = f"{kind} has no field `{node.name}`"
            return self.report("E202", message, node.name_span, nearest(node.name, known)), True
        return found.type, found.nullable or self.nullable[id(node.base)]

    def index(self, node: s.Index) -> tuple[Type, bool]:
        base, index = self.visit(node.base), self.visit(node.index)
        if base in (ANY, NULL, WRONG):
            return base, True
        if isinstance(base, MapOf):
            if not accepts(STRING, index):
                self.report("E312", f"a map's key is a string, not {index}", node.index)
            return base.value, True
        if isinstance(base, ListOf):
            if not accepts(INT, index):
                self.report("E311", f"an array's index is a whole number, not {index}", node.index)
            return base.item, True
        return self.report("E310", f"{base} has no elements", node.base), True

    def want(self, node: s.Node, wanted: Type, code: str, message: str) -> None:
        kind = self.visit(node)
        if not accepts(wanted, kind):
            self.report(code, f"{message}, not {kind}", node)

    def condition(self, node: s.Node) -> None:
        kind = self.visit(node)
        if kind not in (BOOL, NULL, WRONG):
            help = "compare it: `... == true`" if kind == ANY else "compare it with something"
            if isinstance(kind, ListOf):
                help = "ask `length(...) > 0` or `any(...)`"
            self.report("E302", f"this must be true or false; it is {kind}", node, help)

    def compare(
        self, node: s.Node, op: str, left: s.Node, right: s.Node, visited: s.Node | None = None
    ) -> None:
        a = self.types[id(left)] if left is visited else self.visit(left)
        b = self.visit(right)
        if NULL in (a, b):
            self.warn("W401", "comparing with null gives null, never true", node, "write `is null`")
        elif op in ("=~", "!~"):
            for side, kind in ((left, a), (right, b)):
                if kind not in (STRING, ANY, WRONG):
                    self.report("E304", f"`{op}` compares strings, not {kind}", side)
        elif not comparable(a, b):
            self.report("E303", f"{a} cannot be compared with {b}", node)
        elif op in ("<", "<=", ">", ">=") and not {a, b} <= _ORDERED | {ANY, WRONG}:
            self.report("E307", f"{a} has no order", node)

    def membership(self, item: s.Node, group: s.Node) -> bool:
        kind = self.visit(item)
        if isinstance(group, s.Group):
            self.visit(group)
            for each in group.items:
                given = self.types[id(each)]
                # A collection in parentheses stands for its elements.
                inside = item_of(given) if isinstance(given, ListOf) else given
                if inside is not None and not comparable(kind, inside):
                    self.report("E308", f"{kind} is never in a set of {inside}", each)
            return self.null(item, *group.items)
        given = self.visit(group)
        inside = item_of(given)
        if inside is None:
            help = "put a single value in parentheses: `in (value)`"
            self.report("E309", f"`in` needs a set, an array or a list, not {given}", group, help)
        elif not comparable(kind, inside):
            self.report("E308", f"{kind} is never in a set of {inside}", group)
        # An element may itself be null.
        return self.null(item, group) or inside == ANY

    def arithmetic(self, node: s.Arithmetic, left: s.Node, right: s.Node) -> tuple[Type, bool]:
        kinds = (self.visit(left), self.visit(right))
        for side, kind in zip((left, right), kinds, strict=True):
            if kind not in _NUMBERS | {ANY, NULL, WRONG}:
                help = (
                    "join strings with `strings.concat(...)`" if kind == STRING and node.op == "+" else None
                )
                kinds = (self.report("E313", f"`{node.op}` needs numbers, not {kind}", side, help), WRONG)
        if WRONG in kinds:
            return WRONG, True
        nullable = self.null(left, right) or node.op in ("/", "%") or ANY in kinds
        return FLOAT if FLOAT in kinds else INT, nullable

    def call(self, node: s.Call) -> tuple[Type, bool]:
        if node.name in FORMS:
            return self.form(node, FORMS[node.name])
        function = self.library.get(node.name)
        if function is None:
            for child in s.children(node):
                self.visit(child)
            help = nearest(node.name, self.library.names() | set(FORMS))
            return self.report("E210", f"there is no function `{node.name}`", node.name_span, help), True
        self.functions[node.name] = function
        signature = function.signature
        self.arguments(node, signature)
        if function.examine is not None:
            for argument in node.arguments[1:]:
                if not isinstance(argument, s.Literal) or not isinstance(argument.value, str):
                    continue
                problem = function.examine(argument.value)
                if problem and function.tolerant:
                    self.warn("W402", f"this can never match: {problem}", argument)
                elif problem:
                    self.report("E401", problem, argument)
        nullable = signature.nullable or function.needs is not None or self.null(*s.children(node))
        return signature.returns, nullable

    def arguments(self, node: s.Call, signature: Signature) -> None:
        given = len(node.arguments)
        for place, argument in enumerate(node.arguments):
            kind = self.visit(argument)
            if place < len(signature.parameters):
                name, wanted = signature.parameters[place]
            elif signature.rest is not None:
                name, wanted = "each further argument", signature.rest
            else:
                continue
            if not accepts(wanted, kind):
                self.report("E212", f"`{name}` must be {wanted}, not {kind}", argument)
        if given < signature.required or (signature.rest is None and given > len(signature.parameters)):
            count = _count(signature.required, None if signature.rest else len(signature.parameters))
            shown = f"{node.name}{signature}"
            self.report("E211", f"`{node.name}` takes {count}, not {given}", node.name_span, shown)
        for name, value in node.keywords:
            kind = self.visit(value)
            if name not in signature.keywords:
                help = nearest(name, signature.keywords)
                self.report("E213", f"`{node.name}` has no argument named `{name}`", value, help)
            elif not accepts(signature.keywords[name], kind):
                self.report("E212", f"`{name}` must be {signature.keywords[name]}, not {kind}", value)

    def form(self, node: s.Call, form: Form) -> tuple[Type, bool]:
        given = node.arguments
        for name, value in node.keywords:
            self.visit(value)
            self.report("E213", f"`{form.name}` has no argument named `{name}`", value)
        if len(given) < form.least or (form.most is not None and len(given) > form.most):
            for argument in given:
                if not form.each or argument is given[0]:
                    self.visit(argument)
            message = f"`{form.name}` takes {_count(form.least, form.most)}, not {len(given)}"
            return self.report("E211", message, node.name_span), True
        kinds = [self.visit(given[0])]
        if form.each and item_of(kinds[0]) is None:
            help = None if not isinstance(kinds[0], MapOf) else "walk `keys(...)` or `values(...)`"
            return self.report("E314", f"`{form.name}` walks an array, not {kinds[0]}", given[0], help), True
        for argument in given[1:]:
            if form.each:
                self.scopes.append(item_of(kinds[0]) or ANY)
                kinds.append(self.visit(argument))
                self.scopes.pop()
            else:
                kinds.append(self.visit(argument))
        result = form.typing(tuple(kinds))
        if isinstance(result, str):
            return self.report("E315", result, given[-1] if form.each else node), True
        return result, self.form_nullable(form.name, given)

    def form_nullable(self, name: str, given: tuple[s.Node, ...]) -> bool:
        first = self.nullable[id(given[0])]
        match name:
            case "any" | "all":
                return first or self.nullable[id(given[1])] or self.types[id(given[0])] == ANY
            case "filter" | "distinct" | "flatten":
                return self.types[id(given[0])] == ANY
            case "coalesce":
                return all(self.nullable[id(each)] for each in given)
            case "map" | "length" | "keys" | "values":
                return first or self.types[id(given[0])] == ANY
            case _:
                return True


def comparable(a: Type, b: Type) -> bool:
    """Whether `==` between the types can be true."""
    return a == b or not {a, b}.isdisjoint({ANY, NULL, WRONG}) or {a, b} == _NUMBERS


def _count(least: int, most: int | None) -> str:
    plural = "" if (most or least) == 1 else "s"
    if most is None:
        return f"at least {least} argument{plural}"
    return f"{least} argument{plural}" if least == most else f"{least} to {most} arguments"
