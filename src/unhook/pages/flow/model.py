"""What is known of the page behind a link, as a value that can be kept."""

from dataclasses import dataclass

from unhook.pages.live.model import Attempt, Refusal
from unhook.pages.looked import Looked
from unhook.pages.probe.model import ProbeReport
from unhook.pages.saved.model import Saved
from unhook.pages.source.look import look


@dataclass(frozen=True, slots=True)
class Known:
    """A look at `address` at the time `at` (seconds of the epoch): `saved`, None where no page came, for the
    reason `refusal` with its `detail`. `probe`: what several people saw of it, `unopened` why nobody did.
    `attempts`: every request that was made for it, without what was sent along.
    """

    address: str
    at: float
    saved: Saved | None = None
    refusal: Refusal | None = None
    detail: str = ""
    probe: ProbeReport | None = None
    unopened: str = ""
    attempts: tuple[Attempt, ...] = ()

    def looked(self) -> Looked | None:
        """What it tells, its source read by today's rules; None where no page came."""
        return None if self.saved is None else Looked(look(self.saved), self.probe, self.unopened)
