"""Which processes there are, as Linux tells."""

import os
import time
from collections.abc import Callable
from pathlib import Path


def children(parent: int) -> set[int]:
    """Process ids, zombies included."""
    found = set()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == parent:
            found.add(int(stat.parent.name))
    return found


def workers(server: int) -> set[int]:
    """The children that are Python too: a fork server also runs programs that remove folders."""
    return {each for each in children(server) if _program(each) == _program(server)}


def _program(process: int) -> str:
    try:
        return Path(f"/proc/{process}/comm").read_text()
    except OSError:
        return ""


def alive(process: int) -> bool:
    return os.path.exists(f"/proc/{process}")


def eventually(holds: Callable[[], bool], seconds: float = 20) -> bool:
    """Whether it holds before so long; a bound for a test that fails, not a measure."""
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            return False
        time.sleep(0.01)
    return True
