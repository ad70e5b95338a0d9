"""Source and constants of the rules that are compiled together."""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from typing import Any

from unhook.mql.compiler.sharing import Sharing


@dataclass(frozen=True, slots=True)
class Code:
    """Source of one value, enclosed so that it can stand anywhere. `null` and `absent`: whether it can
    yield None or `Unavailable`. `known`, where it is given, is source that holds when all operands have
    values; a condition is then `test`.
    """

    text: str
    null: bool = False
    absent: bool = False
    known: str = ""
    test: str = ""

    @property
    def sure(self) -> bool:
        """Whether it always yields a value."""
        return not (self.null or self.absent)


@dataclass(slots=True)
class Unit:
    """Lines of Python source, with the constants they name and the slots they keep values in."""

    sharing: Sharing
    lines: list[str] = field(default_factory=list)
    constants: dict[str, Any] = field(default_factory=dict)
    # Each constant's recipe and its name in generated code.
    known: dict[Any, str] = field(default_factory=dict)
    _slots: dict[Hashable, tuple[int, Code]] = field(default_factory=dict)
    _names: int = 0

    @property
    def slots(self) -> int:
        """How many values are kept a message."""
        return len(self._slots)

    def define(self, name: str, elements: Iterable[str], text: str) -> None:
        """Add a function of the source `text`."""
        self.lines.append(f"def {name}({self.given(elements)}): return {text}")

    def given(self, elements: Iterable[str]) -> str:
        """What every generated function takes: the run, its message, the slots, the walks' elements."""
        return ", ".join(("run", "m", "S", *elements))

    def constant(self, key: Any, make: Callable[[], Any]) -> str:
        """The name under which generated code finds a constant; equal keys share one."""
        name = self.known.get(key)
        if name is None:
            name = self.known[key] = f"K{len(self.known)}"
            self.constants[name] = make()
        return name

    def fresh(self, prefix: str) -> str:
        """A name that is not taken."""
        self._names += 1
        return f"{prefix}{self._names}"

    def slot(self, key: Hashable, make: Callable[[], Code]) -> Code:
        """The code of a value that is worked out once a message; its own function is added at the first
        use.
        """
        if key not in self._slots:
            code = make()
            place = len(self._slots)
            self._slots[key] = place, code
            self.lines.append(f"def s{place}(run, m, S): S[{place}] = v = {code.text}; return v")
        place, code = self._slots[key]
        v = self.fresh("t")
        text = f"({v} if ({v}:=S[{place}]) is not UNSET else s{place}(run, m, S))"
        return Code(text, code.null, code.absent)
