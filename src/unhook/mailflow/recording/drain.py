"""The spool emptied into a recorder."""

import logging
from collections.abc import Callable

import msgspec

from unhook.errors import UnhookError
from unhook.mailflow.job import Judged
from unhook.mailflow.outcome import Outcome, Performed, Recorder, UnavailableError
from unhook.mailflow.spool import Entry, Spool
from unhook.message.model import Message

_LOG = logging.getLogger(__name__)

Parse = Callable[[Entry], Message]
"""The mail of an entry, read in the context in which it was judged."""


def drain(spool: Spool, recorder: Recorder, parse: Parse) -> int:
    """Offer what waits to the recorder, the oldest first; how many it took.

    What it will never take is put aside. Raises `UnavailableError` where it takes nothing now.
    """
    taken = 0
    for path in spool.waiting():
        try:
            entry, performed = spool.read(path)
            recorder.record(outcome(entry, performed, parse))
        except (UnavailableError, FileNotFoundError):
            raise
        except (UnhookError, ValueError, msgspec.MsgspecError) as error:
            _LOG.error("alarm: the outcome %s cannot be recorded and is put aside: %s", path.name, error)
            spool.refuse(path)
            continue
        spool.drop(path)
        taken += 1
    return taken


def outcome(entry: Entry, performed: Performed, parse: Parse) -> Outcome:
    """What an entry says, with the message read anew from its bytes."""
    message = parse(entry)
    judged = msgspec.msgpack.decode(entry.judged, type=Judged) if entry.judged is not None else None
    if judged is not None and judged.outer and message.carrier is not None:
        message = message.carrier
    return Outcome(
        envelope=entry.envelope,
        raw=entry.raw,
        message=message,
        performed=performed,
        findings=judged.findings if judged else None,
        verdict=judged.verdict if judged else None,
        plan=entry.plan,
        failure=entry.failure,
    )
