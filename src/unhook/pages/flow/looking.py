"""One look at the page behind a link: fetched and read, then shown to several people if it can be."""

import time
from collections.abc import Callable, Sequence

from unhook.context import Looking
from unhook.pages.flow.model import Known
from unhook.pages.live.fetched import fetched
from unhook.pages.live.outing import Outing
from unhook.pages.probe.model import ProbeReport
from unhook.pages.source.look import look

Look = Callable[[str, Sequence[str]], Known]
"""Looks at an address that was sent to these mailboxes."""


class Looker:
    """Looks, as an operator allows. `outing`: makes each page's way to the web."""

    def __init__(
        self,
        looking: Looking,
        outing: Callable[[Looking], Outing] = Outing,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._looking, self._outing, self._clock = looking, outing, clock

    def __call__(self, address: str, recipients: Sequence[str] = ()) -> Known:
        """What is known of the page afterwards. Never raises for what the web does."""
        now = self._clock()
        outing = self._outing(self._looking)
        found = fetched(outing.broker(), address, self._looking.limits)
        if found.saved is None:
            why = found.refusal
            return Known(address, now, None, why.refusal if why else None, why.detail if why else "")
        page = look(found.saved)
        if not self._looking.probe or not found.saved.html or page.verdict == "malicious":
            return Known(address, now, found.saved)
        probe, unopened = _probed(outing, address, recipients)
        return Known(address, now, found.saved, probe=probe, unopened=unopened)


def _probed(outing: Outing, address: str, recipients: Sequence[str]) -> tuple[ProbeReport | None, str]:
    from unhook.pages.browser.availability import refusal

    if why := refusal():
        return None, why
    from unhook.pages.browser.failure import BrowserError
    from unhook.pages.probe.probe import probe

    try:
        return probe(outing.broker(), address, recipients), ""
    except BrowserError as error:
        return None, str(error)
