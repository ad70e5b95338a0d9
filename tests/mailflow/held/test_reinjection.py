import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from bench.mailflow.sink import Sink
from bench.peers import free_port

from mailflow.mails import job
from unhook import app
from unhook.mailflow.held.hands import UndoneError
from unhook.mailflow.held.reinjection import Reinjection
from unhook.store import Delivery, Store
from unhook.store.deeds import LOST

from .test_hold_queue import deed

RECIPIENTS = ("anna@corp.example", "bert@corp.example")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = Store.open(f"sqlite:///{tmp_path / 'mail.db'}")
    yield made
    made.close()


def message(store: Store, recipients: tuple[str, ...] = RECIPIENTS) -> int:
    raw = job("seed-scam").traced()
    delivery = Delivery("milter", sender="bounce@a.example", recipients=recipients)
    return store.record(app.parse(raw), None, delivery, keep_raw=True).id


@contextmanager
def answering(*said: bytes) -> Iterator[int]:
    """A server that gives these answers in turn, then hangs up."""

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            for each in said:
                self.wfile.write(each + b"\r\n")
                if each.startswith(b"354"):
                    while self.rfile.readline() not in (b".\r\n", b""):
                        pass
                else:
                    self.rfile.readline()

    with socketserver.TCPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        yield server.server_address[1]
        server.shutdown()
        thread.join()


def back(store: Store, port: int) -> Reinjection:
    return Reinjection(store, "127.0.0.1", port, "mx.corp.example")


def asked(number: int, attempts: int = 1, error: str | None = None):  # type: ignore[no-untyped-def]
    from dataclasses import replace

    return replace(deed("store", attempts=attempts, error=error), message=number)


def test_it_goes_to_whom_the_envelope_named_without_a_second_return_path(store: Store) -> None:
    number = message(store)
    with Sink(free_port()) as sink:
        back(store, sink.port).release(asked(number))
        (came,) = sink.wait(1)
    assert came.sender == "bounce@a.example"
    assert came.recipients == RECIPIENTS
    assert came.raw.startswith(b"X-Unhook-Action: released\r\nReceived: ")
    assert came.raw.endswith(job("seed-scam").raw())


def test_what_nobody_knows_to_have_arrived_is_not_sent_again(store: Store) -> None:
    number = message(store)
    with Sink(free_port()) as sink:
        with pytest.raises(UndoneError, match="may be in the inbox") as raised:
            back(store, sink.port).release(asked(number, attempts=2, error=LOST))
        assert not raised.value.again
        assert sink.delivered == []
        back(store, sink.port).release(asked(number, attempts=2, error="no mail server"))
        assert len(sink.wait(1)) == 1


@pytest.mark.parametrize(
    ("said", "again"),
    [
        ((b"421 too busy",), True),
        ((b"220 a", b"250 a", b"451 later"), True),
        ((b"220 a", b"250 a", b"250 fine", b"550 no such person"), False),
        ((b"220 a", b"250 a", b"250 fine"), True),
        ((b"220 a", b"250 a", b"250 fine", b"250 fine", b"250 fine", b"451 not now"), True),
        ((b"220 a", b"250 a", b"250 fine", b"250 fine", b"250 fine", b"554 never"), False),
        ((b"220 a", b"250 a", b"250 fine", b"250 fine", b"250 fine", b"354 go on"), False),
        ((b"220 a", b"250 a", b"250 fine", b"250 fine", b"250 fine", b"354 go on", b"452 full"), True),
    ],
)
def test_what_the_server_says_decides_whether_to_try_again(
    store: Store, said: tuple[bytes, ...], again: bool
) -> None:
    number = message(store)
    with answering(*said) as port, pytest.raises(UndoneError) as raised:
        back(store, port).release(asked(number))
    assert raised.value.again is again


def test_nobody_listening_is_tried_again(store: Store) -> None:
    with pytest.raises(UndoneError) as raised:
        back(store, free_port()).release(asked(message(store)))
    assert raised.value.again


def test_without_an_envelope_there_is_nobody_to_send_it_to(store: Store) -> None:
    number = message(store, ())
    with pytest.raises(UndoneError, match="not kept") as raised:
        back(store, free_port()).release(asked(number))
    assert not raised.value.again
