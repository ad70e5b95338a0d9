"""Verdicts for people and machines: text, JSON, SARIF and a self-contained page.

Everything here is a pure function of a `Judged` and a `Catalogue`; nothing prints.
Strings from the mail leave only escaped and, where people read them, defanged.
"""

from unhook.report.judged import Judged

__all__ = ["Judged"]
