"""Which functions a rule may call."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from unhook.mql.library.function import Function


@dataclass(frozen=True, slots=True)
class Library:
    """Functions by name. Immutable: `with_functions` gives a larger library.

    library = STANDARD.with_functions(brand.FUNCTIONS, link.FUNCTIONS)
    """

    functions: Mapping[str, Function] = field(default_factory=dict)

    def with_functions(self, *groups: Iterable[Function]) -> "Library":
        """This library and the given functions; a later one of the same name wins."""
        added = {each.name: each for group in groups for each in group}
        return Library({**self.functions, **added})

    def get(self, name: str) -> Function | None:
        """The function of that dotted name."""
        return self.functions.get(name)
