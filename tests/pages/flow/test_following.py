from collections.abc import Sequence

from unhook.context import Looking
from unhook.limits import FlowLimits
from unhook.mql.values import Unavailable
from unhook.pages.flow import queue
from unhook.pages.flow.cache import Memory
from unhook.pages.flow.following import Follower
from unhook.pages.flow.model import Known
from unhook.pages.flow.queue import Queue, Waiting
from unhook.pages.saved.model import Saved

from .mails import mail

TRAP = b"<title>Sign in to your Microsoft account</title><form action=/p><input type=password name=p></form>"
LIMITS = FlowLimits(look_seconds=1, host_seconds=10, mail_seconds=60)


class World:
    """A clock that only sleeping moves, and pages; `looked` is who looked where, and when."""

    def __init__(self) -> None:
        self.now = 1_000.0
        self.looked: list[tuple[float, str]] = []
        self.boxes: Sequence[str] = ()

    def clock(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        assert seconds > 0
        self.now += seconds

    def look(self, address: str, boxes: Sequence[str]) -> Known:
        self.looked.append((self.now, address))
        self.boxes = boxes
        if "refused" in address:
            return Known(address, self.now, refusal="certificate")
        return Known(address, self.now, Saved(TRAP, address, address))

    def follower(self, cache: Memory | None = None, waiting: Queue | None = None) -> Follower:
        return Follower(
            Looking(),
            self.look,
            cache=cache,
            queue=waiting,
            clock=self.clock,
            sleep=self.sleep,
            limits=LIMITS,
        )


def test_the_pages_behind_a_mail_are_reported_for_each_link_that_leads_there() -> None:
    world = World()
    message = mail(
        ("Open", "https://collect.test/a?e=jo@corp.example"),
        ("Open", "https://collect.test/a?e=jo%40corp.example"),
        ("Unsubscribe", "https://collect.test/u"),
        ("Open", "https://refused.test/"),
    )
    followed = world.follower().follow(message)
    assert [address for _, address in world.looked] == [
        "https://collect.test/a?e=jo@corp.example", "https://refused.test/",
    ]  # fmt: skip
    assert world.boxes == ("jo@corp.example",)
    reports = followed.reports()
    said = [reports.link_analysis(link) for link in message.body.links]
    assert [isinstance(each, Unavailable) for each in said] == [False, False, True, True]
    assert followed.known["https://refused.test/"].refusal == "certificate"


def test_looks_keep_their_distance() -> None:
    world = World()
    world.follower().follow(
        mail(("a", "https://a.test/1"), ("b", "https://a.test/2"), ("c", "https://b.test/"))
    )
    assert world.looked == [
        (1_000, "https://a.test/1"),
        (1_001, "https://b.test/"),
        (1_010, "https://a.test/2"),
    ]


def test_one_look_serves_a_campaign() -> None:
    world, cache = World(), Memory(LIMITS)
    for token in ("0123456789abcdef0123", "fedcba98765432100123"):
        message = mail(("Open", f"https://collect.test/in?t={token}"))
        followed = world.follower(cache).follow(message)
        assert followed.reports().behind(message.body.links[0]) is not None
    assert len(world.looked) == 1


def test_within_a_mail_each_address_of_a_cluster_is_looked_at() -> None:
    world = World()
    first, second = (
        "https://collect.test/in?t=0123456789abcdef0123",
        "https://collect.test/in?t=fedcba98765432100123",
    )
    world.follower().follow(mail(("Open", first), ("Open", second)))
    assert [address for _, address in world.looked] == [first, second]


def test_a_mail_does_not_wait_for_ever_and_the_rest_is_caught_up_later() -> None:
    world = World()
    waiting = Queue(last={"a.test": 1_000_000.0}, limits=LIMITS)
    kept: list[Queue] = []
    follower = Follower(
        Looking(),
        world.look,
        queue=waiting,
        keep=kept.append,
        clock=world.clock,
        sleep=world.sleep,
        limits=LIMITS,
    )
    followed = follower.follow(mail(("Open", "https://a.test/1")))
    assert (followed.known, world.looked, world.now) == ({}, [], 1_060)
    again = World()
    again.follower(waiting=queue.read({**kept[-1].as_dict(), "last": {}}, LIMITS)).catch_up()
    assert [address for _, address in again.looked] == ["https://a.test/1"]


def test_whoever_stops_amid_a_look_has_it_still_waiting() -> None:
    class Stopped(Exception):
        pass

    def stopping(address: str, boxes: Sequence[str]) -> Known:
        raise Stopped

    kept: list[Queue] = []
    world = World()
    follower = Follower(
        Looking(), stopping, keep=kept.append, clock=world.clock, sleep=world.sleep, limits=LIMITS
    )
    try:
        follower.follow(mail(("Open", "https://a.test/1")))
    except Stopped:
        assert kept[-1].waiting == (Waiting("https://a.test/1", "https://a.test/1", ("jo@corp.example",)),)
    else:
        raise AssertionError("it did not stop")


def test_a_clock_that_was_set_back_keeps_nobody_waiting() -> None:
    world = World()
    waiting = Queue(latest=1_000_000.0, limits=LIMITS)
    follower = Follower(
        Looking(), world.look, queue=waiting, clock=lambda: 1_000.0, sleep=world.sleep, limits=LIMITS
    )
    assert follower.follow(mail(("Open", "https://a.test/1"))).known == {}
    assert world.now == 1_060


def test_a_mail_is_told_what_was_seen_even_where_nothing_can_be_kept() -> None:
    class Nowhere(Memory):
        def put(self, key: str, known: Known) -> None:
            pass

    followed = World().follower(Nowhere()).follow(mail(("Open", "https://a.test/1")))
    assert set(followed.known) == {"https://a.test/1"}
