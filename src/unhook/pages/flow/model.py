"""What is known of the page behind a link, as a value that can be kept."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from unhook.pages.live.model import Refusal
from unhook.pages.saved.model import Saved
from unhook.pages.source.look import look
from unhook.pages.source.model import GRAVITY, PageReport, Reason, Sure, Verdict


@dataclass(frozen=True, slots=True)
class Probed:
    """What comparing it as several people came to: reasons without their evidence."""

    verdict: Verdict
    sure: Sure
    reasons: tuple[tuple[str, Verdict, Mapping[str, str]], ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """A look at `address` at the time `at` (seconds of the epoch): `saved`, None where no page came, for the
    reason `refusal` with its `detail`. `probed`: where it was also shown to several people.
    """

    address: str
    at: float
    saved: Saved | None = None
    refusal: Refusal | None = None
    detail: str = ""
    probed: Probed | None = None

    def report(self) -> PageReport | None:
        """What it tells, by today's rules; of source and comparison the graver. None where no page came."""
        if self.saved is None:
            return None
        report = look(self.saved)
        if self.probed is None:
            return report
        told = tuple(Reason(key, verdict, values) for key, verdict, values in self.probed.reasons)
        graver = GRAVITY.index(self.probed.verdict) > GRAVITY.index(report.verdict)
        return replace(
            report,
            verdict=self.probed.verdict if graver else report.verdict,
            sure=self.probed.sure if graver else report.sure,
            reasons=(*told, *report.reasons) if graver else (*report.reasons, *told),
        )
