"""What the store knows that bears on a mail: its sender's history, and the exceptions that people made.

A store that fails costs a mail nothing but what it would have said: it is asked again a while later.
"""

import logging
import time
from datetime import datetime
from typing import TYPE_CHECKING

from unhook import app
from unhook.actions.model import Exemption
from unhook.context import Context
from unhook.errors import StoreError
from unhook.mailflow import extra

if TYPE_CHECKING:
    from unhook.store import Store
    from unhook.store.exempt import Exempt

_LOG = logging.getLogger(__name__)
_BUSY_SECONDS = 1.0
FRESH_SECONDS = 5.0
"""How long exceptions are held before they are read again."""
DARK_SECONDS = 10.0
"""How long a store that failed is not asked."""


class Memory:
    """One process's view of a store."""

    def __init__(self, store: "Store") -> None:
        self._store = store
        self._exemptions: tuple[Exemption, ...] = ()
        self.blocked: frozenset[str] = frozenset()
        """Senders that people blocked, as of the last `recall`."""
        self._next = 0.0
        self._dark = False

    @classmethod
    def open(cls, url: str) -> "Memory":
        """The memory of a store, which need not be there yet. Raises `ConfigError` for an unusable URL, and
        without the extra `store`.
        """
        with extra.store():
            from unhook.store import Store
            from unhook.store.database import Database
        return cls(Store(Database(url, _BUSY_SECONDS, makes=False)))

    def recall(self, context: Context, now: datetime) -> tuple[Context, tuple[Exemption, ...]]:
        """The context with what is known, and the exceptions in force."""
        if time.monotonic() >= self._next:
            self._refresh(now)
        known = context if self._dark else app.remembering(context, self._store)
        return known, self._exemptions

    def _refresh(self, now: datetime) -> None:
        from unhook.store import blocks, exempt

        try:
            with self._store.reading() as connection:
                self._exemptions = tuple(map(_exemption, exempt.in_force(connection, now)))
                self.blocked = frozenset(each.sender for each in blocks.in_force(connection))
        except StoreError as error:
            if not self._dark:
                _LOG.error("alarm: mail is judged without its senders' history: %s", error)
            self._dark = True
        else:
            self._dark = False
        self._next = time.monotonic() + (DARK_SECONDS if self._dark else FRESH_SECONDS)


def _exemption(made: "Exempt") -> Exemption:
    """Its end is not repeated: only those in force are ever here."""
    return Exemption(
        reason=made.reason,
        sender=made.value if made.kind == "sender" else None,
        sender_domain=made.value if made.kind == "domain" else None,
        recipient=made.value if made.kind == "recipient" else None,
        rule=made.value if made.kind == "rule" else None,
    )
