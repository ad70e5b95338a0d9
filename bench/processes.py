"""Which processes there are, as Linux tells (proc(5))."""

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


def program(process: int) -> str:
    """The name of what it runs; empty where there is no such process."""
    try:
        return Path(f"/proc/{process}/comm").read_text()
    except OSError:
        return ""
