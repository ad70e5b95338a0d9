"""Mailboxes in mbox form (RFC 4155), read as a stream: one message in memory at a time."""

import re
from collections.abc import Iterator
from typing import BinaryIO

# Separators carry a time; the words "From here on" after an empty line do not.
_SEPARATOR = re.compile(rb"From [^\n]{0,400}?\d\d?:\d\d")
_QUOTED = re.compile(rb">+From ")
_LONGEST_READ = 65_536


def is_mbox(head: bytes) -> bool:
    """True when a file that begins with `head` is an mbox."""
    return _SEPARATOR.match(head) is not None


def split(stream: BinaryIO, most: int) -> Iterator[bytes]:
    """The messages without their separator lines, one level of `>From ` quoting removed (mboxrd).

    No more than `most` + 1 bytes of a message are kept, so that a reader sees it was cut.
    """
    message = bytearray()
    blank, inside, line_start = True, False, True
    while line := stream.readline(_LONGEST_READ):
        if line_start and blank and line.startswith(b"From ") and _SEPARATOR.match(line):
            if inside:
                yield _whole(message, most)
            message = bytearray()
            inside, blank = True, False
        elif len(message) <= most:
            if line_start and line.startswith(b">") and _QUOTED.match(line):
                line = line[1:]
            message += line
            inside = True
        blank = line_start and line in (b"\n", b"\r\n")
        line_start = line.endswith(b"\n")
    if inside:
        yield _whole(message, most)


def _whole(message: bytearray, most: int) -> bytes:
    raw = bytes(message[: most + 1])
    # The empty line before the next separator belongs to the mailbox.
    if raw.endswith(b"\r\n\r\n"):
        raw = raw[:-2]
    elif raw.endswith(b"\n\n"):
        raw = raw[:-1]
    return raw
