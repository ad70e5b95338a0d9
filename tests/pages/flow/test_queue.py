import json

import pytest

from unhook.limits import FlowLimits
from unhook.pages.flow import queue
from unhook.pages.flow.queue import Queue, Waiting

LIMITS = FlowLimits(look_seconds=1, host_seconds=10, waiting=3)
A1 = Waiting("a1", "https://a.test/1", ("jo@corp.example",))
A2 = Waiting("a2", "https://a.test/2")
B = Waiting("b", "https://b.test/")


def filled(*waiting: Waiting) -> Queue:
    found = Queue(limits=LIMITS)
    for each in waiting:
        found = found.put(each)
    return found


def test_first_come_first_served_as_the_rates_allow() -> None:
    here = filled(A1, A2, B)
    first, here = here.take(100)
    assert first == A1
    assert here.take(100)[0] is None
    assert here.wait(100) == 1
    second, here = here.take(101)
    assert second == B
    assert here.take(105)[0] is None
    assert here.wait(105) == 5
    third, here = here.take(110)
    assert third == A2
    assert here.wait(110) is None


def test_one_page_waits_once_and_no_more_than_may() -> None:
    assert filled(A1, A1).waiting == (A1,)
    full = filled(A1, A2, B)
    assert full.put(Waiting("c", "https://c.test/")) is full


def test_hosts_are_forgotten_when_their_time_is_over() -> None:
    _, here = filled(A1, B).take(100)
    _, here = here.take(200)
    assert dict(here.last) == {"b.test": 200}


def test_it_can_be_put_down_and_taken_up_again() -> None:
    _, here = filled(A1, A2, B).take(100)
    again = queue.read(json.loads(json.dumps(here.as_dict())), LIMITS)
    assert again == here
    assert again.take(105)[0] == B


@pytest.mark.parametrize("facts", [{}, {"waiting": 1}, {"waiting": [["a"]], "last": {}, "latest": None}])
def test_what_is_no_queue_is_refused(facts: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r".*"):
        queue.read(facts)
