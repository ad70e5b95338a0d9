"""A page as reports tell of it: what its source says, and what visitors saw where it was opened."""

from dataclasses import dataclass

from unhook.catalogue import Catalogue
from unhook.pages.probe.model import ProbeReport
from unhook.pages.source.model import PageReport, Reason, Verdict
from unhook.report.looked import sentence

_ACCUSING: tuple[Verdict, ...] = ("malicious", "suspicious")


@dataclass(frozen=True, slots=True)
class JudgedPage:
    """`probe`: the same page opened as several people; None where nobody opened it."""

    source: PageReport
    probe: ProbeReport | None = None

    @property
    def verdict(self) -> Verdict:
        """The graver one where either accuses; else what was seen in the browser counts."""
        both = (self.source.verdict, self.probe.verdict) if self.probe else (self.source.verdict,)
        return next((each for each in _ACCUSING if each in both), both[-1])

    @property
    def name(self) -> str:
        """The address where it stands, else the file's name."""
        return self.source.saved.url or self.source.saved.name or "-"

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """The reasons, those that speak for the verdict first, each once."""
        found = (*(self.probe.reasons if self.probe else ()), *self.source.reasons)
        once: dict[tuple[str, ...], Reason] = {}
        for reason in found:
            once.setdefault((reason.key, *reason.values.values()), reason)
        return tuple(sorted(once.values(), key=lambda reason: reason.verdict != self.verdict))

    def said(self, catalogue: Catalogue) -> str:
        """The verdict in a sentence. One that was opened in vain is not told as one that was only read."""
        opened = self.probe is not None and self.verdict == "inconclusive"
        return catalogue.text("opened.verdict-inconclusive" if opened else f"page.verdict.{self.verdict}")

    def told(self, catalogue: Catalogue) -> list[tuple[Reason, str]]:
        """The reasons with their sentences."""
        return [(reason, sentence(reason, catalogue)) for reason in self.reasons]
