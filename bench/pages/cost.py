"""What a picture of a mail costs, and a page opened as several people: time and memory."""

import os
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from bench.processes import children
from unhook.pages import served
from unhook.pages.browser import availability
from unhook.pages.browser.browser import Browser
from unhook.pages.probe.probe import probe
from unhook.pages.screenshot import shot

_LETTER = (
    "<body style='font:15px sans-serif'><h1>Provider A</h1>"
    + "<p>Roses are red, and the list of those that we have in March is in the file. " * 40
)


_SIGN_IN = (
    "<!doctype html><title>Sign in</title><h1>Garden club</h1><form method=post action=in.php>"
    "<input type=email name=login><input type=password name=secret><button>Sign in</button></form>"
)
_ADDRESS_FIRST = (
    "<!doctype html><title>Sign in</title><form id=f><input type=email name=login><button>Next</button>"
    "</form><script>f.onsubmit=e=>{e.preventDefault();"
    "f.innerHTML='<input type=password name=p><button>Go</button>'}</script>"
)
_PAGES = {"a sign-in page": _SIGN_IN, "one that asks for the address first": _ADDRESS_FIRST}


def table(runs: int) -> str:
    """A Markdown table of that many pictures of a letter, and half as many pages opened as several people."""
    head = ["| what | time | memory (proportional) |", "|---|---|---|"]
    return "\n".join([*head, *_pictures(runs), *_probes(runs)])


def _probes(runs: int) -> Iterator[str]:
    with Browser() as browser:
        for name, source in _PAGES.items():
            document = served.document(source)
            opened = partial(probe, document, document.start, reach="local", browser=browser)
            opened()
            before = processor()
            with (peak := Peak()):
                spent = [timed(opened) for _ in range(max(1, runs // 2))]
            each = (processor() - before) / len(spent)
            what = f"{name}, as five visitors, median of {len(spent)}"
            yield _row(what, statistics.median(spent), f"{each:.1f} s of processor, {peak.text}")


def _pictures(pictures: int) -> Iterator[str]:
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
    for what, seconds, note in rows:
        yield _row(what, seconds, note)


def _row(what: str, seconds: float, note: str) -> str:
    return f"| {what} | {seconds:.2f} s | {note} |"


class Peak:
    """The most memory that the processes below this one had at a moment, looked at twice a second."""

    def __init__(self) -> None:
        self.text = ""
        self._most = (0, 0)
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()
        megabytes, processes = self._most
        self.text = f"at most {processes} processes, {megabytes} MB"

    def _watch(self) -> None:
        while not self._over.wait(0.5):
            self._most = max(self._most, memory())


def timed(act: Callable[[], object]) -> float:
    """Seconds that it takes."""
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def processor() -> float:
    """Seconds of processor time that this process, those below it and their ended ones have taken."""
    return sum(map(_ticks, [os.getpid(), *_below(os.getpid())])) / os.sysconf("SC_CLK_TCK")


def _ticks(process: int) -> int:
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return sum(map(int, fields[11:15]))


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
