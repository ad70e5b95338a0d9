"""Files in the user's cache directory: derived from something else, and worth keeping for the next run.

They are trusted as Python trusts its `__pycache__`: only a file that this user owns and
nobody else may write. Without such a place everything works, only slower.
"""

import contextlib
import os
import time
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

_OTHERS_MAY_WRITE = 0o022


def place(name: str) -> Path | None:
    """`unhook/<name>` in the cache directory (XDG Base Directory Specification); `None` without a home."""
    named = os.environ.get("XDG_CACHE_HOME", "")
    if os.path.isabs(named):
        return Path(named) / "unhook" / name
    try:
        return Path.home() / ".cache" / "unhook" / name
    except RuntimeError:
        return None


def opened(name: str) -> BinaryIO | None:
    """The file to read, `None` where there is none to trust. What it holds is the caller's to check."""
    path = place(name)
    return opened_at(path) if path is not None else None


def opened_at(path: Path) -> BinaryIO | None:
    """As `opened`, of a file anywhere."""
    try:
        file = path.open("rb")
    except OSError:
        return None
    status = os.fstat(file.fileno())
    if status.st_uid == os.geteuid() and not status.st_mode & _OTHERS_MAY_WRITE:
        return file
    file.close()
    return None


def write(name: str, parts: Iterable[bytes]) -> None:
    """Put the parts under that name at once; where that is not possible, nothing happens."""
    path = place(name)
    if path is not None:
        write_at(path, parts)


def write_at(path: Path, parts: Iterable[bytes]) -> None:
    """As `write`, of a file anywhere."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.writelines(parts)
        draft.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            draft.unlink()


def forget(folder: str, seconds: float) -> None:
    """Remove the files in a folder of the cache that nobody wrote or touched for so long."""
    path = place(folder)
    if path is not None:
        forget_in(path, time.time() - seconds)


def forget_in(folder: Path, oldest: float) -> None:
    """Remove the files in a folder that nobody wrote or touched since then, in seconds of the epoch."""
    with contextlib.suppress(OSError):
        for each in folder.iterdir():
            if each.stat().st_mtime < oldest:
                each.unlink()
