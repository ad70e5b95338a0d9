"""What files are opened, and by what rules and signs it is told."""

import ast
import inspect
import re
import sys
from pathlib import Path

from docs.tables.markdown import prose, table

from unhook.files.capabilities import LIBRARIES
from unhook.files.scanner import Scanner, scanners
from unhook.limits import FileLimits

ROOT = Path(__file__).parents[2]


def file_types() -> str:
    """Each scanner: what it reads, what it finds, and the test that makes such files."""
    rows = ((f"`{each.name}`", _reads(each), prose(_said(each)), _test(each)) for each in scanners())
    return table(("scanner", "reads", "what it finds", "files and findings, tested in"), rows)


def signs() -> str:
    """The names of signs in the sources, with the modules that give them."""
    found: dict[str, set[str]] = {}
    for path in sorted((ROOT / "src" / "unhook" / "files").rglob("*.py")):
        for name in _signs(ast.parse(path.read_text(encoding="utf-8"))):
            found.setdefault(name, set()).add(path.stem)
    rows = ((f"`{name}`", ", ".join(f"`{each}`" for each in sorted(found[name]))) for name in sorted(found))
    return table(("sign", "given by"), rows)


def file_limits() -> str:
    """The limits on one message's files."""
    limits = FileLimits()
    rows = ((f"`{name}`", f"{getattr(limits, name):,}") for name in FileLimits.__slots__)
    return table(("limit", "value"), rows)


def capabilities() -> str:
    """What rules may ask of files, and the libraries without which it is unavailable."""
    rows = (
        (f"`{name}`", ", ".join(f"`{each}`" for each in libraries)) for name, libraries in LIBRARIES.items()
    )
    return table(("capability", "needs"), rows)


def _reads(scanner: Scanner) -> str:
    if scanner.kinds is None and scanner.extensions is None:
        return "every file"
    named = [f"`{kind}`" for kind in sorted(scanner.kinds or ())]
    named += [f"`.{extension}`" for extension in sorted(scanner.extensions or frozenset())]
    return " ".join(named)


def _said(scanner: Scanner) -> str:
    module = sys.modules[scanner.scan.__module__]
    return " ".join(re.split(r"\n\s*\n", inspect.getdoc(module) or "")[0].split())


def _test(scanner: Scanner) -> str:
    stem = scanner.scan.__module__.rpartition(".")[2]
    path = f"tests/files/scanners/test_{stem}.py"
    if not (ROOT / path).is_file():
        raise LookupError(f"scanner {scanner.name!r} has no test {path}")
    return f"[test_{stem}](../{path})"


def _signs(tree: ast.AST) -> set[str]:
    """First arguments of `Sign(...)` and of `.sign(...)` that are written out."""
    return {
        call.args[0].value
        for call in ast.walk(tree)
        if isinstance(call, ast.Call)
        and (getattr(call.func, "id", "") == "Sign" or getattr(call.func, "attr", "") == "sign")
        and call.args
        and isinstance(call.args[0], ast.Constant)
        and isinstance(call.args[0].value, str)
    }
