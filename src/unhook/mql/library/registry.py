"""Which functions a rule may call."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module

from unhook.mql.library.function import Function


@dataclass(frozen=True, slots=True)
class Library:
    """Functions by dotted name. Immutable: `with_functions` gives a larger library, for example
    `STANDARD.with_functions(brand.FUNCTIONS, link.FUNCTIONS)`.

    `modules` maps the first words of a name to the modules whose `FUNCTIONS` hold it; a
    module is imported when a rule first calls into it, so that start-up pays for what is used.
    """

    functions: Mapping[str, Function] = field(default_factory=dict)
    modules: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def with_functions(self, *groups: Iterable[Function]) -> "Library":
        """A library with the given functions too; a later one of the same name wins."""
        added = {each.name: each for group in groups for each in group}
        return Library({**self.functions, **added}, self.modules)

    def get(self, name: str) -> Function | None:
        """The function of that dotted name."""
        if found := self.functions.get(name):
            return found
        for module in self.modules.get(name.partition(".")[0], ()):
            if found := _functions(module).get(name):
                return found
        return None

    def names(self) -> frozenset[str]:
        """All names; imports every module."""
        named = {name for group in self.modules.values() for module in group for name in _functions(module)}
        return frozenset(named | set(self.functions))


@cache
def _functions(module: str) -> Mapping[str, Function]:
    return {each.name: each for each in import_module(module).FUNCTIONS}
