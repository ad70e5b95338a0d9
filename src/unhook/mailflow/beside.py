"""A process beside the milter, from within: `Keeper` starts it with the settings on its standard input, and
ends it by ending that.
"""

import logging
import select
import signal
import sys

from unhook.settings import Settings


def settings() -> Settings | None:
    """The settings that it is started with; None where there are none. Signals to the whole group are for
    the milter, which lets what is in hand be finished.
    """
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(levelname)s %(message)s")
    line = sys.stdin.buffer.readline()
    return Settings.model_validate_json(line) if line else None


def ended(seconds: float) -> bool:
    """Wait so long; whether it is to end."""
    readable, _, _ = select.select((sys.stdin,), (), (), seconds)
    return bool(readable)
