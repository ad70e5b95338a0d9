"""Packets: a length, a command, its data (mfapi.h and mfdef.h of Sendmail)."""

import struct
from collections.abc import Generator, Iterator
from enum import IntFlag

from unhook.errors import UnhookError

VERSION = 6
CHUNK = 65_535
"""The most that one packet of a body may hold (MILTER_CHUNK_SIZE)."""

PACKET = 1_048_576 + 64
"""The longest packet that a server sends: a mebibyte of a body, where that was agreed on."""

_LENGTH = struct.Struct("!I")
_NUMBER = struct.Struct("!I")
_OFFER = struct.Struct("!III")


class Action(IntFlag):
    """What a milter may do to a mail (SMFIF_*)."""

    ADD_HEADERS = 0x01
    CHANGE_BODY = 0x02
    CHANGE_HEADERS = 0x10
    QUARANTINE = 0x20


class Step(IntFlag):
    """What a server leaves out, or does not wait for (SMFIP_*)."""

    NO_UNKNOWN = 0x100
    NO_DATA = 0x200
    SILENT_HEADER = 0x80
    SILENT_CONNECT = 0x1000
    SILENT_HELO = 0x2000
    SILENT_MAIL = 0x4000
    SILENT_RCPT = 0x8000
    SILENT_BODY = 0x80000
    LEADING_SPACE = 0x100000


class ProtocolError(UnhookError):
    """The other side says what the protocol does not allow; the connection is of no more use."""


class Packets:
    """Bytes as they come, to packets."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    def feed(self, data: bytes) -> Generator[tuple[bytes, bytes], None, None]:
        """Each whole packet's command and data. Raises `ProtocolError` for an impossible length."""
        self._buffer += data
        start = 0
        try:
            while len(self._buffer) - start >= _LENGTH.size:
                (size,) = _LENGTH.unpack_from(self._buffer, start)
                if not 1 <= size <= PACKET:
                    raise ProtocolError(f"a packet of {size} bytes")
                end = start + _LENGTH.size + size
                if len(self._buffer) < end:
                    return
                packet = bytes(self._buffer[start + _LENGTH.size : end])
                start = end
                yield packet[:1], packet[1:]
        finally:
            del self._buffer[:start]


def pack(command: bytes, data: bytes = b"") -> bytes:
    """One packet."""
    return _LENGTH.pack(1 + len(data)) + command + data


def offer(data: bytes) -> tuple[int, int, int]:
    """Version, actions and steps of an option negotiation. Raises `ProtocolError` for a short one."""
    if len(data) < _OFFER.size:
        raise ProtocolError("a short option negotiation")
    version, actions, steps = _OFFER.unpack_from(data)
    return version, actions, steps


def options(version: int, actions: int, steps: int) -> bytes:
    """The answer to an option negotiation."""
    return pack(b"O", _OFFER.pack(version, actions, steps))


def strings(data: bytes) -> list[bytes]:
    """The texts of a packet, each with a NUL after it."""
    return data.split(b"\0")[: data.count(b"\0")]


def change_header(name: bytes, nth: int, value: bytes) -> bytes:
    """The `nth` field of this name gets another value; an empty one takes it away."""
    return pack(b"m", _NUMBER.pack(nth) + name + b"\0" + value + b"\0")


def insert_header(name: bytes, value: bytes) -> bytes:
    """A field above all others."""
    return pack(b"i", _NUMBER.pack(0) + name + b"\0" + value + b"\0")


def replace_body(body: bytes) -> Iterator[bytes]:
    """Another body, in as many packets as it takes."""
    for start in range(0, len(body) or 1, CHUNK):
        yield pack(b"b", body[start : start + CHUNK])


def quarantine(reason: bytes) -> bytes:
    """The mail is kept back."""
    return pack(b"q", reason + b"\0")


def reply(code: int, enhanced: str, text: str) -> bytes:
    """An SMTP reply in place of the server's own (RFC 5321, RFC 3463). A percent sign is doubled."""
    return pack(b"y", f"{code} {enhanced} {text}".replace("%", "%%").encode("ascii") + b"\0")


CONTINUE = pack(b"c")
DISCARD = pack(b"d")
ACCEPT = pack(b"a")
