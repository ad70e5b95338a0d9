"""What is said of each made site: by its source, and opened as several people."""

import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

from bench.pages.sites import development, held_out
from bench.pages.sites.providers import brands
from bench.pages.sites.site import FIRM, RECIPIENT, Kind, Site
from unhook.limits import BROWSER, PROBE
from unhook.pages.browser.browser import Browser
from unhook.pages.looked import Looked
from unhook.pages.probe.probe import probe
from unhook.pages.source.look import look

HALVES = {"development": development.sites, "held out": held_out.sites}
OPEN = "not judged"
ACCUSED = ("malicious", "suspicious")
CLEARED = "benign-home-realm"
COLUMNS = ("half", "kind", "page", "adapts", "by its source", "opened", "verdict", "first reason")
_OWNED = {"G": "canary.box@gmail.com", "O": "canary.box@outlook.com", "C": "canary.box@quarry.example"}
_SEED = 7
# Whether a page is told right must not hang on how busy the machine is.
PATIENT = replace(PROBE, seconds=300.0, view_seconds=60.0)
PATIENT_BROWSER = replace(BROWSER, seconds=75.0, load_seconds=20.0)


@dataclass(frozen=True)
class Told:
    """What was said of one site. `adapts`: whether the site does, as it was made; `seconds`: it all took."""

    half: str
    name: str
    kind: Kind
    adapts: bool
    source: str
    opened: str
    verdict: str
    reason: str
    faults: tuple[str, ...] = ()
    seconds: float = 0.0

    @property
    def row(self) -> str:
        """Its line of the table."""
        adapts = "yes" if self.adapts else ""
        told = (self.half, self.kind, self.name, adapts, self.source, self.opened, self.verdict, self.reason)
        return "\t".join(told)


def looked(site: Site, browser: Browser) -> Looked:
    """A site judged both ways. The address is put where servers see it only if the site needs that."""
    web = site.made()
    report = probe(
        web,
        web.start,
        (RECIPIENT,),
        reach="local" if web.attached else "active" if site.active else "passive",
        owned=_OWNED if site.active else None,  # type: ignore[arg-type]
        brands=brands(),
        browser=browser,
        limits=PATIENT,
        seed=_SEED,
    )
    # Whoever fetches the page for its source is nobody whom its server knows.
    kept = site.web(FIRM) if site.active else web
    return Looked(look(kept.saved(), brands()), report)


def told(half: str, site: Site, browser: Browser) -> Told:
    """The same in a few words."""
    start = time.monotonic()
    both = looked(site, browser)
    assert both.probe is not None
    return Told(
        half,
        site.name,
        site.kind,
        site.adapts,
        both.page.verdict,
        both.probe.verdict,
        both.verdict,
        both.reasons[0].key if both.reasons else "",
        tuple(view.fault for view in both.probe.views if view.fault),
        time.monotonic() - start,
    )


def sites(halves: Iterable[str] = HALVES, having: str = "") -> list[tuple[str, Site]]:
    """The sites of these halves whose name or kind holds some words, with the half's name."""
    return [
        (half, site) for half in halves for site in HALVES[half]() if having in f"{site.kind}: {site.name}"
    ]


def run(chosen: Sequence[tuple[str, Site]], jobs: int) -> Iterator[Told]:
    """Probe them, so many at once, in one browser."""
    with Browser(PATIENT_BROWSER) as browser, ThreadPoolExecutor(jobs) as pool:
        yield from pool.map(lambda each: told(each[0], each[1], browser), chosen)


def table(results: Iterable[Told]) -> str:
    """Every site with its result, one a line; `OPEN` where there is none among these."""
    found = {(each.half, each.name): each for each in results}
    rows = [found.get((half, site.name), _open(half, site)).row for half, site in sites()]
    return "\n".join(("\t".join(COLUMNS), *rows)) + "\n"


def _open(half: str, site: Site) -> Told:
    return Told(half, site.name, site.kind, site.adapts, OPEN, OPEN, OPEN, OPEN)


def read(text: str) -> list[Told]:
    """The results of a table."""
    rows = [line.split("\t") for line in text.splitlines()[1:]]
    return [
        Told(half, name, kind, adapts == "yes", *rest)  # type: ignore[arg-type]
        for half, kind, name, adapts, *rest in rows
    ]


def figures(results: Sequence[Told]) -> str:
    """Markdown: of each half the counts that decide, then of each kind of site what became of it. Sites that
    nobody judged are left out.
    """
    results = [each for each in results if each.verdict != OPEN]
    lines = [
        "| half | traps found | of them adapting | quiet traps accused | called benign | benign accused |",
        "|---|---|---|---|---|---|",
    ]
    for half in HALVES:
        of = [each for each in results if each.half == half]
        traps = [each for each in of if each.kind == "trap"]
        adapting = [each for each in traps if each.adapts]
        quiet = [each for each in of if each.kind == "quiet trap"]
        honest = [each for each in of if each.kind == "benign"]
        called = [each for each in (*traps, *quiet) if each.verdict == CLEARED]
        lines.append(
            f"| {half} | {_share(traps)} | {_share(adapting)} | {_share(quiet)} "
            f"| {len(called)} | {_share(honest)} |"
        )
    lines += ["", "| kind of site | sites | accused | inconclusive | its owner's |", "|---|---|---|---|---|"]
    for group in dict.fromkeys((each.kind, each.name.partition(":")[0]) for each in results):
        of = [each for each in results if (each.kind, each.name.partition(":")[0]) == group]
        counts = Counter("accused" if each.verdict in ACCUSED else each.verdict for each in of)
        lines.append(
            f"| {group[0]}, {group[1]} | {len(of)} | {counts['accused']} | {counts['inconclusive']} "
            f"| {counts[CLEARED]} |"
        )
    wrong = [each for each in results if _is_wrong(each)]
    lines += ["", *(f"wrong: {each.row}" for each in wrong)]
    return "\n".join(lines)


def _share(of: Sequence[Told]) -> str:
    return f"{sum(each.verdict in ACCUSED for each in of)} of {len(of)}"


def _is_wrong(each: Told) -> bool:
    if each.kind == "trap":
        return each.verdict not in ACCUSED
    return each.verdict == CLEARED if each.kind == "quiet trap" else each.verdict in ACCUSED
