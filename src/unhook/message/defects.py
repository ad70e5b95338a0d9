"""Collects defects without letting a hostile message make the list itself a burden."""

from unhook.limits import Limits
from unhook.message.offsets import Span
from unhook.message.part import Defect


class DefectLog:
    """Keeps the first `Limits.defects` defects, and always one for each limit reached."""

    def __init__(self, limits: Limits) -> None:
        self._room = limits.defects
        self._found: list[Defect] = []
        self._reached: dict[str, Defect] = {}

    def add(self, code: str, detail: str = "", span: Span | None = None) -> None:
        """Note something malformed."""
        self.extend((Defect(code, detail, span),))

    def reach(self, limit: str, detail: str = "", span: Span | None = None) -> None:
        """Note that the field `limit` of `Limits` cut the analysis."""
        self.extend((Defect("limit-reached", detail, span, limit),))

    def extend(self, defects: tuple[Defect, ...]) -> None:
        """Note defects that another parser found."""
        for defect in defects:
            if defect.limit:
                self._reached.setdefault(defect.limit, defect)
            elif len(self._found) < self._room:
                self._found.append(defect)
            else:
                self._reached.setdefault("defects", Defect("limit-reached", "", None, "defects"))

    @property
    def cut(self) -> bool:
        """True when a limit ended some part of the analysis early."""
        return bool(self._reached.keys() - {"defects"})

    def all(self) -> tuple[Defect, ...]:
        """The defects in the order found, limits last."""
        return (*self._found, *self._reached.values())
