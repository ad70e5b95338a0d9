"""One look at the page behind a link: fetched and read, then shown to several people if it can be."""

import time
from collections.abc import Callable, Sequence

from unhook.context import Looking
from unhook.pages.flow.model import Known
from unhook.pages.flow.standing_in import Hiding, StandIn
from unhook.pages.live.fetched import fetched
from unhook.pages.live.outing import Outing
from unhook.pages.probe import giving
from unhook.pages.probe.canaries import Canaries, by_letter
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
        broker = self._outing(self._looking).broker()
        way = Hiding(broker, self._stand_in(tuple(recipients) or giving.guessed(address)))
        found = fetched(way, address, self._looking.limits)
        if found.saved is None:
            why = found.refusal
            named, detail = (why.refusal, why.detail) if why else (None, "")
            return Known(address, now, None, named, detail, attempts=way.attempts)
        page = look(found.saved)
        if not self._looking.probe or not found.saved.html or page.verdict == "malicious":
            return Known(address, now, found.saved, attempts=way.attempts)
        probe, unopened = self._probed(way, address, recipients)
        return Known(address, now, found.saved, probe=probe, unopened=unopened, attempts=way.attempts)

    def _stand_in(self, recipients: Sequence[str]) -> StandIn:
        """For all but the operator's own, who may be known to look."""
        own = {each.lower() for each in self._looking.mailboxes}
        hidden = (
            ()
            if self._looking.as_recipient
            else tuple(each for each in recipients if each.lower() not in own)
        )
        return StandIn(hidden, Canaries().visitor())

    def _probed(self, way: Hiding, address: str, recipients: Sequence[str]) -> tuple[ProbeReport | None, str]:
        from unhook.pages.browser.availability import refusal

        if why := refusal():
            return None, why
        from unhook.pages.browser.failure import BrowserError
        from unhook.pages.probe.probe import probe

        stand_in = way.stand_in
        carried = (
            (stand_in.address, *(recipients or stand_in.recipients)) if stand_in.recipients else recipients
        )
        owned = by_letter(self._looking.mailboxes)
        try:
            return probe(
                way.anew(),
                stand_in.hides(address),
                carried,
                reach="active" if owned else "passive",
                owned=owned,
            ), ""
        except BrowserError as error:
            return None, str(error)
