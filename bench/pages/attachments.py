"""The pages attached to the mails of a corpus, judged by source and opened, unattended.

They are hostile: they are opened in the browser without a network alone, and nothing that they name is asked.
"""

import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from bench.corpus import Sample, samples
from bench.pages.results import PATIENT, PATIENT_BROWSER
from unhook import app
from unhook.errors import InputError
from unhook.pages.browser.browser import Browser
from unhook.pages.looked import Looked
from unhook.pages.probe.probe import probe
from unhook.pages.saved import replay
from unhook.pages.saved.model import Saved
from unhook.pages.source.look import look

_HINTS = (b".htm", b".html", b".xhtml", b".shtml", b".svg", b"text/html", b"image/svg")
_ATTACHED = b"attachment"


@dataclass(frozen=True)
class Opened:
    """One page of a mail. `seconds`: it took in the browser."""

    label: str
    both: Looked
    seconds: float


def measure(corpus: Path, jobs: int) -> str:
    """Markdown: verdicts by label, source and probe apart and together, faults, and seconds."""
    found = list(pages(corpus))
    with Browser(PATIENT_BROWSER) as browser, ThreadPoolExecutor(jobs) as pool:
        opened = list(pool.map(lambda each: _opened(each[0], each[1], each[2], browser), found))
    return "\n".join(_lines(opened))


def pages(corpus: Path) -> Iterator[tuple[str, Saved, tuple[str, ...]]]:
    """Each page attached to a mail: the mail's label, the page, to whom the mail went."""
    for sample in samples(corpus):
        raw = sample.read()
        # Reading every file of every mail would take hours; a page says somewhere that it is one.
        lowered = raw.lower()
        if _ATTACHED in lowered and any(hint in lowered for hint in _HINTS):
            yield from _of(sample, raw)


def _of(sample: Sample, raw: bytes) -> Iterator[tuple[str, Saved, tuple[str, ...]]]:
    try:
        reports = app.look(f"{sample.id}.eml", raw=raw)
    except InputError:
        return
    to = app.parse(raw).recipients.to
    for report in reports:
        yield sample.label, report.saved, tuple(each.email.email for each in to if each.email.email)


def _opened(label: str, saved: Saved, recipients: tuple[str, ...], browser: Browser) -> Opened:
    start = time.monotonic()
    served = replay.served(saved)
    report = probe(
        served, served.start, recipients, reach="local", proven=False, browser=browser, limits=PATIENT, seed=7
    )
    return Opened(label, Looked(look(saved), report), time.monotonic() - start)


def _lines(opened: list[Opened]) -> Iterator[str]:
    told: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    for each in opened:
        assert each.both.probe is not None
        told[each.label]["by its source", each.both.page.verdict] += 1
        told[each.label]["opened", each.both.probe.verdict] += 1
        told[each.label]["together", each.both.verdict] += 1
    verdicts = ("malicious", "suspicious", "inconclusive", "benign-home-realm")
    yield f"| mails | judged | {' | '.join(verdicts)} |"
    yield f"|---|---|{'---|' * len(verdicts)}"
    for label, counts in told.items():
        for how in ("by its source", "opened", "together"):
            yield f"| {label} | {how} | {' | '.join(str(counts[how, each]) for each in verdicts)} |"
    views = [view for each in opened if each.both.probe for view in each.both.probe.views]
    faults = Counter(view.fault or "none" for view in views)
    seconds = sorted(each.seconds for each in opened)
    yield ""
    yield f"{len(opened)} pages, {len(views)} views; faults: {dict(faults)}"
    probes = [each.both.probe for each in opened if each.both.probe is not None]
    sending = sum(bool(each.postings) for each in probes)
    yield f"{sum(each.adapts for each in probes)} follow their visitor; {sending} would send what is typed"
    if seconds:
        yield f"seconds a page: median {seconds[len(seconds) // 2]:.1f}, slowest {seconds[-1]:.1f}"
