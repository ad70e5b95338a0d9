"""Why a rule was true: the places in the message that made it so."""

from collections.abc import Iterator
from itertools import islice

from unhook.mql import syntax as s
from unhook.mql.evaluator import Elements, Evaluator, Located, items_of
from unhook.mql.library.registry import Library
from unhook.mql.mapped import MappedList
from unhook.mql.program import Trace
from unhook.mql.run import Run
from unhook.mql.values import Unavailable

MAX_TRACES = 100


def trace(tree: s.Node, library: Library, run: Run) -> tuple[Trace, ...]:
    """The places that contributed to the truth of a rule that is true, in the rule's order, each once; no
    more than `MAX_TRACES`.
    """
    return tuple(dict.fromkeys(islice(Tracer(library, run).reasons(tree), MAX_TRACES)))


class Tracer(Evaluator):
    """An evaluator that also finds the places behind what is true."""

    def _asked(self, array: s.Node, test: s.Node) -> list[Located]:
        """The elements that may satisfy: of a list too long to walk those that a text is searched for and
        holds, else none.
        """
        walked = self.elements(array)
        match walked.value, test:
            case (
                MappedList() as entries,
                s.Call(
                    name="strings.contains" | "strings.icontains" as name, arguments=(text, s.Scope(depth=1))
                ),
            ):
                searched = self.inside(Located(""), text)
                if not isinstance(searched, str):
                    return []
                if name == "strings.contains":
                    return list(map(Located, entries.found_in(searched)))
                return list(map(Located, entries.folded.found_in(self.run.folded(searched))))
        return items_of(walked)

    def reasons(self, node: s.Node) -> Iterator[Trace]:
        """The places that made a true node true; nothing under `not`."""
        match node:
            case s.And(items=items):
                for item in items:
                    yield from self.reasons(item)
            case s.Or(items=items) | s.Of(items=items):
                for item in items:
                    if self.value(item) is True:
                        yield from self.reasons(item)
            case s.Call(name="any" | "all", arguments=(array, test)):
                yield from self._reasons_in(array)
                for element in self._asked(array, test):
                    if self.inside(element, test) is True:
                        self.scopes.append(element)
                        found = list(self.reasons(test))
                        self.scopes.pop()
                        yield from found
                        if not found and element.path:
                            yield shown(element)
            case s.Call(name=name, arguments=arguments) if arguments:
                function = self.library.get(name)
                if function is not None and function.spans is not None:
                    yield from self._matched(node)
                else:
                    for argument in arguments:
                        yield from self.places(argument)
            case s.Compare(left=left, right=right):
                yield from self.places(left)
                yield from self.places(right)
            case s.Between(middle=middle):
                yield from self.places(middle)
            case s.In(item=item, negated=False):
                yield from self.places(item)
            case s.IsNull(operand=operand, negated=True) | s.IsNull(operand=operand):
                yield from self.places(operand) if node.negated else ()
            case s.Member(base=s.Root(name="type")):
                # The direction is no place in the message.
                return
            case s.Root() | s.Member() | s.Index() | s.Scope():
                yield from self.places(node)
            case _:
                return

    def _reasons_in(self, array: s.Node) -> Iterator[Trace]:
        """What a searched text contributed to the array that is walked (`any(regex.extract(...), ...)`)."""
        if isinstance(array, s.Call) and array.name.startswith("regex."):
            yield from self.places(array.arguments[0])

    def _matched(self, node: s.Call) -> Iterator[Trace]:
        source = self.at(node.arguments[0])
        needles = [self.value(each) for each in node.arguments[1:]]
        spans = self.function(node.name).spans
        if source.path is None or spans is None or not isinstance(source.value, str):
            yield from self.places(node.arguments[0])
            return
        span = spans(source.value, *(each for each in needles if isinstance(each, str)))
        found = source.value if span is None else source.value[span[0] : span[1]]
        original = self._original(node.arguments[0])
        if original is not None and original != source.value:
            # The text was changed before it was searched: the range is not one of the field's own text.
            if len(original) != len(source.value):
                span, found = None, original
            elif span is not None:
                found = original[span[0] : span[1]]
        yield Trace(source.path, span, found)

    def _original(self, node: s.Node) -> str | None:
        """The field's own text below functions that change it."""
        while isinstance(node, s.Call) and node.arguments:
            node = node.arguments[0]
        value = self.value(node)
        return value if isinstance(value, str) else None

    def places(self, node: s.Node) -> Iterator[Trace]:
        """The message's fields that a value was worked out from."""
        if isinstance(node, s.Literal | s.ListRef):
            return
        located = self.elements(node)
        if isinstance(located, Elements):
            for each in located.items:
                if each.path:
                    yield shown(each)
        elif located.path:
            if located.value is not None and not isinstance(located.value, Unavailable):
                yield shown(located)
        elif isinstance(node, s.Call):
            for argument in node.arguments[:1]:
                yield from self.places(argument)
        elif isinstance(node, s.Arithmetic):
            yield from self.places(node.left)
            yield from self.places(node.right)
        elif isinstance(node, s.Member | s.Index | s.Slice):
            yield from self.places(node.base)


def shown(located: Located) -> Trace:
    """A located value as a place: a text whole, a record by the text that tells it best."""
    value = located.value
    if isinstance(value, str):
        return Trace(located.path or "", (0, len(value)), value)
    for name in (
        "url",
        "email",
        "domain",
        "display_name",
        "display_text",
        "file_name",
        "text",
        "raw",
        "name",
    ):
        inner = getattr(value, name, None)
        if isinstance(inner, str) and inner:
            return Trace(f"{located.path}.{name}", (0, len(inner)), inner)
    if isinstance(value, bool | int | float):
        return Trace(located.path or "", None, str(value).lower())
    return Trace(
        located.path or "", None, str(len(value)) if isinstance(value, tuple | list) else type(value).__name__
    )
