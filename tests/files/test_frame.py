import random
import socket
import struct
import threading
import time
from collections.abc import Iterator

import msgspec
import pytest

from unhook.files import frame
from unhook.files.frame import Bounds, GarbledError
from unhook.files.model import Child, Fault, Found, Sign
from unhook.files.scanner import Sample

BOUNDS = Bounds(message=10_000, attachments=10, attached=1_000_000)


@pytest.fixture
def ends() -> Iterator[tuple[socket.socket, socket.socket]]:
    ours, theirs = socket.socketpair()
    ours.setblocking(False)
    with ours, theirs:
        yield ours, theirs


def soon() -> float:
    return time.monotonic() + 10


def test_a_job_arrives_with_its_data(ends: tuple[socket.socket, socket.socket]) -> None:
    ours, theirs = ends
    job = frame.Job(Sample(b"", "pdf", "a.pdf", passwords=("x",)), frozenset({"done"}), 5)
    frame.to_worker(ours.fileno()).send(job, [b"data"], soon())
    assert frame.to_parent(theirs.fileno()).receive(BOUNDS) == (job, [b"data"])


@pytest.mark.parametrize(
    "answer",
    [
        frame.Started("pdf"),
        frame.Done(),
        frame.Finished(Found({"a": [1, None, "é"]}, (Child(b"", "n"),), signs=(Sign("s"),))),
    ],
)
def test_answers_arrive(answer: frame.Answer, ends: tuple[socket.socket, socket.socket]) -> None:
    ours, theirs = ends
    frame.to_parent(theirs.fileno()).send(answer, [b"", b"xy"])
    assert frame.to_worker(ours.fileno()).receive(BOUNDS, soon()) == (answer, [b"", b"xy"])


@pytest.mark.parametrize(
    "head",
    [
        struct.pack(">II", 10_001, 0),
        struct.pack(">II", 0xFFFFFFFF, 0),
        struct.pack(">II", 1, 11),
        struct.pack(">IIQ", 1, 1, 1_000_001),
        struct.pack(">IIQQ", 1, 2, 2**63, 2**63),
    ],
)
def test_more_than_is_allowed_is_refused_unread(
    head: bytes, ends: tuple[socket.socket, socket.socket]
) -> None:
    ours, theirs = ends
    theirs.sendall(head)
    with pytest.raises(GarbledError, match="more than was allowed"):
        frame.to_worker(ours.fileno()).receive(BOUNDS, soon())


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xc1",
        b"\x91" * 5_000 + b"\x90",
        msgspec.msgpack.encode({"type": "Job"}),
        msgspec.msgpack.encode({"type": "Started", "scanner": 7}),
        msgspec.msgpack.encode({"type": "Finished", "found": {"children": [{"data": "no bytes"}]}}),
        msgspec.msgpack.encode({"type": "Started", "scanner": "x"}).replace(b"x", b"\xff"),
    ],
)
def test_nonsense_is_refused(body: bytes, ends: tuple[socket.socket, socket.socket]) -> None:
    ours, theirs = ends
    theirs.sendall(struct.pack(">II", len(body), 0) + body)
    with pytest.raises(GarbledError):
        frame.to_worker(ours.fileno()).receive(BOUNDS, soon())


def test_noise_never_brings_another_error() -> None:
    draw = random.Random(3)
    answer = msgspec.msgpack.encode(frame.Finished(Found({"k": [1, 2]}, faults=(Fault("a", "b"),))))
    for _ in range(500):
        body = bytearray(answer)
        for _ in range(draw.randrange(1, 6)):
            body[draw.randrange(len(body))] = draw.randrange(256)
        ours, theirs = socket.socketpair()
        with ours, theirs:
            theirs.sendall(struct.pack(">II", len(body), 0) + body)
            theirs.shutdown(socket.SHUT_WR)
            try:
                told, _ = frame.to_worker(ours.fileno()).receive(BOUNDS, soon())
            except (GarbledError, EOFError):
                continue
            assert isinstance(told, frame.Started | frame.Finished | frame.Done)


def test_the_other_end_gone_is_the_end(ends: tuple[socket.socket, socket.socket]) -> None:
    ours, theirs = ends
    theirs.send(b"\0\0")
    theirs.close()
    with pytest.raises(EOFError):
        frame.to_worker(ours.fileno()).receive(BOUNDS, soon())
    with pytest.raises(OSError, match="Broken pipe"):
        frame.to_worker(ours.fileno()).send(frame.Done(), [bytes(10_000_000)], soon())


def test_silence_ends_at_the_time_given(ends: tuple[socket.socket, socket.socket]) -> None:
    ours, _ = ends
    channel = frame.to_worker(ours.fileno())
    with pytest.raises(TimeoutError):
        channel.receive(BOUNDS, time.monotonic() + 0.01)
    with pytest.raises(TimeoutError):
        channel.send(frame.Done(), [bytes(10_000_000)], time.monotonic() + 0.01)


def test_drops_do_not_move_the_time_given(ends: tuple[socket.socket, socket.socket]) -> None:
    ours, theirs = ends
    heard = threading.Event()

    def drip() -> None:
        theirs.send(struct.pack(">II", 10_000, 0))
        while not heard.wait(0.005):
            theirs.send(b"x")

    dripping = threading.Thread(target=drip)
    dripping.start()
    try:
        with pytest.raises(TimeoutError):
            frame.to_worker(ours.fileno()).receive(BOUNDS, time.monotonic() + 0.1)
    finally:
        heard.set()
        dripping.join()
