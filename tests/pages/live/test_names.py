import socket
import threading
from ipaddress import ip_address

import pytest

from unhook.pages.live import names
from unhook.pages.live.model import RefusedError
from unhook.pages.live.names import Pinned

WORLD = "93.184.215.14"


def test_a_name_is_asked_for_once_whatever_it_says_later() -> None:
    answers = iter([(WORLD,), ("127.0.0.1",)])
    pinned = Pinned(lambda host, seconds: next(answers))
    assert pinned.of("turns.test", 1) == pinned.of("turns.test", 1) == (ip_address(WORLD),)


def test_one_address_inside_refuses_the_name() -> None:
    pinned = Pinned(lambda host, seconds: (WORLD, "10.0.0.7"))
    with pytest.raises(RefusedError, match=r"private: 10\.0\.0\.7"):
        pinned.of("mixed.test", 1)


def test_a_name_that_nobody_knows() -> None:
    with pytest.raises(RefusedError, match=r"no-address: none\.test"):
        Pinned(lambda host, seconds: ()).of("none.test", 1)
    with pytest.raises(RefusedError, match="no-address"):
        Pinned(lambda host, seconds: ("no address",)).of("none.test", 1)


def test_an_address_is_asked_of_nobody() -> None:
    def asked(host: str, seconds: float) -> tuple[str, ...]:
        raise AssertionError(host)

    assert Pinned(asked).of(WORLD, 1) == (ip_address(WORLD),)
    with pytest.raises(RefusedError, match="loopback"):
        Pinned(asked).of("[::1]", 1)


def test_the_systems_resolver(monkeypatch: pytest.MonkeyPatch) -> None:
    assert set(names.system("localhost", 5)) <= {"127.0.0.1", "::1"}
    assert names.system("a" * 300, 5) == ()

    def failing(*_: object, **__: object) -> None:
        raise OSError

    monkeypatch.setattr(socket, "getaddrinfo", failing)
    assert names.system("none.invalid", 5) == ()


def test_a_resolver_that_hangs_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    ending = threading.Event()

    def hanging(*_: object, **__: object) -> list[object]:
        ending.wait(60)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", hanging)
    assert names.system("slow.test", 0.05) == ()
    ending.set()
