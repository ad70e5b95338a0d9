"""How often a sign-in may fail before it has to wait."""

import threading
from collections import OrderedDict, deque
from collections.abc import Callable
from datetime import datetime, timedelta

WINDOW = timedelta(minutes=10)
OF_BOTH, OF_NAME, OF_PLACE = 5, 50, 50
"""Failures of one name from one place, of one name from anywhere, of one place with any name."""
_REMEMBERED = 50_000


class Attempts:
    """Failed sign-ins of this process's last minutes."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._failed: OrderedDict[tuple[str, str], deque[datetime]] = OrderedDict()
        self._lock = threading.Lock()

    def allowed(self, name: str, place: str) -> bool:
        """Whether one more may be tried now; it is counted as failed until `forgive` takes it back."""
        now = self._clock()
        with self._lock:
            counted = [(self._times(key, now), most) for key, most in _keys(name, place)]
            if any(len(times) >= most for times, most in counted):
                return False
            for times, _ in counted:
                times.append(now)
            return True

    def forgive(self, name: str, place: str) -> None:
        """The sign-in held: what this name failed from this place is forgotten, the rest stays."""
        with self._lock:
            self._failed.pop((name, place), None)

    def _times(self, key: tuple[str, str], now: datetime) -> deque[datetime]:
        times = self._failed.setdefault(key, deque())
        self._failed.move_to_end(key)
        while times and now - times[0] > WINDOW:
            times.popleft()
        while len(self._failed) > _REMEMBERED:
            self._failed.popitem(last=False)
        return times


def _keys(name: str, place: str) -> tuple[tuple[tuple[str, str], int], ...]:
    return ((name, place), OF_BOTH), ((name, ""), OF_NAME), (("", place), OF_PLACE)
