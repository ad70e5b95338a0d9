"""The process that does deeds on held mail: started with the settings on standard input, ended by its end."""

import logging
import select
import signal
import sys
from typing import TYPE_CHECKING

from unhook.errors import StoreError
from unhook.mailflow import extra
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
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(levelname)s %(message)s")
    line = sys.stdin.buffer.readline()
    if line:
        work(Settings.model_validate_json(line))
    return 0


def work(settings: Settings) -> None:
    """The loop of `main`."""
    with extra.store():
        from unhook.store import Store
    assert settings.store.url is not None
    performer: Performer | None = None
    seconds, dark = 0.0, False
    while not _ended(seconds):
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
        name, _, port = wanted.smtp.rpartition(":")
        found["store"] = Reinjection(
            store, name.strip("[]"), int(port), settings.milter.authserv_id or "localhost"
        )
    return found


def _ended(seconds: float) -> bool:
    readable, _, _ = select.select((sys.stdin,), (), (), seconds)
    return bool(readable)


if __name__ == "__main__":
    sys.exit(main())
