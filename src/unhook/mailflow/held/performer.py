"""Deeds on held mail, taken from the store and done."""

import logging
from collections.abc import Mapping
from typing import TYPE_CHECKING

from unhook.mailflow.held.hands import Hands, UndoneError

if TYPE_CHECKING:
    from unhook.store import Store
    from unhook.store.deeds import Deed

_LOG = logging.getLogger(__name__)
ACTOR = "milter"
TRIES = 5
"""After so many failures in a row a person has to look."""


class Performer:
    """Does what is planned on the targets of `hands`."""

    def __init__(self, store: "Store", hands: Mapping[str, Hands]) -> None:
        self._store = store
        self._hands = hands

    def work(self) -> int:
        """Do one deed, if there is any; how many were taken. Raises `StoreError`."""
        from unhook.store import deeds

        # Asked first: to write, everybody else who writes would have to wait.
        with self._store.reading() as connection:
            if not deeds.waiting(connection, self._store.now()) & self._hands.keys():
                return 0
        with self._store.writing() as connection:
            now = self._store.now()
            taken = deeds.take(connection, now, kinds=("release", "delete"), targets=tuple(self._hands))
        for deed in taken:
            self._do(deed)
        return len(taken)

    def _do(self, deed: "Deed") -> None:
        from unhook.store import orders

        hands = self._hands[deed.target]
        try:
            (hands.release if deed.kind == "release" else hands.delete)(deed)
        except UndoneError as error:
            again = error.again and deed.attempts < TRIES
            _LOG.error("alarm: %s is not done%s: %s", deed.key, ", once more" if again else "", error)
            with self._store.writing() as connection:
                orders.fail(connection, deed, str(error), by=ACTOR, at=self._store.now(), again=again)
            return
        _LOG.info("%s is done", deed.key)
        with self._store.writing() as connection:
            orders.settle(connection, deed, by=ACTOR, at=self._store.now())
