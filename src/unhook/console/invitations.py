"""Links that sign one person in, once: shown where the console is started."""

import secrets
import threading
from collections.abc import Callable
from datetime import datetime, timedelta

from unhook.store.sessions import hashed

HOLDS = timedelta(hours=1)


class Invitations:
    """Those of this process that were not used yet."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._open: dict[str, tuple[int, datetime]] = {}
        self._lock = threading.Lock()

    def make(self, user: int) -> str:
        """A word that signs this user in."""
        word = secrets.token_urlsafe(24)
        with self._lock:
            self._open[hashed(word)] = user, self._clock() + HOLDS
        return word

    def take(self, word: str) -> int | None:
        """Whom the word signs in; it is used up. `None` where it was before, or its time is over."""
        with self._lock:
            user, until = self._open.pop(hashed(word), (None, None))
        return user if until is not None and self._clock() < until else None
