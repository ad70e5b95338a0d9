"""Python functions made of rules together, and the slots in which they keep what they share."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from unhook.mql import operations
from unhook.mql.run import UNSET, Run
from unhook.mql.values import Unavailable, unknown

# What compiled code refers to by name.
_NAMES: Mapping[str, Any] = {
    **{name: member for name, member in vars(operations).items() if not name.startswith("_")},
    **{name: operations.COMPARE[op] for op, name in operations.COMPARISONS.items()},
    "UNSET": UNSET,
    "Unavailable": Unavailable,
    "unknown": unknown,
}


@dataclass(frozen=True, slots=True)
class Assembly:
    """What rules were compiled to: Python's code object, what its constants are (`known` by a recipe), and
    how many slots a message needs.
    """

    code: Any
    constants: Mapping[str, Any]
    known: Mapping[Any, str]
    slots: int
    late: Mapping[str, Callable[[], Any]] = field(default_factory=dict)
    """Constants that are functions, and are made when they are first called."""


class Compiled:
    """The functions of an assembly, by the rules' places. They are made when one is first asked for."""

    __slots__ = ("_names", "_slots", "assembly")

    def __init__(self, assembly: Callable[[], Assembly]) -> None:
        self.assembly = assembly
        self._names: dict[str, Any] | None = None
        self._slots = 0

    def function(self, place: int) -> Callable[..., Any]:
        """`(run, message, slots) -> value` of the rule at that place."""
        if self._names is None:
            made = self.assembly()
            names = {**_NAMES, **made.constants}
            names.update((name, partial(_first, names, name, make)) for name, make in made.late.items())
            exec(made.code, names)
            self._names, self._slots = names, made.slots
        function: Callable[..., Any] = self._names[f"r{place}"]
        return function

    def slots(self, run: Run) -> list[Any]:
        """What the functions keep of one message; to be asked for after a function."""
        try:
            return run.slots[self]
        except KeyError:
            return run.slots.setdefault(self, [UNSET] * self._slots)


def _first(names: dict[str, Any], name: str, make: Callable[[], Any], *arguments: Any) -> Any:
    function = names[name] = make()
    return function(*arguments)
