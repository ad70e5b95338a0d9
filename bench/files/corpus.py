"""What looking into files brings on mail of a corpus, and what it costs."""

import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench import corpus
from bench.corpus import Sample
from unhook import app
from unhook.app import Checked
from unhook.context import Context
from unhook.files.joined import ENOUGH, says_hardly_anything

OFF, ON = Context(files=None), Context()
_PICTURES = frozenset({"png", "jpg", "jpeg", "gif", "webp", "bmp", "tif", "tiff", "pdf"})


@dataclass(frozen=True, slots=True)
class Pair:
    """One mail judged without and with its files; seconds of each."""

    sample: Sample
    off: Checked
    on: Checked
    off_seconds: float
    on_seconds: float


def measure(folder: Path, count: int, seed: int) -> str:
    """Held-out mails drawn at random: what all of them cost, what those with files bring."""
    held_out = corpus.split(corpus.samples(folder), "held-out")
    drawn = random.Random(seed).sample(held_out, min(count, len(held_out)))
    _judged(drawn[0], ON)
    pairs = [_pair(each) for each in drawn]
    return "\n".join([*_speed(pairs), "", *_recall(pairs), "", *_pictures(pairs), "", *_changes(pairs)])


def _pair(sample: Sample) -> Pair:
    off, off_seconds = _judged(sample, OFF)
    on, on_seconds = _judged(sample, ON)
    return Pair(sample, off, on, off_seconds, on_seconds)


def _judged(sample: Sample, context: Context) -> tuple[Checked, float]:
    raw = sample.read()
    begun = time.perf_counter()
    checked = app.check(raw, context)
    return checked, time.perf_counter() - begun


def _speed(pairs: Sequence[Pair]) -> Iterator[str]:
    off, on = sum(pair.off_seconds for pair in pairs), sum(pair.on_seconds for pair in pairs)
    carrying = [pair for pair in pairs if _carries(pair)]
    yield f"{len(pairs):,} mails: {len(pairs) / off:.1f} a second with files off, {len(pairs) / on:.1f} on"
    if carrying:
        more = sorted(pair.on_seconds - pair.off_seconds for pair in carrying)
        yield (
            f"{len(carrying):,} with files: {more[len(more) // 2]:.2f} s more in the median,"
            f" {more[len(more) * 9 // 10]:.2f} s in the tenth worst"
        )


def _recall(pairs: Sequence[Pair]) -> Iterator[str]:
    yield f"{'mails with files':18} {'mails':>6} {'off: warned':>12} {'on: warned':>11} {'incomplete':>11}"
    for label in ("phish", "ham", "spam"):
        of_label = [pair for pair in pairs if pair.sample.label == label and _carries(pair)]
        off, on = (Counter(side(pair).verdict.level for pair in of_label) for side in (_off, _on))
        warned = [levels["suspicious"] + levels["malicious"] for levels in (off, on)]
        yield f"{label:18} {len(of_label):6} {warned[0]:12} {warned[1]:11} {on['incomplete']:11}"


def _pictures(pairs: Sequence[Pair]) -> Iterator[str]:
    """Phish that say hardly a word and carry a picture or a PDF."""
    silent = [
        pair
        for pair in pairs
        if pair.sample.label == "phish"
        and says_hardly_anything(pair.off.message)
        and any((each.file_extension or each.file_type) in _PICTURES for each in pair.off.message.attachments)
    ]
    words = [pair for pair in silent if _words(pair.on) - _words(pair.off) >= ENOUGH]
    codes = [pair for pair in silent if any(link.parser == "qr" for link in pair.on.message.body.links)]
    either = {pair.sample.id for pair in words} | {pair.sample.id for pair in codes}
    yield (
        f"{len(silent)} phish say hardly a word and carry a picture or a PDF: words or a code are read of"
        f" {len(either)} (words {len(words)}, codes {len(codes)})"
    )


def _changes(pairs: Sequence[Pair]) -> Iterator[str]:
    """Every genuine mail that got worse, and every red flag that its files alone raised."""
    for pair in pairs:
        if pair.sample.label != "ham":
            continue
        before = {finding.rule for finding in pair.off.findings.hits}
        new = sorted({f.rule for f in pair.on.findings.hits if f.weight > 0} - before)
        if new or pair.off.verdict.level != pair.on.verdict.level:
            levels = f"{pair.off.verdict.level} -> {pair.on.verdict.level}"
            yield f"ham {pair.sample.id}: {levels} {', '.join(new)}"


def _words(checked: Checked) -> int:
    return len(checked.message.body.current_thread.text.split())


def _carries(pair: Pair) -> bool:
    return bool(pair.off.message.attachments)


def _off(pair: Pair) -> Checked:
    return pair.off


def _on(pair: Pair) -> Checked:
    return pair.on
