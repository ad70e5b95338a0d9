"""Which processes there are, as Linux tells."""

import os
import time
from collections.abc import Callable

from bench.processes import children, program


def workers(server: int) -> set[int]:
    """The children that are Python too: a fork server also runs programs that remove folders."""
    return {each for each in children(server) if program(each) == program(server)}


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
