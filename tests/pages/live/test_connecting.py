import httpcore
import pytest

from unhook.limits import LiveLimits
from unhook.pages.live.budget import Budget
from unhook.pages.live.connecting import Backend
from unhook.pages.live.model import RefusedError
from unhook.pages.live.names import Pinned

WORLD = ("93.184.215.14", "93.184.215.15")


class Dialled:
    """Answers at one address alone, and remembers who was asked."""

    def __init__(self, answers: str) -> None:
        self.answers, self.asked = answers, list[tuple[str, int]]()

    def __call__(self, address: str, port: int, seconds: float) -> httpcore.NetworkStream:
        assert 0 < seconds <= LiveLimits().connect_seconds
        self.asked.append((address, port))
        if address != self.answers:
            raise httpcore.ConnectError("refused")
        return httpcore.MockStream([b"hello"])


def backend(dialled: Dialled, *addresses: str) -> Backend:
    return Backend(Pinned(lambda host, seconds: addresses), Budget(), dialled)


def test_the_next_address_is_tried_where_one_does_not_answer() -> None:
    dialled = Dialled(WORLD[1])
    stream = backend(dialled, *WORLD).connect_tcp("site.test", 443)
    assert dialled.asked == [(WORLD[0], 443), (WORLD[1], 443)]
    assert stream.read(10) == b"hello"
    stream.close()


def test_where_none_does_that_is_told() -> None:
    with pytest.raises(RefusedError, match="no-connection"):
        backend(Dialled("nobody"), *WORLD).connect_tcp("site.test", 443)


def test_nobody_is_dialled_who_may_not_be() -> None:
    dialled = Dialled("10.0.0.7")
    for host in ("site.test", "[::1]", "10.0.0.7"):
        with pytest.raises(RefusedError):
            backend(dialled, "10.0.0.7").connect_tcp(host, 80)
    with pytest.raises(RefusedError, match="host"):
        backend(dialled).connect_unix_socket("/run/a.sock")
    assert dialled.asked == []


def test_a_connection_ends_with_the_time() -> None:
    now = [0.0]
    budget = Budget(LiveLimits(seconds=5), lambda: now[0])
    budget.request()
    stream = Backend(Pinned(lambda host, seconds: WORLD), budget, Dialled(WORLD[0])).connect_tcp(
        "site.test", 80
    )
    now[0] = 6.0
    for step in (lambda: stream.read(1), lambda: stream.write(b"x")):
        with pytest.raises(RefusedError, match="seconds"):
            step()
