"""A whole feed over a corpus: `python -m bench.feed --corpus DIR --feed DIR`.

Milliseconds a mail for parsing, the shipped pack and the feed (no enrichment), start-up
and memory with the feed, answers by state, and each rule's hits by label. Nothing of
corpus or feed is kept.
"""

import argparse
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import mean, median
from typing import TypeVar

from bench import corpus
from bench.startup import process
from bench.statistics import percentile
from unhook import app, mql
from unhook import message as messages
from unhook.context import Context
from unhook.feeds import installed
from unhook.message.model import Message
from unhook.rules.pack import Pack

_NAME = "measured"
T = TypeVar("T")


@dataclass(slots=True)
class Measured:
    """What one pass over the mails gave; times in milliseconds of this process' CPU."""

    times: dict[str, list[float]] = field(default_factory=dict)
    states: Counter[str] = field(default_factory=Counter)
    needs: Counter[str] = field(default_factory=Counter)
    hits: dict[str, Counter[str]] = field(default_factory=dict)
    mails: Counter[str] = field(default_factory=Counter)
    mails_hit: Counter[str] = field(default_factory=Counter)

    def time(self, name: str, work: Callable[[], T]) -> T:
        """The result of some work, its time noted under the name."""
        start = time.process_time()
        result = work()
        self.times.setdefault(name, []).append((time.process_time() - start) * 1e3)
        return result


def measure(
    samples: Sequence[corpus.Sample], feed: Pack, context: Context, apart: dict[str, mql.Program]
) -> Measured:
    """Parse each mail, run the shipped pack and the feed over it, each timed by itself: the feed for its
    hits, which is what a verdict needs, then for why every other rule stayed open, and (`apart`) rule by
    rule with nothing shared and nothing left out.
    """
    measured, shipped = Measured(), app.shipped_pack()
    for warm in samples[:20]:
        message = messages.parse(warm.read(), context)
        for each in (shipped, feed):
            each.run(message, context)
    for sample in samples:
        raw = sample.read()
        message = messages.parse(raw, context)
        # Once more, so that the time does not hold what reading the file left to do.
        measured.time("parse", lambda raw=raw: messages.parse(raw, context))  # type: ignore[misc]
        # What the model works out on demand is the pack's to pay, since it always comes first.
        measured.time("pack", lambda message=message: shipped.run(message, context))  # type: ignore[misc]
        found = measured.time("feed", lambda message=message: feed.run(message, context))  # type: ignore[misc]
        measured.time("+ why open", lambda found=found: len(found.not_evaluated))  # type: ignore[misc]
        answers = _ask(feed.programs, feed, message, context)
        _count(measured, answers, sample.label)
        hits = {name for name, outcome in answers.items() if outcome.value}
        if not found.excluded and {hit.rule for hit in found.hits} != hits:
            raise SystemExit(f"{sample.id}: the hits differ from the answers")
        if {each.rule for each in found.not_evaluated} != {n for n, each in answers.items() if each.missing}:
            raise SystemExit(f"{sample.id}: the open rules differ from the answers")
        if apart:
            alone = measured.time("apart", lambda m=message: _ask(apart, feed, m, context))  # type: ignore[misc]
            if alone != answers:
                raise SystemExit(f"{sample.id}: rules compiled apart answer differently")
    return measured


def _ask(
    programs: Mapping[str, mql.Program], feed: Pack, message: Message, context: Context
) -> dict[str, mql.Outcome]:
    run = mql.Run(message, context, lists=feed.lists)
    return {name: program.evaluate(run) for name, program in programs.items()}


def _count(measured: Measured, answers: dict[str, mql.Outcome], label: str) -> None:
    measured.mails[label] += 1
    hit = False
    for name, outcome in answers.items():
        if outcome.value:
            measured.hits.setdefault(name, Counter())[label] += 1
            hit = True
        state = "not evaluated" if outcome.missing else str(outcome.value).lower()
        measured.states[state] += 1
        measured.needs.update(outcome.missing)
    measured.mails_hit[label] += hit


def _apart(feed: Pack) -> dict[str, mql.Program]:
    """The same rules, nothing shared between them."""
    from unhook.rules.defaults import library

    return {
        name: mql.compile(program.source, library(), name=name) for name, program in feed.programs.items()
    }


def _startup(source: str, example: Path) -> str:
    """Whole processes: taking the feed in, and checking one mail without and with it."""
    unhook = [sys.executable, "-m", "unhook"]
    seconds, peak = process([*unhook, "feed", "add", source, "--name", _NAME])
    lines = [f"feed add: {seconds:.1f} s, peak memory {peak / 1024:.0f} MB"]
    process([*unhook, "check", str(example)])
    for label, options in (("without", []), ("with", ["--feed", _NAME])):
        runs = [process([*unhook, "check", str(example), *options]) for _ in range(7)]
        middle = median(each[0] for each in runs)
        lines.append(
            f"cold check of one mail {label} the feed: {middle:.2f} s,"
            f" peak memory {max(each[1] for each in runs) / 1024:.0f} MB"
        )
    return "\n".join(lines)


def _table(measured: Measured) -> str:
    lines = [f"{'ms a mail':12}{'median':>9}{'mean':>9}{'p95':>9}{'max':>9}"]
    for name, values in measured.times.items():
        cells = (median(values), mean(values), percentile(values, 0.95), max(values))
        lines.append(f"{name:12}" + "".join(f"{cell:9.2f}" for cell in cells))
    lines.append(
        "answers: " + ", ".join(f"{name} {count:,}" for name, count in measured.states.most_common())
    )
    lines.append(
        "for want of: " + ", ".join(f"{name} {count:,}" for name, count in measured.needs.most_common())
    )
    for label, count in measured.mails.most_common():
        lines.append(f"{label}: {measured.mails_hit[label]} of {count} mails hit")
    return "\n".join(lines)


def _by_rule(measured: Measured, feed: Pack) -> str:
    labels = sorted(measured.mails)
    lines = ["".join(f"{label:>8}" for label in labels) + "  rule"]
    names = {rule.id: f"{rule.name} ({rule.severity})" for rule in (*feed.rules, *feed.exclusions)}
    for name, hits in sorted(measured.hits.items(), key=lambda each: (-each[1]["ham"], -each[1].total())):
        lines.append("".join(f"{hits[label]:8}" for label in labels) + f"  {names[name]}")
    return "\n".join(lines)


def main(argv: list[str] | None = None) -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(prog="python -m bench.feed", description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True, help="folder with manifest.jsonl and mail/")
    parser.add_argument("--feed", required=True, help="folder, archive or repository of rules and lists")
    parser.add_argument("--limit", type=int, default=1000, help="how many mails")
    parser.add_argument("--apart", action="store_true", help="also without sharing between rules")
    parser.add_argument("--org-domain", action="append", help="an organisation domain (repeatable)")
    parser.add_argument("--example", type=Path, default=Path("examples/seed-scam.eml"))
    options = parser.parse_args(argv)
    samples = corpus.draw(corpus.samples(options.corpus), options.limit)
    context = Context(org_domains=frozenset(options.org_domain) if options.org_domain else None)
    with tempfile.TemporaryDirectory() as home:
        # Neither the user's feeds nor the user's cache are touched.
        os.environ |= {"UNHOOK_HOME": home, "XDG_CACHE_HOME": f"{home}/cache"}
        # Before this process grows: a child's peak memory starts at its parent's.
        print(_startup(options.feed, options.example))
        (feed,) = installed.packs((_NAME,))
        measured = measure(samples, feed, context, _apart(feed) if options.apart else {})
    print(f"{len(samples)} mails, {len(feed.programs):,} rules")
    print(_table(measured))
    print(_by_rule(measured, feed))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
