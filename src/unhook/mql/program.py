"""Compiled rules: `compile` one, `compile_all` many that share their common parts."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

from unhook.errors import RuleError
from unhook.message.offsets import Span
from unhook.mql.compiled import Assembly, Compiled
from unhook.mql.diagnostics import Diagnostic, DiagnosticError
from unhook.mql.library import STANDARD
from unhook.mql.library.registry import Library
from unhook.mql.run import FACTS, OutOfTime, Run
from unhook.mql.values import Unavailable

# What reads, types and compiles sources is imported when a source is met: a pack that was
# compiled before starts without it.
if TYPE_CHECKING:
    from unhook.mql.checker import Checked
    from unhook.mql.syntax import Node

Demands = Sequence[Collection[Collection[str]]]
"""For each rule alternatives of facts, without all of which it cannot hold."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A rule's answer. `value` None with nothing in `missing` is null: no match. With something in it the
    rule was not evaluated: it needs those facts (`"time"`: the deadline passed; `"error"`: it failed).
    """

    value: bool | None
    missing: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Trace:
    """One place that made a rule true.

    `field` is the model path with indices, `body.links[3].href_url.url`; `span` the matched
    range of that field's text in code points, where a text was searched; `snippet` the
    matched text, or the whole value as text.
    """

    field: str
    span: Span | None
    snippet: str


_TRUE, _FALSE, _NULL = Outcome(True), Outcome(False), Outcome(None)
_TIME, _ERROR = Outcome(None, frozenset({"time"})), Outcome(None, frozenset({"error"}))


class RulesError(RuleError):
    """Several rules cannot be used; `errors` has each one's diagnostics by its id."""

    def __init__(self, errors: Mapping[str, DiagnosticError]) -> None:
        self.errors = dict(errors)
        super().__init__("\n\n".join(map(str, self.errors.values())))


class Program:
    """A rule or query ready to run. Without `checked` the source is typed when somebody asks for it;
    `grown` gives its tree without reading the source.
    """

    __slots__ = ("_checked", "_compiled", "_grown", "_library", "_place", "_tree", "name", "source")

    def __init__(
        self,
        name: str,
        source: str,
        compiled: Compiled,
        place: int,
        *,
        library: Library,
        checked: "Checked | None" = None,
        grown: "Callable[[], Node] | None" = None,
    ) -> None:
        self.name = name
        self.source = source
        self._compiled = compiled
        self._place = place
        self._library = library
        self._checked = checked
        self._grown = grown
        self._tree: Node | None = None

    def value(self, run: Run) -> Any:
        """The value of a query: Python values, None for null, or `Unavailable`.

        Raises `OutOfTime` behind the run's deadline.
        """
        function = self._compiled.function(self._place)
        return function(run, run.message, self._compiled.slots(run))

    def evaluate(self, run: Run) -> Outcome:
        """Whether the rule holds. Never raises: a failing function ends as `missing={"error"}`."""
        try:
            run.begin_rule()
            value = self.value(run)
        except OutOfTime:
            return _TIME
        except Exception:
            # One function's mistake on one odd mail must not keep the other rules from looking at it.
            if run.strict:
                raise
            return _ERROR
        return _outcome(value)

    def trace(self, run: Run) -> tuple[Trace, ...]:
        """What made the rule true: model paths, spans and snippets; empty unless it holds."""
        from unhook.mql.trace import trace

        return trace(self.tree, self._library, run) if self.value(run) is True else ()

    @property
    def tree(self) -> "Node":
        """The source's tree."""
        if self._tree is None:
            self._tree = self._grown() if self._grown else self.checked.tree
        return self._tree

    @property
    def checked(self) -> "Checked":
        """The typed tree."""
        if self._checked is None:
            self._checked = analyse(self.source, self._library, name=self.name, query=True)
        return self._checked

    @property
    def warnings(self) -> tuple[Diagnostic, ...]:
        """What is odd about the rule without being wrong."""
        return self.checked.diagnostics


def _outcome(value: Any) -> Outcome:
    if value is True:
        return _TRUE
    if value is False:
        return _FALSE
    return Outcome(None, value.names) if isinstance(value, Unavailable) else _NULL


class Programs(Mapping[str, Program]):
    """Rules compiled together, by id, in the order given: their `values`, and whether each `holds`."""

    def __init__(
        self,
        programs: Mapping[str, Program],
        values: Compiled,
        holds: Compiled,
        demands: Callable[[], Demands],
    ) -> None:
        self.values_made, self.holds_made, self.demands = values, holds, demands
        self._programs = MappingProxyType(dict(programs))
        self._facts: frozenset[str] | None = None
        self._around: tuple[tuple[Any, ...], frozenset[str]] = ((None, None, None), frozenset())
        self._able: dict[frozenset[str], _Functions] = {}

    def __getitem__(self, name: str) -> Program:
        return self._programs[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._programs)

    def __len__(self) -> int:
        return len(self._programs)

    def evaluate(self, run: Run) -> dict[str, Outcome]:
        """Every rule's answer about one message."""
        return {name: program.evaluate(run) for name, program in self._programs.items()}

    def holding(self, run: Run) -> Iterator[tuple[str, Outcome]]:
        """The rules that hold, in order, and those that had no time or failed: all that a verdict needs.

        Much less work than `evaluate`, since it does not ask why the others do not hold.
        """
        return _answers(run, self._able_in(run), self.holds_made)

    def open(self, run: Run, but: Collection[str] = ()) -> Iterator[tuple[str, Outcome]]:
        """The rules that wait for a fact, had no time or failed, in order; those of `but` are not asked."""
        asked = (
            (name, self.values_made.function(place)) for place, name in enumerate(self) if name not in but
        )
        answers = _answers(run, tuple(asked), self.values_made)
        return ((name, answer) for name, answer in answers if answer.missing)

    def _able_in(self, run: Run) -> "_Functions":
        """The rules whose demands are met, with their conditions."""
        facts = self._facts_in(run)
        able = self._able.get(facts)
        if able is None:
            able = self._able[facts] = tuple(
                (name, self.holds_made.function(place))
                for place, (name, demand) in enumerate(zip(self._programs, self.demands(), strict=True))
                if any(facts.issuperset(each) for each in demand)
            )
        return able

    def _facts_in(self, run: Run) -> frozenset[str]:
        """The demanded facts that are there: mostly the same as for the message before."""
        if self._facts is None:
            self._facts = frozenset(fact for demand in self.demands() for each in demand for fact in each)
        around, known = self._around
        if any(one is not other for one, other in zip(around, run.around, strict=True)):
            known = frozenset(filter(run.has, self._facts - FACTS))
            self._around = run.around, known
        return known.union(filter(run.has, self._facts & FACTS))


_Functions = tuple[tuple[str, Callable[..., Any]], ...]


def _answers(run: Run, functions: _Functions, compiled: Compiled) -> Iterator[tuple[str, Outcome]]:
    """The answers that are neither false nor null."""
    slots, message = compiled.slots(run), run.message
    for place, (name, function) in enumerate(functions):
        try:
            if not place & 15:
                run.begin_rule()
            if value := function(run, message, slots):
                yield name, _outcome(value)
        except OutOfTime:
            # Its neighbours may have used up the time: now it gets its own.
            with suppress(OutOfTime):
                run.begin_rule()
                if value := function(run, message, slots):
                    yield name, _outcome(value)
                continue
            run.limits_reached.add("rule_seconds")
            yield name, _TIME
        except Exception:
            if run.strict:
                raise
            # One function's mistake on one odd mail must not keep the other rules from looking at it.
            yield name, _ERROR


def compile(source: str, library: Library = STANDARD, *, name: str = "rule", query: bool = False) -> Program:
    """One rule, or (`query`) an expression of any type. Raises `DiagnosticError` with all that is wrong."""
    return assemble({name: (source, analyse(source, library, name=name, query=query))}, library)[name]


def compile_all(sources: Mapping[str, str], library: Library = STANDARD, *, query: bool = False) -> Programs:
    """Many rules that share their common parts. Raises `RulesError` with all that is wrong in all."""
    checked, errors = {}, {}
    for name, source in sources.items():
        try:
            checked[name] = (source, analyse(source, library, name=name, query=query))
        except DiagnosticError as error:
            errors[name] = error
    if errors:
        raise RulesError(errors)
    return assemble(checked, library)


def analyse(
    source: str, library: Library = STANDARD, *, name: str = "rule", query: bool = False
) -> "Checked":
    """Read and type a source; warnings stay in `Checked.diagnostics`. Raises `DiagnosticError`."""
    from unhook.mql.checker import check
    from unhook.mql.parser import parse

    parsed = parse(source)
    if parsed.diagnostics:
        # Types are looked at as well: a wrong name should not wait behind a missing comma.
        found = (*parsed.diagnostics, *check(parsed.tree, library, query=True).diagnostics)
        raise DiagnosticError(found, source, name)
    checked = check(parsed.tree, library, query=query)
    if any(problem.severity == "error" for problem in checked.diagnostics):
        raise DiagnosticError(checked.diagnostics, source, name)
    return checked


def assemble(rules: Mapping[str, "tuple[str, Checked]"], library: Library) -> Programs:
    """Sources with their typed trees to programs; each code is made when it is first needed."""
    trees = [checked for _, checked in rules.values()]
    values = Compiled(cache(partial(_assembly, trees, library, "values")))
    holds = Compiled(cache(partial(_assembly, trees, library, "holds")))

    @cache
    def demands() -> Demands:
        from unhook.mql.compiler.demands import demand

        return [demand(checked) for checked in trees]

    programs = {
        name: Program(name, source, values, place, library=library, checked=checked)
        for place, (name, (source, checked)) in enumerate(rules.items())
    }
    return Programs(programs, values, holds, demands)


def _assembly(trees: "Sequence[Checked]", library: Library, asked: Literal["values", "holds"]) -> Assembly:
    import builtins

    from unhook.mql.compiler.emit import values
    from unhook.mql.compiler.holds import holds
    from unhook.mql.compiler.sharing import Sharing
    from unhook.mql.compiler.unit import Unit

    sharing = Sharing(library)
    for checked in trees:
        sharing.add(checked.tree)
    unit, write = Unit(sharing), values if asked == "values" else holds
    for place, checked in enumerate(trees):
        write(unit, f"r{place}", checked)
    code = builtins.compile("\n".join(unit.lines), "<rules>", "exec")
    return Assembly(code, unit.constants, unit.known, unit.slots)
