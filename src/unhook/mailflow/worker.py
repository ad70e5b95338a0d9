"""A process that judges mails one after the other: jobs come in on standard input, answers go out.

It ends when its input does, and so never outlives who started it by more than one mail.
"""

import logging
import os
import signal
import struct
import sys
from typing import BinaryIO

import msgspec

from unhook.mailflow.job import Answer, Job
from unhook.settings import Settings

LENGTH = struct.Struct("!I")
READY = b"ready"
FAULT = b"!"
"""An answer that begins with it says, as text, what went wrong with this mail."""

WARM_UP = b"Subject: warm-up\r\n\r\n"


def frame(data: bytes) -> bytes:
    """Data with its length before it."""
    return LENGTH.pack(len(data)) + data


def main() -> int:
    """Read the settings, say that all is loaded, then answer until the input ends."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        # A signal to the whole group is for the parent, which lets mails in hand be finished.
        signal.signal(number, signal.SIG_IGN)
    incoming, outgoing = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # nothing that prints may get between the answers
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(levelname)s %(message)s")
    settings = _read(incoming)
    if settings is None:
        return 0
    from unhook import app
    from unhook.errors import UnhookError
    from unhook.mailflow.judge import Judge

    try:
        judge = Judge(Settings.model_validate_json(settings))
        app.check(WARM_UP)
    except UnhookError as error:
        _write(outgoing, FAULT + str(error).encode())
        return 1
    _write(outgoing, READY)
    while (data := _read(incoming)) is not None:
        try:
            answer = msgspec.msgpack.encode(judge(msgspec.msgpack.decode(data, type=Job)))
        except Exception as error:
            # One mail must not harm the next: whatever it broke is told, and the mail stays unjudged.
            answer = FAULT + f"{type(error).__name__}: {error}"[:200].encode("utf-8", "replace")
        _write(outgoing, answer)
    return 0


def answered(data: bytes) -> Answer | str:
    """The answer, or what went wrong. Raises `msgspec.DecodeError` for anything else."""
    if data.startswith(FAULT):
        return data[len(FAULT) :].decode("utf-8", "replace")
    return msgspec.msgpack.decode(data, type=Answer)


def _read(stream: BinaryIO) -> bytes | None:
    head = stream.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    (size,) = LENGTH.unpack(head)
    data = stream.read(size)
    return data if len(data) == size else None


def _write(stream: BinaryIO, data: bytes) -> None:
    stream.write(frame(data))
    stream.flush()


if __name__ == "__main__":
    try:
        sys.exit(main())
    except BrokenPipeError:
        # Who started it is gone, and nobody waits for the answer.
        sys.exit(1)
