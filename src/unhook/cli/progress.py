"""A bar on standard error while many mails are judged."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

SECONDS_BETWEEN = 0.1


@contextmanager
def bar(label: str, wanted: bool) -> Iterator[Callable[[], None]]:
    """Gives a function to call once a mail; it draws where standard error is a terminal."""
    if not (wanted and sys.stderr.isatty()):
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), "{task.description}", BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    # No refresh thread: the pool may fork. No redirection: standard output carries the report.
    drawn = Progress(
        *columns,
        console=Console(stderr=True),
        auto_refresh=False,
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
    )
    with drawn:
        task = drawn.add_task(label, total=None)
        last = 0.0

        def tick() -> None:
            nonlocal last
            drawn.advance(task)
            if (now := time.monotonic()) - last > SECONDS_BETWEEN:
                last = now
                drawn.refresh()

        yield tick
