"""The two absences a rule can meet: null (`None`) and *unavailable*.

Null is a statement about the message: it has no such field. `Unavailable` is a statement
about us: nobody supplied the fact. It absorbs whatever is computed from it, so that no
rule becomes true or false because something is missing.
"""

from typing import Any, Final, final


@final
class Unavailable:
    """The result of whatever depends on facts that nobody supplied; `names` says which."""

    __slots__ = ("names",)

    def __init__(self, *names: str) -> None:
        self.names: Final = frozenset(names)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Unavailable) and self.names == other.names

    def __hash__(self) -> int:
        return hash(self.names)

    def __repr__(self) -> str:
        return f"Unavailable({', '.join(map(repr, sorted(self.names)))})"


def unknown(*values: Any) -> Any:
    """What to say when at least one operand is neither true nor false nor any other value.

    All missing names together where something is unavailable, else null.
    """
    found: Unavailable | None = None
    for value in values:
        if value.__class__ is Unavailable:
            if found is None or found.names < value.names:
                found = value
            elif not value.names <= found.names:
                found = Unavailable(*found.names, *value.names)
    return found


def first_unknown(*values: Any) -> Any:
    """The unavailable operands if there are any, else null if one is null, else `...` (all are known)."""
    null = False
    for value in values:
        if value is None:
            null = True
        elif value.__class__ is Unavailable:
            return unknown(*values)
    return None if null else ...
