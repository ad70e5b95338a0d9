"""Held mail let go and deleted, through Debian's Postfix: its hold queue, and our own quarantine."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from bench.mailflow import postfix
from bench.mailflow.postfix import Postfix
from bench.mailflow.service import Milter
from bench.mailflow.sink import Sink
from bench.peers import free_port

from mailflow.through import JO, SCAM, field, next_mail, send, unchanged, until
from unhook.store import Store, quarantine, release

pytestmark = [
    pytest.mark.postfix,
    pytest.mark.skipif(postfix.missing() is not None, reason=str(postfix.missing())),
]


@pytest.fixture(scope="module")
def sink() -> Iterator[Sink]:
    with Sink(free_port()) as made:
        yield made


@pytest.fixture(scope="module")
def keeping(sink: Sink) -> Iterator[tuple[Milter, Postfix]]:
    """A milter with a store, and a server from whose quarantine it can let mail go."""
    made = Milter()
    with Postfix(sink.port, made.milter) as server:
        made.configure(
            '[policy]\nmalicious = "quarantine"\n'
            f'[store]\nurl = "sqlite:///{made.folder}/mail.db"\n'
            f'[quarantine]\npostsuper = ["/usr/sbin/postsuper", "-c", "{server.config}"]\n'
        )
        with made:
            yield made, server


@contextmanager
def opened(service: Milter) -> Iterator[Store]:
    store = Store.open(f"sqlite:///{service.folder}/mail.db")
    yield store
    store.close()


def held(store: Store) -> int:
    """The number of the one mail in quarantine, once it is there."""

    def listed() -> tuple[quarantine.Held, ...]:
        with store.reading() as connection:
            return quarantine.listed(connection)

    until(lambda: len(listed()) == 1)
    return listed()[0].message


def asked(store: Store, message: int) -> bool:
    with store.writing() as connection:
        return release.ask(connection, message, by="ann", at=store.now())


def state(store: Store, message: int) -> str:
    with store.reading() as connection:
        found = quarantine.get(connection, message)
    assert found is not None
    return found.state


def test_what_is_on_hold_is_let_go_once_when_somebody_asks(
    keeping: tuple[Milter, Postfix], sink: Sink
) -> None:
    service, server = keeping
    before = len(sink.delivered)
    assert send(server, SCAM) == 250
    with opened(service) as store:
        message = held(store)
        assert len(sink.delivered) == before
        assert asked(store, message)
        assert not asked(store, message)
        assert field(next_mail(sink, before), "X-Unhook-Action") == [b"quarantine"]
        until(lambda: state(store, message) == "released")
    assert server.queue("hold") == []
    assert len(sink.delivered) == before + 1


def test_what_is_on_hold_is_deleted_when_somebody_says_so(
    keeping: tuple[Milter, Postfix], sink: Sink
) -> None:
    service, server = keeping
    before = len(sink.delivered)
    assert send(server, SCAM.replace(b"Dear Webmail User", b"Dear User")) == 250
    with opened(service) as store:
        message = held(store)
        with store.writing() as connection:
            assert release.delete(connection, message, by="ann", at=store.now())
        until(lambda: server.queue("hold") == [])
        assert not asked(store, message)
    assert len(sink.delivered) == before


def test_what_only_we_have_comes_back_once_as_it_was_sent(sink: Sink) -> None:
    service = Milter()
    with Postfix(sink.port, service.milter) as server:
        service.configure(
            '[policy]\nmalicious = "quarantine"\n'
            f'[store]\nurl = "sqlite:///{service.folder}/mail.db"\n'
            f'[quarantine]\nplace = "store"\nsmtp = "127.0.0.1:{server.back}"\n'
        )
        with service, opened(service) as store:
            before = len(sink.delivered)
            forged = SCAM.replace(b"Subject:", b"X-Unhook-Verdict: clean\r\nSubject:", 1)
            assert send(server, forged) == 250
            message = held(store)
            for queue in ("hold", "deferred", "active", "incoming"):
                assert server.queue(queue) == []
            assert len(sink.delivered) == before
            assert asked(store, message)
            came = sink.wait(before + 1)[before]
            assert came.sender == "bounce@vps-4471.hosting.test"
            assert came.recipients == (JO,)
            assert unchanged(came.raw, SCAM)
            assert field(came.raw, "X-Unhook-Action") == [b"released"]
            assert field(came.raw, "X-Unhook-Verdict") == []
            until(lambda: state(store, message) == "released")
