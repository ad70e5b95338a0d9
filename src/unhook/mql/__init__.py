"""The rule language: source to programs that answer true, false, null or "not evaluated".

Compatible with Sublime Security's Message Query Language rules; not affiliated.
"""

from unhook.mql.diagnostics import Diagnostic, DiagnosticError
from unhook.mql.library import STANDARD, Library
from unhook.mql.program import Outcome, Program, Programs, RulesError, Trace, analyse, compile, compile_all
from unhook.mql.run import OutOfTime, Run
from unhook.mql.values import Unavailable

__all__ = [
    "STANDARD",
    "Diagnostic",
    "DiagnosticError",
    "Library",
    "OutOfTime",
    "Outcome",
    "Program",
    "Programs",
    "RulesError",
    "Run",
    "Trace",
    "Unavailable",
    "analyse",
    "compile",
    "compile_all",
]
