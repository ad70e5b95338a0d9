"""Named lists in text and CSV files, those of a feed and those that a user has, read when first asked for.

A feed's `manifest.json` names lists: `{"lists": [{"file": "tranco.csv", "identifier":
"tranco_1m", "headers": ["x", "entry"], "includes_header": false, "format": "hostname"}]}`;
the column `entry` holds the entries. A text file that no manifest names is a list called
like itself.
"""

import csv
import hashlib
import json
import os
import re
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import cache
from io import TextIOWrapper
from pathlib import Path
from typing import BinaryIO

from unhook.errors import ConfigError, InputError
from unhook.feeds.draft import files
from unhook.limits import LISTS, ListLimits

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,99}")
_LEGAL = re.compile(r"licen[cs]e|copying|notice", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ListFile:
    """Where a list's entries stand: `column` of a CSV file, `None` where the line is the entry. With
    `fold` they are host names, held in lower case.
    """

    path: Path
    column: int | None = None
    header: bool = False
    fold: bool = False

    def entries(self, limits: ListLimits = LISTS) -> AbstractSet[str]:
        """The entries without surrounding space: of a small file a frozen set, of a larger one
        (`ListLimits.set_bytes`) a set in mapped memory. Raises `InputError` for what cannot be read.
        """
        return _entries(self, limits)

    def texts(self, source: BinaryIO) -> Iterator[str]:
        """The entries as they come in the open file."""
        lines: Iterator[str] = TextIOWrapper(source, encoding="utf-8-sig", errors="replace", newline="")
        if self.header:
            next(lines, None)
        if self.column is not None:
            lines = (row[self.column] for row in csv.reader(lines) if len(row) > self.column)
        for line in lines:
            if entry := line.strip():
                yield entry.lower() if self.fold else entry


@cache
def _entries(file: ListFile, limits: ListLimits) -> AbstractSet[str]:
    try:
        with file.path.open("rb") as source:
            if os.fstat(source.fileno()).st_size <= limits.set_bytes:
                return frozenset(file.texts(source))
            from unhook.feeds.built import mapped

            content = hashlib.file_digest(source, "sha256").digest()
            source.seek(0)
            shape = f"{file.column} {file.header} {file.fold}".encode()
            return mapped(content + shape, lambda: file.texts(source))
    except (OSError, csv.Error) as error:
        raise InputError(
            f"{file.path}: cannot be read: {getattr(error, 'strerror', None) or error}"
        ) from error


class ListFiles(Mapping[str, AbstractSet[str]]):
    """Lists by name without `$`. One without entries is left out: it is to be filled by the
    organisation, and an empty one would answer for it. To another process only the files are told.
    """

    def __init__(self, named: Mapping[str, ListFile]) -> None:
        self._files = dict(named)

    def __getitem__(self, name: str) -> AbstractSet[str]:
        entries = self._files[name].entries()
        if not entries:
            raise KeyError(name)
        return entries

    def __contains__(self, name: object) -> bool:
        return name in self._files and bool(self._files[str(name)].entries())

    def __iter__(self) -> Iterator[str]:
        return (name for name in self._files if name in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def of_feed(folder: Path) -> ListFiles:
    """The lists in a feed's folder."""
    present = files(folder)
    named = {}
    for name in present:
        # A feed has a thousand rules for each list.
        stem, dot, suffix = name.rpartition("/")[2].rpartition(".")
        if dot and suffix.lower() == "txt" and _NAME.fullmatch(stem) and not _LEGAL.match(stem):
            named[stem] = ListFile(folder / name)
    there = {f"{folder}/{each}" for each in present}
    named |= {name: file for name, file in described(folder).items() if str(file.path) in there}
    return ListFiles(named)


def described(folder: Path) -> dict[str, ListFile]:
    """The lists that the manifests in a feed's folder describe, whether or not their files are there."""
    found: dict[str, ListFile] = {}
    for name in files(folder):
        if name.rpartition("/")[2] == "manifest.json":
            found |= _of_manifest(folder / name)
    return found


def supplied(paths: Mapping[str, Path], known: Mapping[str, ListFile]) -> ListFiles:
    """Lists in a user's own files, read at once. One entry a line; of a `.csv` file the column that `known`,
    lists that feeds describe, tells for the name.

    Raises `InputError` for a file that cannot be read, `ConfigError` for one whose entries cannot be told.
    """
    return ListFiles({name: _supplied(name, path, known.get(name)) for name, path in paths.items()})


def _supplied(name: str, path: Path, known: ListFile | None) -> ListFile:
    if not _NAME.fullmatch(name):
        raise ConfigError(f"{name!r} cannot name a list: use letters, digits and underscores")
    file = replace(known, path=path.resolve()) if known is not None else ListFile(path.resolve())
    if path.suffix.lower() != ".csv":
        file = replace(file, column=None, header=False)
    elif known is None:
        raise ConfigError(
            f"{path}: no installed feed says which column of it holds the entries of {name};"
            " give a .txt file with one entry a line"
        )
    if not file.entries() and path.stat().st_size:
        raise ConfigError(f"{path}: no entries of {name} in it")
    return file


def _of_manifest(path: Path) -> dict[str, ListFile]:
    try:
        entries = json.loads(path.read_bytes())["lists"]
    except (ValueError, KeyError, TypeError):
        # A manifest of something else; a feed need not have one.
        return {}
    found = {}
    for entry in entries if isinstance(entries, list) else ():
        if not isinstance(entry, dict):
            continue
        name, file, headers = entry.get("identifier"), entry.get("file"), entry.get("headers") or ["entry"]
        if not (isinstance(name, str) and _NAME.fullmatch(name) and isinstance(file, str)):
            continue
        if isinstance(headers, list) and "entry" in headers:
            column = headers.index("entry") if len(headers) > 1 else None
            header, fold = entry.get("includes_header") is True, entry.get("format") == "hostname"
            found[name] = ListFile(path.parent / file, column, header, fold)
    return found
