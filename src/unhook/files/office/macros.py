"""A document's macros, told in the shapes that rules read."""

from typing import Any

from unhook.files.collecting import Collecting
from unhook.files.office import keywords, vba
from unhook.files.office.compound import Compound

_NAMES = 50
_SHOWN = 1_000


class Macros:
    """Collects the sources of one document, then tells of them all at once."""

    def __init__(self, out: Collecting) -> None:
        self._out = out
        self._sources: list[str] = []
        self._left = out.limits.macro_chars
        self.exists = False

    def project(self, compound: Compound) -> None:
        """Take the VBA source of a compound file. A project without source runs its compiled form."""
        modules = list(vba.sources(compound, self._out))
        for path, code in modules:
            self.module(f"{path.rpartition('/')[2]}.bas", code, "VBA")
        if not modules and vba.has_project(compound):
            self._note("VBA without source")
            self._out.sign("macro-without-source")

    def module(self, name: str, code: str, kind: str) -> None:
        """Take one module's source; it is given out as a file."""
        self._note(kind)
        self._out.child(code.encode("utf-8", "replace"), name, "macro")
        self._take(code)

    def sheet(self, formulas: str) -> None:
        """Take the formulas of Excel 4.0 macro sheets."""
        self._note("XLM")
        if formulas:
            self._out.child(formulas.encode("utf-8", "replace"), "xlm.txt", "macro")
            self._take(formulas)

    def told(self) -> dict[str, Any]:
        """Note the signs; gives the records `vba` and `macros` with the risk as oletools names it."""
        if not self.exists:
            return {"vba": None, "keywords": [], "risk": None}
        told = keywords.told("\n".join(self._sources))
        for word in told.of("AutoExec")[:_NAMES]:
            self._out.sign("macro-auto-exec", word)
        suspicious = told.of("Suspicious")
        if suspicious:
            self._out.sign("macro-suspicious", ", ".join(suspicious[:_NAMES]))
        for url in told.urls:
            self._out.reference(url, "macro")
        high = told.harmful or bool(suspicious)
        return {
            "vba": {"auto_exec": list(told.of("AutoExec")), "hex": list(told.hex)},
            "keywords": [{"type": each.type, "keyword": each.keyword} for each in told.keywords[:_SHOWN]],
            "risk": "high" if high else "medium",
        }

    def _note(self, kind: str) -> None:
        self.exists = True
        self._out.sign("macro", kind)

    def _take(self, code: str) -> None:
        if self._left < len(code):
            self._out.fault("limit:macro_chars")
        self._sources.append(code[: self._left])
        self._left -= len(self._sources[-1])
