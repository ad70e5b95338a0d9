"""A rule in words, part by part, and what became of each part on one message."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from unhook.mql import syntax as s
from unhook.mql.checker import Checked
from unhook.mql.evaluator import Located, items_of
from unhook.mql.library.forms import FORMS
from unhook.mql.printer import flat
from unhook.mql.program import Trace
from unhook.mql.run import UNSET, OutOfTime
from unhook.mql.trace import Tracer, shown
from unhook.mql.types import BOOL, Type
from unhook.mql.values import Unavailable

MAX_ELEMENTS = 3
_MAX_PLACES = 3
# Words for a walk over an array, and what its condition says of the element that decides it.
_WALKS = {"any": ("some element of {}", True), "all": ("every element of {}", False)}


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a rule: `words` tell what it asks, or are its source on one line.

    `kind` is its type. `value` is what it was on the message, `UNSET` where no message was
    asked about; `places` are where that was seen. `parts` are what it is made of.
    """

    words: str
    kind: Type
    value: Any = UNSET
    places: tuple[Trace, ...] = ()
    parts: tuple["Part", ...] = ()


def outline(checked: Checked, tracer: Tracer | None = None) -> Part:
    """A checked rule or query in words. With a `tracer` every part is worked out, also those that the
    outcome did not hang on; of an array's elements the `MAX_ELEMENTS` that tell most.
    """
    return _Outliner(checked, tracer).part(checked.tree)


class _Outliner:
    def __init__(self, checked: Checked, tracer: Tracer | None) -> None:
        self.checked = checked
        self.tracer = tracer

    def part(self, node: s.Node) -> Part:
        match node:
            case s.And(items=items):
                return self.joined("all of these", node, items)
            case s.Or(items=items):
                return self.joined("at least one of these", node, items)
            case s.Of(count=count, items=items):
                return self.joined(f"at least {count} of these", node, items)
            case s.Not(operand=operand):
                return self.joined("not", node, (operand,))
            case s.Call(name=name, arguments=(array, test)) if name in _WALKS:
                words, decisive = _WALKS[name]
                return self.made(node, words.format(flat(array)), self.walked(array, test, decisive))
            case s.Call(name="filter", arguments=(array, test)):
                return self.made(node, flat(node), self.walked(array, test, True))
            case s.Call(name=name, arguments=(array, *_)) if name in FORMS and FORMS[name].each:
                return self.made(node, flat(node), self.operands((array,)))
            case _:
                return self.made(node, flat(node), () if _is_path(node) else self.operands(s.children(node)))

    def joined(self, words: str, node: s.Node, items: tuple[s.Node, ...]) -> Part:
        return Part(words, BOOL, self.value(node), parts=tuple(map(self.part, items)))

    def made(self, node: s.Node, words: str, parts: tuple[Part, ...]) -> Part:
        value = self.value(node)
        kind = self.checked.type_of(node)
        return Part(words, kind, value, self.places(node) if value is True and kind == BOOL else (), parts)

    def operands(self, nodes: tuple[s.Node, ...]) -> tuple[Part, ...]:
        """The values that a condition compares; constants speak for themselves."""
        return tuple(self.part(node) for node in nodes if not _constant(node))

    def walked(self, array: s.Node, test: s.Node, decisive: bool) -> tuple[Part, ...]:
        before = () if _is_path(array) else (self.part(array),)
        if self.tracer is None:
            return (*before, self.part(test))
        elements = self.tried(lambda: items_of(self.located(array)), [])
        if not elements:
            return before or (Part("no element", BOOL),)
        tried = [(each, self.inside(each, lambda: self.value(test))) for each in elements]
        tried.sort(key=lambda each: _rank(each[1], decisive))
        shown_parts = tuple(
            self.element(each, number, test) for number, (each, _) in enumerate(tried[:MAX_ELEMENTS])
        )
        left = len(tried) - MAX_ELEMENTS
        more = (Part(f"and {left} more", BOOL),) if left > 0 else ()
        return (*before, *shown_parts, *more)

    def element(self, element: Located, number: int, test: s.Node) -> Part:
        inner = self.inside(element, lambda: self.part(test))
        places = (shown(element),) if element.path else ()
        return Part(element.path or f"element {number + 1}", BOOL, inner.value, places, (inner,))

    def located(self, array: s.Node) -> Located:
        assert self.tracer is not None
        return self.tracer.elements(array)

    def inside(self, element: Located, work: Callable[[], Any]) -> Any:
        assert self.tracer is not None
        self.tracer.scopes.append(element)
        try:
            return work()
        finally:
            self.tracer.scopes.pop()

    def value(self, node: s.Node) -> Any:
        tracer = self.tracer
        return UNSET if tracer is None else self.tried(lambda: tracer.value(node), Unavailable("error"))

    def places(self, node: s.Node) -> tuple[Trace, ...]:
        tracer = self.tracer
        if tracer is None:
            return ()
        found = self.tried(lambda: tuple(tracer.reasons(node)), ())
        return tuple(dict.fromkeys(found))[:_MAX_PLACES]

    def tried(self, work: Callable[[], Any], otherwise: Any) -> Any:
        # One part that fails or takes too long hides no other.
        try:
            return work()
        except OutOfTime:
            return Unavailable("time") if isinstance(otherwise, Unavailable) else otherwise
        except Exception:
            return otherwise


def _rank(value: Any, decisive: bool) -> int:
    return 0 if value is decisive else 1 if isinstance(value, Unavailable) else 2


def _constant(node: s.Node) -> bool:
    match node:
        case s.Literal() | s.ListRef():
            return True
        case s.Group(items=items) | s.Array(items=items):
            return all(map(_constant, items))
        case _:
            return False


def _is_path(node: s.Node) -> bool:
    match node:
        case s.Root() | s.Scope() | s.ListRef():
            return True
        case s.Member(base=base):
            return _is_path(base)
        case _:
            return False


def fields(tree: s.Node) -> tuple[str, ...]:
    """The model paths that a rule reads, `[]` standing for any element; sorted, each once."""
    return tuple(sorted(set(_fields(tree, ()))))


def _fields(node: s.Node, scopes: tuple[str, ...]) -> Iterator[str]:
    path = _path(node, scopes)
    if path is not None:
        yield path
        if isinstance(node, s.Index) and not _constant(node.index):
            yield from _fields(node.index, scopes)
        return
    if isinstance(node, s.Call) and node.name in FORMS and FORMS[node.name].each:
        array, *inner = node.arguments
        around = _path(_walked(array), scopes)
        if around is None or _walked(array) is not array:
            yield from _fields(array, scopes)
        for each in inner:
            yield from _fields(each, (*scopes, f"{around}[]" if around is not None else ""))
        return
    for child in s.children(node):
        yield from _fields(child, scopes)


def _walked(array: s.Node) -> s.Node:
    """The array whose elements are walked, below functions that only choose among them."""
    while isinstance(array, s.Call) and array.name in ("filter", "distinct") and array.arguments:
        array = array.arguments[0]
    return array


def _path(node: s.Node, scopes: tuple[str, ...]) -> str | None:
    """The model path of a node; None where it is none, or hangs on what a function gave."""
    match node:
        case s.Root(name=name):
            return name
        case s.Scope(depth=depth):
            return (scopes[-depth] or None) if depth <= len(scopes) else None
        case s.Member(base=base, name=name):
            below = _path(base, scopes)
            return None if below is None else f"{below}.{name}"
        case s.Index(base=base):
            below = _path(base, scopes)
            return None if below is None else f"{below}[]"
        case _:
            return None
