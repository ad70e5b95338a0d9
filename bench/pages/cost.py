"""What a picture of a mail costs: time and memory, of the first and of the later ones."""

import os
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from bench.processes import children
from unhook.pages import served
from unhook.pages.browser import availability
from unhook.pages.browser.browser import Browser
from unhook.pages.screenshot import shot

_LETTER = (
    "<body style='font:15px sans-serif'><h1>Provider A</h1>"
    + "<p>Roses are red, and the list of those that we have in March is in the file. " * 40
)


def table(pictures: int) -> str:
    """A Markdown table of that many pictures of a letter."""
    rows = [("trial of the namespaces, once a process", timed(availability.refused_by_system), "")]
    with Browser() as browser:
        document = served.document(_LETTER)
        first = timed(lambda: shot(document, browser=browser))
        resident, processes = memory()
        rows.append(("first picture, with the launch", first, f"{processes} processes, {resident} MB"))
        later = [timed(lambda: shot(document, browser=browser)) for _ in range(pictures)]
        resident, processes = memory()
        text = f"{processes} processes, {resident} MB"
        rows.append((f"each of {pictures} more, median", statistics.median(later), text))
        rows.append(("slowest of them", max(later), ""))
    lines = [f"| {what} | {seconds:.2f} s | {note} |" for what, seconds, note in rows]
    return "\n".join(["| what | time | memory (proportional) |", "|---|---|---|", *lines])


def timed(act: Callable[[], object]) -> float:
    """Seconds that it takes."""
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def memory() -> tuple[int, int]:
    """Megabytes of all processes below this one, shared ones counted once, and how many there are."""
    below = _below(os.getpid())
    return sum(map(_proportional, below)) // 1024, len(below)


def _below(parent: int) -> list[int]:
    found = list(children(parent))
    return found + [each for process in found for each in _below(process)]


def _proportional(process: int) -> int:
    try:
        text = Path(f"/proc/{process}/smaps_rollup").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:")), 0)
