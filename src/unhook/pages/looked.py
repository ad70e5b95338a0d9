"""A page judged by its source and, where somebody opened it, by what several people saw."""

from dataclasses import dataclass, replace

from unhook.pages.probe.model import ProbeReport, View
from unhook.pages.probe.settling import feared
from unhook.pages.saved.model import Saved
from unhook.pages.source.model import GRAVITY, PageReport, Reason, Shown, Sure, Verdict

_SURE: tuple[Sure, ...] = ("low", "medium", "high")
_ACCUSES = ("suspicious", "malicious")


@dataclass(frozen=True, slots=True)
class Looked:
    """Both judgements. `unopened`: why the page was not opened, where it was not."""

    page: PageReport
    probe: ProbeReport | None = None
    unopened: str = ""

    @property
    def saved(self) -> Saved:
        """What was looked at."""
        return self.page.saved

    @property
    def verdict(self) -> Verdict:
        """The graver one, where either accuses. A page is its owner's sign-in where one of them says so and
        every view was had.
        """
        found = self._verdicts()
        gravest = max(found, key=GRAVITY.index)
        if gravest in _ACCUSES:
            return gravest
        views = self.probe.views if self.probe is not None else ()
        whole = all(view.fault is None and not view.unheard for view in views)
        return "benign-home-realm" if "benign-home-realm" in found and whole else "inconclusive"

    @property
    def sure(self) -> Sure:
        """How sure the verdict is: of whichever report has it."""
        said: list[tuple[Verdict, Sure]] = [(self.page.verdict, self.page.sure)]
        if self.probe is not None:
            said.append((self.probe.verdict, self.probe.sure))
        own = (sure for verdict, sure in said if verdict == self.verdict)
        return max(own, key=_SURE.index, default="low")

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Those of both, each key once for what it speaks for, those for the verdict first; seen ones before
        read ones. What was feared and settled is inconclusive.
        """
        probed = self.probe.reasons if self.probe else ()
        first: dict[tuple[str, str], Reason] = {}
        for reason in (*probed, *self._read()):
            first.setdefault((reason.key, reason.verdict), reason)
        order = {verdict: -rank for rank, verdict in enumerate(GRAVITY)} | {self.verdict: -len(GRAVITY)}
        return tuple(sorted(first.values(), key=lambda reason: order[reason.verdict]))

    @property
    def brand(self) -> Shown | None:
        """The one it poses as, most plainly: by its source, else as somebody saw it."""
        seen = (view.brand for view in self.probe.views) if self.probe else iter(())
        return self.page.brand or next(filter(None, seen), None)

    @property
    def view(self) -> View | None:
        """Of what was seen the view that says most: one that was asked for a secret, of nobody's first."""
        views = [view for view in self.probe.views if view.screenshot] if self.probe is not None else []
        return next((view for view in views if view.login), views[0] if views else None)

    @property
    def login(self) -> bool:
        """Whether it asks for a secret, or asked anybody."""
        return self.page.login or (self.probe is not None and self.probe.login)

    @property
    def challenged(self) -> bool:
        """Whether a test for humans stands before it."""
        return self.page.challenged or (
            self.probe is not None and any(view.challenged for view in self.probe.views)
        )

    def _read(self) -> tuple[Reason, ...]:
        """The reasons of the page's source."""
        if self.probe is None or not self.probe.alike:
            return self.page.reasons
        return tuple(
            replace(each, verdict="inconclusive") if feared(each) else each for each in self.page.reasons
        )

    def _verdicts(self) -> tuple[Verdict, ...]:
        read = self._read()
        source = self.page.verdict
        if read != self.page.reasons:
            source = max((each.verdict for each in read), key=GRAVITY.index, default="inconclusive")
        return (source, *((self.probe.verdict,) if self.probe else ()))
