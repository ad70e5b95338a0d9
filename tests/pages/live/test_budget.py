import pytest

from unhook.limits import LiveLimits
from unhook.pages.live.budget import Budget
from unhook.pages.live.model import RefusedError


def test_requests_are_counted() -> None:
    budget = Budget(LiveLimits(requests=2))
    budget.request()
    budget.request()
    with pytest.raises(RefusedError, match="requests: 2"):
        budget.request()


def test_bytes_are_counted_together() -> None:
    budget = Budget(LiveLimits(page_bytes=10))
    budget.take(6)
    with pytest.raises(RefusedError, match="page_bytes: 10"):
        budget.take(6)


def test_the_time_runs_from_the_first_request_on() -> None:
    now = [100.0]
    budget = Budget(LiveLimits(seconds=5), lambda: now[0])
    now[0] = 200.0
    assert budget.seconds() == 5
    budget.request()
    now[0] = 203.0
    assert budget.seconds() == 2
    now[0] = 205.0
    with pytest.raises(RefusedError, match="seconds: 5"):
        budget.seconds()
    with pytest.raises(RefusedError, match="seconds: 5"):
        budget.request()
