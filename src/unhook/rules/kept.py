"""Packs compiled, kept in the user's cache directory from one run to the next."""

import hashlib
import marshal
import os
import sys
from collections.abc import Iterable
from dataclasses import fields
from functools import cache
from pathlib import Path

from unhook import cached
from unhook.mql import Programs, stored
from unhook.rules.defaults import unexamined
from unhook.rules.rule_file import Rule

_MAX_BYTES = 64 * 1024 * 1024


def read(name: str, stamp: bytes) -> tuple[tuple[Rule, ...], Programs] | None:
    """What `write` kept under that name for this stamp, this Python and this code; `None` otherwise."""
    found = cached.opened(name)
    if found is None:
        return None
    try:
        with found as file:
            if os.fstat(file.fileno()).st_size > _MAX_BYTES or file.readline().strip() != _key(stamp):
                return None
            rows, code = marshal.loads(file.read())
        rules = tuple(Rule(*row) for row in rows)
        return rules, stored.load(code, {rule.id: rule.source for rule in rules}, unexamined())
    except (OSError, ValueError, KeyError, EOFError, TypeError):
        return None


def write(name: str, stamp: bytes, rules: Iterable[Rule], programs: Programs) -> None:
    """Keep compiled rules for the next run, in the programs' order; where that is not possible, nothing
    happens. `stamp` changes with what they were compiled from.
    """
    code = stored.dump(programs, unexamined())
    rows = [tuple(getattr(rule, each.name) for each in fields(Rule)) for rule in rules]
    cached.write(name, (_key(stamp), b"\n", marshal.dumps((rows, code))))


def stamp_of(files: Iterable[Path]) -> bytes:
    """Changes with any of the files."""
    digest = hashlib.sha256()
    for path in files:
        status = path.stat()
        digest.update(f"{path}\0{status.st_size}\0{status.st_mtime_ns}\n".encode())
    return digest.digest()


def _key(stamp: bytes) -> bytes:
    """Changes with the stamp, the Python version, and the code that compiles and runs rules."""
    digest = hashlib.sha256(f"{sys.implementation.cache_tag} {sys.version_info[:3]}".encode())
    digest.update(stamp_of(_code()) + stamp)
    return digest.hexdigest().encode()


@cache
def _code() -> tuple[Path, ...]:
    root = Path(__file__).parent.parent
    return tuple(sorted((*root.glob("rules/*.py"), *root.glob("mql/**/*.py"), root / "message" / "model.py")))
