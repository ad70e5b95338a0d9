"""How the parent and a worker speak: typed messages, each followed by raw bytes.

    message length, count of attachments | their lengths | message (msgpack) | attachments

All lengths are known, and held to limits, before anything is allocated.
"""

import os
import select
import struct
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import msgspec

from unhook.files.model import Found
from unhook.files.scanner import Sample

_HEAD = struct.Struct(">II")
_PIECE = 1024 * 1024


class Job(msgspec.Struct, frozen=True, tag=True):
    """To a worker: all scanners that read the sample, except those `done`; its data is attached.

    `room`: bytes of children that may come back.
    """

    sample: Sample
    done: frozenset[str]
    room: int


class Started(msgspec.Struct, frozen=True, tag=True):
    """From a worker: this scanner runs from now on."""

    scanner: str


class Finished(msgspec.Struct, frozen=True, tag=True):
    """From a worker: the answers of the scanner started last; its children's data are attached."""

    found: Found


class Done(msgspec.Struct, frozen=True, tag=True):
    """From a worker: no scanner is left."""


Answer = Started | Finished | Done


class GarbledError(Exception):
    """What came is no message, or more than was allowed."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much one message may bring: bytes of itself, attachments, bytes of all of them."""

    message: int
    attachments: int
    attached: int


Message = TypeVar("Message")


class Channel(Generic[Message]):
    """One end of a connected pair of stream sockets, on which `Message`s arrive.

    `until` is a point of `time.monotonic`; the end must be non-blocking where it is given. Raises
    `TimeoutError` past it, `EOFError` or `OSError` when the other end is gone, `GarbledError` on nonsense.
    """

    def __init__(self, end: int, arriving: "msgspec.msgpack.Decoder[Message]") -> None:
        self._end = end
        self._decoder = arriving
        self._poll = select.poll()

    def send(self, message: object, attached: Sequence[bytes] = (), until: float | None = None) -> None:
        """Write it wholly."""
        body = message if isinstance(message, bytes) else encode(message)
        sizes = struct.pack(f">{len(attached)}Q", *map(len, attached))
        self._write(_HEAD.pack(len(body), len(attached)) + sizes + body, until)
        for each in attached:
            self._write(each, until)

    def receive(self, bounds: Bounds, until: float | None = None) -> tuple[Message, list[bytes]]:
        """Read the next one wholly."""
        length, count = _HEAD.unpack(self._read(_HEAD.size, until))
        if length > bounds.message or count > bounds.attachments:
            raise GarbledError("more than was allowed")
        sizes = struct.unpack(f">{count}Q", self._read(8 * count, until))
        if sum(sizes) > bounds.attached:
            raise GarbledError("more than was allowed")
        body = self._read(length, until)
        attached = [self._read(size, until) for size in sizes]
        try:
            return self._decoder.decode(body), attached
        except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
            raise GarbledError(str(error)) from None

    def _write(self, data: bytes, until: float | None) -> None:
        view = memoryview(data)
        while view:
            self._wait(select.POLLOUT, until)
            view = view[os.write(self._end, view[:_PIECE]) :]

    def _read(self, size: int, until: float | None) -> bytes:
        taken = bytearray(size)
        view = memoryview(taken)
        while view:
            self._wait(select.POLLIN, until)
            count = os.readv(self._end, [view[:_PIECE]])
            if not count:
                raise EOFError
            view = view[count:]
        return bytes(taken)

    def _wait(self, event: int, until: float | None) -> None:
        if until is None:
            return
        self._poll.register(self._end, event)
        left = until - time.monotonic()
        if left <= 0 or not self._poll.poll(left * 1000):
            raise TimeoutError


def encode(message: object) -> bytes:
    """Msgpack. Raises what `msgspec` raises where a value has no such form."""
    return msgspec.msgpack.encode(message)


def to_worker(end: int) -> Channel[Answer]:
    """The parent's side."""
    return Channel(end, msgspec.msgpack.Decoder(Answer))


def to_parent(end: int) -> Channel[Job]:
    """The worker's side."""
    return Channel(end, msgspec.msgpack.Decoder(Job))
