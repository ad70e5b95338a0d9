"""What one look at a page may still cost."""

import threading
import time
from collections.abc import Callable

from unhook.limits import LIVE, LiveLimits
from unhook.pages.live.model import RefusedError


class Budget:
    """Counts down, from several threads; the time runs from the first request on."""

    def __init__(self, limits: LiveLimits = LIVE, clock: Callable[[], float] = time.monotonic) -> None:
        self.limits = limits
        self._clock = clock
        self._counting = threading.Lock()
        self._end: float | None = None
        self._requests = 0
        self._bytes = 0

    def request(self) -> None:
        """Count a request. Raises `RefusedError`."""
        with self._counting:
            if self._end is None:
                self._end = self._clock() + self.limits.seconds
            self._requests += 1
            if self._requests > self.limits.requests:
                raise RefusedError("requests", str(self.limits.requests))
        self.seconds()

    def seconds(self) -> float:
        """How many seconds are left, more than none. Raises `RefusedError`."""
        left = self.limits.seconds if self._end is None else self._end - self._clock()
        if left <= 0:
            raise RefusedError("seconds", f"{self.limits.seconds:g}")
        return left

    def take(self, size: int) -> None:
        """Count bytes. Raises `RefusedError`."""
        with self._counting:
            self._bytes += size
            if self._bytes > self.limits.page_bytes:
                raise RefusedError("page_bytes", str(self.limits.page_bytes))
