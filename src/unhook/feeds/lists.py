"""The named lists of a feed: text and CSV files, each read when a rule first asks for it.

A `manifest.json` names them: `{"lists": [{"file": "tranco.csv", "identifier": "tranco_1m",
"headers": ["x", "entry"], "includes_header": false, "format": "hostname"}]}`; the column
`entry` holds the entries. A text file that no manifest names is a list called like itself.
"""

import csv
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from unhook.feeds.draft import files

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,99}")
_LEGAL = re.compile(r"licen[cs]e|copying|notice", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ListFile:
    """Where a list's entries stand: `column` of a CSV file, `None` where the line is the entry."""

    path: Path
    column: int | None = None
    header: bool = False
    fold: bool = False

    def entries(self) -> frozenset[str]:
        """The entries without surrounding space; host names in lower case."""
        with self.path.open(encoding="utf-8", errors="replace", newline="") as file:
            return frozenset(
                entry.lower() if self.fold else entry for text in self._texts(file) if (entry := text.strip())
            )

    def _texts(self, file: Iterator[str]) -> Iterator[str]:
        if self.header:
            next(file, None)
        if self.column is None:
            return file
        rows = csv.reader(file)
        return (row[self.column] for row in rows if len(row) > self.column)


class FeedLists(Mapping[str, frozenset[str]]):
    """Lists by name without `$`. One without entries is left out: it is to be filled by the
    organisation, and an empty one would answer for it.
    """

    def __init__(self, folder: Path) -> None:
        self._files = dict(_named(folder))
        self._read: dict[str, frozenset[str]] = {}

    def __getitem__(self, name: str) -> frozenset[str]:
        entries = self._read.get(name)
        if entries is None:
            entries = self._read[name] = self._files[name].entries()
        if not entries:
            raise KeyError(name)
        return entries

    def __contains__(self, name: object) -> bool:
        if name not in self._files:
            return False
        return bool(self._read[name] if name in self._read else self.get(str(name)))

    def __iter__(self) -> Iterator[str]:
        return (name for name in self._files if name in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _named(folder: Path) -> Iterator[tuple[str, ListFile]]:
    present = files(folder)
    for name in present:
        path = PurePosixPath(name)
        if path.suffix.lower() == ".txt" and _NAME.fullmatch(path.stem) and not _LEGAL.match(path.stem):
            yield path.stem, ListFile(folder / name)
    for name in present:
        if name.rpartition("/")[2] == "manifest.json":
            yield from _of_manifest(folder / name, {folder / each for each in present})


def _of_manifest(path: Path, present: set[Path]) -> Iterator[tuple[str, ListFile]]:
    try:
        entries = json.loads(path.read_bytes())["lists"]
    except (ValueError, KeyError, TypeError):
        # A manifest of something else; a feed need not have one.
        return
    for entry in entries if isinstance(entries, list) else ():
        if not isinstance(entry, dict):
            continue
        name, file, headers = entry.get("identifier"), entry.get("file"), entry.get("headers") or ["entry"]
        if not (isinstance(name, str) and _NAME.fullmatch(name) and isinstance(file, str)):
            continue
        place = path.parent / file
        if place in present and isinstance(headers, list) and "entry" in headers:
            column = headers.index("entry") if len(headers) > 1 else None
            yield (
                name,
                ListFile(
                    place, column, entry.get("includes_header") is True, entry.get("format") == "hostname"
                ),
            )
