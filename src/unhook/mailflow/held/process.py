"""The process that does deeds on held mail: started with the settings on standard input, ended by its end."""

import logging
import sys
from typing import TYPE_CHECKING

from unhook.errors import StoreError
from unhook.links import place
from unhook.mailflow import beside, extra
from unhook.mailflow.held.hands import Hands
from unhook.mailflow.held.hold_queue import HoldQueue, host
from unhook.mailflow.held.performer import Performer
from unhook.mailflow.held.reinjection import Reinjection
from unhook.settings import Settings

if TYPE_CHECKING:
    from unhook.store import Store

_LOG = logging.getLogger(__name__)
_LOOK_SECONDS = 1.0
_DARK_SECONDS = 10.0


def main() -> int:
    """Work until the input ends."""
    settings = beside.settings()
    if settings is not None:
        work(settings)
    return 0


def work(settings: Settings) -> None:
    """The loop of `main`."""
    with extra.store():
        from unhook.store import Store
    assert settings.store.url is not None
    performer: Performer | None = None
    seconds, dark = 0.0, False
    while not beside.ended(seconds):
        try:
            if performer is None:
                store = Store.open(settings.store.url)
                performer = Performer(store, hands(settings, store))
            seconds = 0.0 if performer.work() else _LOOK_SECONDS
            dark = False
        except StoreError as error:
            if not dark:
                _LOG.error("alarm: held mail cannot be let go: %s", error)
            seconds, dark = _DARK_SECONDS, True


def hands(settings: Settings, store: "Store") -> dict[str, Hands]:
    """Who can reach what, from here."""
    wanted = settings.quarantine
    found: dict[str, Hands] = {f"postfix:{host()}": HoldQueue(wanted.postsuper)}
    if wanted.smtp is not None:
        name, port = place.parsed(wanted.smtp)
        found["store"] = Reinjection(store, name, port, settings.milter.authserv_id or "localhost")
    return found


if __name__ == "__main__":
    sys.exit(main())
