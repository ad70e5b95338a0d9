"""Compiled rules: `compile` one, `compile_all` many that share their common parts."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from unhook.errors import RuleError
from unhook.message.offsets import Span
from unhook.mql import operations
from unhook.mql.diagnostics import Diagnostic, DiagnosticError
from unhook.mql.library import STANDARD
from unhook.mql.library.registry import Library
from unhook.mql.run import UNSET, OutOfTime, Run
from unhook.mql.values import Unavailable, unknown

# What reads, types and compiles sources is imported when a source is met: a pack that was
# compiled before starts without it.
if TYPE_CHECKING:
    from unhook.mql.checker import Checked
    from unhook.mql.syntax import Node

# What compiled code refers to by name.
_GLOBALS: Mapping[str, Any] = {
    **{name: member for name, member in vars(operations).items() if not name.startswith("_")},
    **{name: operations.COMPARE[op] for op, name in operations.COMPARISONS.items()},
    "UNSET": UNSET,
    "Unavailable": Unavailable,
    "unknown": unknown,
}


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

    __slots__ = ("_checked", "_code", "_grown", "_library", "_size", "_tree", "_unit", "name", "source")

    def __init__(
        self,
        name: str,
        source: str,
        code: Any,
        unit: tuple[int, int],
        *,
        library: Library,
        checked: "Checked | None" = None,
        grown: "Callable[[], Node] | None" = None,
    ) -> None:
        self.name = name
        self.source = source
        self._code = code
        self._unit, self._size = unit
        self._library = library
        self._checked = checked
        self._grown = grown
        self._tree: Node | None = None

    def value(self, run: Run) -> Any:
        """The value of a query: Python values, None for null, or `Unavailable`.

        Raises `OutOfTime` behind the run's deadline.
        """
        try:
            slots = run.slots[self._unit]
        except KeyError:
            slots = run.slots[self._unit] = [UNSET] * self._size
        return self._code(run, run.message, slots)

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


@dataclass(frozen=True, slots=True)
class Assembly:
    """What rules were compiled to: Python's code object, by what key each constant is `known`, and how
    many slots a message needs.
    """

    code: Any
    known: Mapping[Any, str]
    slots: int


class Programs(Mapping[str, Program]):
    """Rules compiled together, by id, in the order given. Those just compiled have an `assembly`."""

    def __init__(self, programs: Mapping[str, Program], assembly: Assembly | None = None) -> None:
        self.assembly = assembly
        self._programs = MappingProxyType(dict(programs))
        self._listed = tuple(self._programs.items())

    def __getitem__(self, name: str) -> Program:
        return self._programs[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._programs)

    def __len__(self) -> int:
        return len(self._programs)

    def evaluate(self, run: Run) -> dict[str, Outcome]:
        """Every rule's answer about one message."""
        return {name: program.evaluate(run) for name, program in self._programs.items()}

    def not_false(self, run: Run) -> Iterator[tuple[str, Outcome]]:
        """The answers other than false, in order: what most rules say of most messages costs least so."""
        for name, program in self._listed:
            try:
                run.begin_rule()
                value = program.value(run)
            except OutOfTime:
                yield name, _TIME
            except Exception:
                if run.strict:
                    raise
                yield name, _ERROR
            else:
                if value is not False:
                    yield name, _outcome(value)


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


_units = iter(range(1 << 62))


def assemble(rules: Mapping[str, "tuple[str, Checked]"], library: Library) -> Programs:
    """Sources with their typed trees to programs."""
    from unhook.mql.compiler.emit import Unit
    from unhook.mql.compiler.sharing import Sharing

    sharing = Sharing(library)
    for _, checked in rules.values():
        sharing.add(checked.tree)
    unit = Unit(sharing)
    for place, (_, checked) in enumerate(rules.values()):
        unit.rule(f"r{place}", checked)
    names = {**_GLOBALS, **unit.constants}
    code = _code("\n".join(unit.lines))
    exec(code, names)
    unit_id = (next(_units), sharing.size)
    programs = {
        name: Program(name, source, names[f"r{place}"], unit_id, library=library, checked=checked)
        for place, (name, (source, checked)) in enumerate(rules.items())
    }
    return Programs(programs, Assembly(code, unit.known, sharing.size))


def _code(text: str) -> Any:
    import builtins

    return builtins.compile(text, "<rules>", "exec")
