"""A page opened as nobody, as somebody at Gmail, at Outlook, at a firm, and at Gmail again; and compared."""

import time
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import cast

from unhook.brands import registry
from unhook.brands.registry import Brands
from unhook.limits import PROBE, ProbeLimits
from unhook.links import carried, whatwg
from unhook.pages import served
from unhook.pages.broker import Asked, Broker, anew
from unhook.pages.browser.browser import Browser, shared
from unhook.pages.browser.failure import BrowserError
from unhook.pages.browser.visit import Target, Visit
from unhook.pages.probe import differences, giving, measure, settling, verdict, workers
from unhook.pages.probe.canaries import Canaries
from unhook.pages.probe.desk import Desk
from unhook.pages.probe.model import Fault, Identity, Letter, ProbeReport, Reach, View
from unhook.pages.probe.pictured import Reader
from unhook.pages.probe.visitor import Visitor
from unhook.pages.source import owning

_TRIES = 2


def probe(
    broker: Broker,
    start: str,
    recipients: Sequence[str] = (),
    *,
    reach: Reach = "passive",
    owned: Mapping[Letter, str] | None = None,
    proven: bool = True,
    brands: Brands | None = None,
    browser: Browser | None = None,
    reads: Reader | None = None,
    limits: ProbeLimits = PROBE,
    seed: int | None = None,
) -> ProbeReport:
    """Open the page at `start`, of which `broker` answers what it asks for, as each identity, and compare.

    `recipients`: addr-specs that the page carries, for which the identities' are put; without, those that
    `start` carries. `reach`: `passive`: no request that the broker sees carries an identity; `active`: may,
    of the identities `owned` (the operator's mailboxes, by letter) and of those at no real provider;
    `local`: everything may, for a broker that holds a saved page and asks nobody. `proven`: the page stands
    where its address says. `reads`: words and logos of a picture. `seed`: for canaries that can be foretold.

    One browser serves all, `limits.together` at a time. A page that hangs or crashes is a fault of that view.
    Raises `BrowserError` where this machine can show no page.
    """
    run = _Run(
        broker, start, tuple(recipients) or giving.guessed(start), reach, dict(owned or {}), proven,
        brands or registry.load(), browser or shared(), reads, limits, Canaries(seed), time.monotonic(),
    )  # fmt: skip
    return run.report()


@dataclass(slots=True)
class _Run:
    broker: Broker
    start: str
    recipients: tuple[str, ...]
    reach: Reach
    owned: dict[Letter, str]
    proven: bool
    brands: Brands
    browser: Browser
    reads: Reader | None
    limits: ProbeLimits
    canaries: Canaries
    began: float
    document: str = ""

    def report(self) -> ProbeReport:
        nobody, *others = self.canaries.identities(self.owned)
        views = [self._view(nobody), *self._together(others)]
        if verdict.wants_repeats(views):
            # In another order than before, so that what a server shows in turn is not taken for theirs.
            again = [replace(each, repeat=True) for each in reversed(others) if each.letter in "OC"]
            views += [self._view(each) for each in again]
        found, score = differences.of(views)
        level, sure, reasons, adapts = verdict.decide(views, self.brands)
        parsed = whatwg.parse(self.start)
        reached = dict.fromkeys(name for view in views for name in view.reached)
        if any(view.fault == "time" for view in views):
            reached["seconds"] = None
        return ProbeReport(
            self.start, self.reach, tuple(views), level, sure, reasons,
            owning.of(served.stands_at(self.start), self.brands),
            carried.addresses(parsed, self.recipients) if parsed else (),
            found, score, adapts, not adapts and settling.alike(views, found),
            time.monotonic() - self.began, tuple(reached),
        )  # fmt: skip

    def _together(self, identities: Sequence[Identity]) -> list[View]:
        with ThreadPoolExecutor(self.limits.together, thread_name_prefix="probe") as pool:
            waiting: list[Future[View]] = [pool.submit(self._view, each) for each in identities]
            return [each.result() for each in waiting]

    def _view(self, identity: Identity) -> View:
        """The page as one identity sees it; raises `BrowserError` only where nobody can see any."""
        sent = giving.sends(identity, self.reach, frozenset(self.owned.values()))
        place = giving.place(
            self.start, self.recipients, identity, sent=sent, document=self.document,
            local=self.reach == "local",
        )  # fmt: skip
        if time.monotonic() - self.began > self.limits.seconds:
            return View(identity, place.asked, place.asked, fault="time")
        for attempt in range(_TRIES):
            desk = Desk(anew(self.broker), identity, place, sent=sent, local=self.reach == "local")
            visitor = Visitor(identity, desk, self.canaries, self.limits)
            visit, fault = self._visited(Target(place.asked, before=workers.SCRIPT), desk, visitor)
            if fault != "lost" or attempt == _TRIES - 1:
                break
        if identity.letter == "N":
            self.document = (desk.body(place.asked) or b"").decode("utf-8", "replace")
        requests = tuple(each.request for each in visit.asked)
        unheard = tuple(sorted(workers.UNHEARD.intersection(visit.notes)))
        came = measure.Came(identity, place.asked, visitor.visited, desk, requests, unheard, fault)
        return measure.view(came, self.brands, proven=self.proven, reads=self.reads)

    def _visited(self, target: Target, desk: Desk, visitor: Visitor) -> tuple[Visit[None], Fault | None]:
        try:
            return self.browser.visit(target, desk, visitor, tries=1), None
        except BrowserError as error:
            if error.name == "refused":
                raise
            asked = tuple(Asked(note.request, note.answer is not None) for note in desk.noted)
            return Visit(None, target.url, asked), cast(Fault, error.name)
