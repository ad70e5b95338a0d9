"""`unhook rules backtest`: what rules would have done to stored mails, and at what cost."""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from unhook.cli import options, rows
from unhook.cli.check import INTERRUPTED
from unhook.cli.hunt import add_output
from unhook.cli.sources import Source

if TYPE_CHECKING:
    from unhook.archive.backtest import Backtest, Tally, Tried
    from unhook.rules.rule_file import Rule

_NAMES = ("rule", "name", "hits", "alone", "open", "mean_us", "max_us", "needs", "samples")
_PAIRS_SHOWN = 10


def register(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the verb below `unhook rules`."""
    parser = verbs.add_parser(
        "backtest",
        help="run rules over stored mails: hits, hits together, cost",
        description="Run rules over stored mails and count for each: on how many mails it hit, on how many it"
        " alone did, on how many it stayed open and for want of which facts, its microseconds a mail.",
    )
    parser.add_argument(
        "rules",
        nargs="+",
        metavar="RULES",
        help="rule files, folders of them, or feed:NAME for an installed feed",
    )
    parser.add_argument(
        "--on", action="append", required=True, metavar="PATH", help="a mail, mailbox or folder (repeatable)"
    )
    parser.add_argument("--samples", type=int, default=3, metavar="N", help="mails to name for each rule (3)")
    parser.add_argument("--all", action="store_true", help="also the rules that never hit")
    add_output(parser)
    options.add_context(parser)
    options.add_lists(parser)
    parser.set_defaults(run=run, action=run)


def run(args: argparse.Namespace) -> int:
    """Test: 0 when every mail was looked at, 2 when one could not be."""
    from unhook.archive.backtest import Backtest, Tally
    from unhook.cli import pool, sources
    from unhook.cli.progress import bar

    task = Task(Backtest(tuple(args.rules), options.context(args)))
    tally = Tally(task.prepare(), args.samples)
    interrupted = False
    with bar("testing", wanted=True) as tick:
        try:
            for tried in pool.run(sources.read(args.on), task, args.jobs):
                tally.add(tried)
                if tried.error is not None:
                    options.note(f"{tried.path}: {tried.error}")
                tick()
        except KeyboardInterrupt:
            interrupted = True
    width = options.width() if args.format == "table" else None
    for line in rows.written(_NAMES, _rows(tally, args.all), args.format, width):
        print(line)
    if args.format == "table":
        _together(tally, width)
    options.note(
        f"{tally.mails:,} mails, {len(tally.rules):,} rules: {tally.hit_mails:,} mails hit"
        + (f", {tally.failed:,} could not be looked at" if tally.failed else "")
    )
    return INTERRUPTED if interrupted else 2 if tally.failed else 0


@dataclass(frozen=True, slots=True)
class Task:
    """What a worker process does with each mail."""

    backtest: "Backtest"

    def prepare(self) -> "tuple[Rule, ...]":
        """Compile once, before any process starts; the rules in their order."""
        return self.backtest.prepare()

    def __call__(self, source: Source) -> "Tried":
        """The rules' answers about one mail; one that breaks the analysis stops no other."""
        from unhook.archive.backtest import Tried

        if source.error is not None:
            return Tried(source.path, error=source.error)
        try:
            return self.backtest.look(source.path, source.raw)
        except Exception as error:
            return Tried(source.path, error=f"{type(error).__name__}: {error}"[:200])


def _rows(tally: "Tally", everything: bool) -> Iterator[Sequence[Any]]:
    for each in tally.results():
        if each.hits or everything:
            cost = round(each.mean_micros, 1), round(each.max_micros, 1)
            counts = each.hits, each.alone, each.open
            yield (
                each.rule.id,
                each.rule.name,
                *counts,
                *cost,
                list(each.needs),
                [*map(rows.Own, each.samples)],
            )


def _together(tally: "Tally", width: int | None) -> None:
    pairs = list(islice(tally.together(), _PAIRS_SHOWN))
    if pairs:
        print()
        found = ((count, first.name, second.name) for first, second, count in pairs)
        for line in rows.table(("together", "rule", "and"), found, width):
            print(line)
