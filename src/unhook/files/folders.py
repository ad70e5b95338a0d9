"""Temporary folders that are gone after their owner, even one that was killed."""

import fcntl
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from unhook.files.sandbox.layers import NOBODY

_PREFIX = "unhook-files-"


def make() -> tuple[str, int]:
    """A new folder, and the open lock that says its owner lives. What dead owners left is removed."""
    for left in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        _remove_if_left(str(left))
    while True:
        folder = tempfile.mkdtemp(prefix=_PREFIX)
        lock = _locked(folder)
        # Another process may have taken it for left before it was locked.
        if lock is not None and os.path.isdir(folder):
            return folder, lock
        if lock is not None:
            os.close(lock)


def remove(folder: str) -> None:
    """The folder and all in it. A worker may have nested it too deep for recursion, or shut its doors."""
    try:
        os.rmdir(folder)
    except FileNotFoundError:
        return
    except OSError:
        _remove_full(folder)


def _remove_full(folder: str) -> None:
    tools = {"chmod": ["-R", "u+rwx"], "rm": ["-rf"]}
    for tool, options in tools.items():
        path = shutil.which(tool, path=os.defpath)
        if path:
            subprocess.run([path, *options, "--", folder], stderr=subprocess.DEVNULL, check=False)


def _remove_if_left(folder: str) -> None:
    lock = _locked(folder)
    if lock is None:
        return
    try:
        if os.fstat(lock).st_uid in _owners():
            remove(folder)
    finally:
        os.close(lock)


def _owners() -> set[int]:
    return {0, NOBODY} if os.geteuid() == 0 else {os.geteuid()}


def _locked(folder: str) -> int | None:
    try:
        lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(lock)
        return None
    return lock
