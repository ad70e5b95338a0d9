from collections.abc import Iterator
from pathlib import Path

import pytest

from mailflow.mails import job
from unhook import app
from unhook.mailflow.held import performer
from unhook.mailflow.held.hands import UndoneError
from unhook.mailflow.held.performer import Performer
from unhook.store import Delivery, Store, quarantine, release
from unhook.store.deeds import Deed


class Hand:
    """Does what it is asked, after so many failures."""

    def __init__(self, failures: int = 0, *, again: bool = True) -> None:
        self.failures, self.again = failures, again
        self.did: list[str] = []

    def release(self, deed: Deed) -> None:
        self.did.append(deed.kind)
        if self.failures:
            self.failures -= 1
            raise UndoneError("not now", again=self.again)

    delete = release


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = Store.open(f"sqlite:///{tmp_path / 'mail.db'}")
    yield made
    made.close()


@pytest.fixture
def message(store: Store) -> int:
    number = store.record(app.parse(job("seed-scam").traced()), None, Delivery("milter"), keep_raw=True).id
    with store.writing() as connection:
        quarantine.hold(connection, number, place="store", at=store.now(), by="milter")
        release.ask(connection, number, by="ann", at=store.now())
    return number


def state(store: Store, message: int) -> str:
    with store.reading() as connection:
        found = quarantine.get(connection, message)
    assert found is not None
    return found.state


def test_what_is_asked_for_is_done_once(store: Store, message: int) -> None:
    hand = Hand()
    working = Performer(store, {"store": hand})
    assert [working.work(), working.work()] == [1, 0]
    assert hand.did == ["release"]
    assert state(store, message) == "released"


def test_what_nobody_here_can_reach_is_left_alone(store: Store, message: int) -> None:
    assert Performer(store, {"postfix:mx": Hand()}).work() == 0
    assert state(store, message) == "releasing"


def test_what_fails_for_now_is_tried_again(store: Store, message: int) -> None:
    hand = Hand(failures=2)
    working = Performer(store, {"store": hand})
    assert [working.work() for _ in range(4)] == [1, 1, 1, 0]
    assert state(store, message) == "released"


@pytest.mark.parametrize(("hand", "tries"), [(Hand(9), performer.TRIES), (Hand(1, again=False), 1)])
def test_what_fails_for_good_is_held_as_before(store: Store, message: int, hand: Hand, tries: int) -> None:
    working = Performer(store, {"store": hand})
    while working.work():
        pass
    assert len(hand.did) == tries
    assert state(store, message) == "held"
