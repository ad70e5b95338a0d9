"""A feed's files on their way in: each name and size is looked at before anything is written."""

import hashlib
import os
import re
from collections import Counter
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from unhook.errors import RuleError
from unhook.limits import FEED, FeedLimits

_KEPT = frozenset({".yml", ".yaml", ".txt", ".csv"})
_LEGAL = re.compile(r"(?:licen[cs]e|copying|notice)(?:\..*)?", re.IGNORECASE)
_CHUNK = 1 << 16
_MOST_CHARS = 400


class Draft:
    """Collects rule files, lists and licences in a folder.

    `left_out` counts by reason what is no part of a feed. Every method raises `RuleError`
    for a name that leads out of the folder and for a limit that is reached.
    """

    def __init__(self, folder: Path, limits: FeedLimits = FEED) -> None:
        self.folder = folder
        self.limits = limits
        self.left_out: Counter[str] = Counter()
        self._entries = self._bytes = 0

    def wants(self, name: str) -> bool:
        """Whether the entry called so is to be added; every entry is asked about, once."""
        self._entries += 1
        if self._entries > self.limits.files:
            raise RuleError(f"more than {self.limits.files:,} files: too many for a feed")
        path = _inside(name)
        if any(part.startswith(".") for part in path.parts):
            self.left_out["hidden"] += 1
            return False
        kept = path.suffix.lower() in _KEPT or path.name == "manifest.json" or _LEGAL.fullmatch(path.name)
        if not kept:
            self.left_out["other files"] += 1
        return bool(kept)

    def add(self, name: str, stream: BinaryIO) -> None:
        """Copy a file that is wanted."""
        path = self.folder / _inside(name)
        size = 0
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with path.open("xb") as file:
                while chunk := stream.read(_CHUNK):
                    size += len(chunk)
                    self._bytes += len(chunk)
                    if size > self.limits.file_bytes or self._bytes > self.limits.unpacked_bytes:
                        raise RuleError(f"{name!r}: the feed grows beyond its size limit")
                    file.write(chunk)
        except FileExistsError:
            raise RuleError(f"{name!r} comes twice") from None
        except OSError as error:
            raise RuleError(f"{name!r} cannot be kept: {error.strerror or error}") from error

    def root(self) -> Path:
        """The folder of the files, without the single outer folder that archives of a repository have.

        Raises `RuleError` when there are none.
        """
        inner = list(self.folder.iterdir())
        if not inner:
            raise RuleError("no rule files (*.yml) and no lists (*.txt, *.csv) in it")
        return inner[0] if len(inner) == 1 and inner[0].is_dir() else self.folder


def content_hash(folder: Path) -> str:
    """SHA-256, in hex, over the sorted paths and the bytes of all files, each with its length.

    Raises `RuleError` for anything that is neither file nor folder.
    """
    digest = hashlib.sha256()
    for name in files(folder):
        with open(f"{folder}/{name}", "rb", buffering=0) as file:
            data = file.read()
        encoded = os.fsencode(name)
        digest.update(b"%d:%s%d:" % (len(encoded), encoded, len(data)))
        digest.update(data)
    return digest.hexdigest()


def files(folder: Path) -> list[str]:
    """The paths below the folder of every file in it, with slashes, sorted."""
    found: list[str] = []
    open_ = [""]
    while open_:
        below = open_.pop()
        with os.scandir(f"{folder}/{below}") as entries:
            for entry in entries:
                name = below + entry.name
                if entry.is_dir(follow_symlinks=False):
                    open_.append(f"{name}/")
                elif entry.is_file(follow_symlinks=False):
                    found.append(name)
                else:
                    raise RuleError(f"{entry.path}: neither file nor folder; this is not as it was kept")
    return sorted(found)


def _inside(name: str) -> PurePosixPath:
    """The entry's path. Raises `RuleError` unless it stays within the folder on every system."""
    path = PurePosixPath(name)
    odd = not path.parts or len(name) > _MOST_CHARS or any(c in name for c in "\\\0") or ":" in path.parts[0]
    if odd or path.is_absolute() or ".." in path.parts:
        raise RuleError(f"{name[:_MOST_CHARS]!r} leads out of the feed's folder: nothing of it was taken")
    return path
