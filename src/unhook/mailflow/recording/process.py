"""The process that empties the spool: started with the settings on standard input, ended by the end of it."""

import fcntl
import logging
import os
import sys

from unhook.errors import UnhookError
from unhook.mailflow import beside
from unhook.mailflow.outcome import Recorder, UnavailableError
from unhook.mailflow.recording.drain import drain
from unhook.mailflow.recording.stored import Stored
from unhook.mailflow.spool import Entry, Spool
from unhook.message.model import Message
from unhook.settings import Settings

_LOG = logging.getLogger(__name__)
_LOOK_SECONDS = 0.2
_PAUSES = (0.2, 1.0, 2.0, 5.0, 10.0, 30.0)
"""Before the store is tried again, when it takes nothing."""


def main() -> int:
    """Record until the input ends and nothing waits any more, or nothing can be recorded now."""
    settings = beside.settings()
    if settings is None:
        return 0
    folder = settings.milter.spool
    lock = os.open(folder / "recorder", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    # One left over from a milter that was killed may still be at work.
    fcntl.flock(lock, fcntl.LOCK_EX)
    record(settings, Spool(folder))
    return 0


def record(settings: Settings, spool: Spool) -> None:
    """The loop of `main`."""
    from unhook.mailflow.judge import context

    judged, sent = context(settings), context(settings, outbound=True)

    def parse(entry: Entry) -> Message:
        from unhook import app

        return app.parse(entry.raw, judged if entry.envelope.user is None else sent)

    recorder: Recorder | None = None
    failures = 0
    while True:
        over = False
        try:
            recorder = recorder or Stored.open(settings)
            while drain(spool, recorder, parse):
                failures = 0
        except FileNotFoundError:
            continue
        except UnhookError as error:
            if not isinstance(error, UnavailableError) and recorder is not None:
                raise
            if not failures:
                _LOG.error("alarm: outcomes wait in the spool: %s", error)
            failures += 1
            over = beside.ended(_PAUSES[min(failures, len(_PAUSES)) - 1])
        else:
            over = beside.ended(_LOOK_SECONDS) and not spool.waiting()
        if over:
            return


if __name__ == "__main__":
    sys.exit(main())
