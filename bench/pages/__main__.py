"""`python -m bench.pages leaks|cost|ssrf|results|attachments`: what gets out of the browser, what it costs,
whether the live broker can be led into its own network, what is said of made sites, and of the pages
attached to the mails of a corpus.
"""

import argparse
import sys
import time
from pathlib import Path

from bench.pages import attachments, cost, results, ssrf
from bench.pages.leaks import RECORDED, listening, watched
from unhook.pages.browser.browser import Browser
from unhook.pages.browser.visit import Target


def main(argv: list[str] | None = None) -> int:
    """Run one measurement and print it; 1 when anything got out, or nothing was tried."""
    parser = argparse.ArgumentParser(prog="python -m bench.pages", description=__doc__)
    parser.add_argument("what", choices=["leaks", "cost", "ssrf", "results", "attachments"])
    parser.add_argument("--runs", type=int, default=20, help="of leaks and cost")
    parser.add_argument("--half", choices=list(results.HALVES), action="append", help="of the sites")
    parser.add_argument("--having", default="", help="only sites with these words in kind or name")
    parser.add_argument("--jobs", type=int, default=2, help="pages at once")
    parser.add_argument("--table", type=Path, help="write the sites' results there")
    parser.add_argument("--corpus", type=Path, help="of mails, as in bench/corpus.py")
    options = parser.parse_args(argv)
    if options.what == "cost":
        print(cost.table(options.runs))
        return 0
    if options.what == "ssrf":
        found = list(ssrf.rows())
        print(ssrf.table(found))
        return 0 if all(row.holds for row in found) else 1
    if options.what == "results":
        return sites(options)
    if options.what == "attachments":
        print(attachments.measure(options.corpus, options.jobs))
        return 0
    return max(leaks(number) for number in range(1, options.runs + 1))


def sites(options: argparse.Namespace) -> int:
    """What is said of the made sites, and how many of them are judged in a minute."""
    chosen = results.sites(options.half or results.HALVES, options.having)
    start, found = time.monotonic(), []
    for each in results.run(chosen, options.jobs):
        found.append(each)
        print(f"{each.seconds:5.1f} s  {each.row}  {' '.join(each.faults)}", file=sys.stderr, flush=True)
    minutes = (time.monotonic() - start) / 60
    print(results.figures(found))
    rate = f"{len(found) / minutes:.1f} a minute"
    print(f"\n{len(found)} pages in {minutes:.1f} min: {rate}, {options.jobs} at once")
    if options.table:
        options.table.write_text(results.table(found), encoding="utf-8")
    return 0


def leaks(number: int) -> int:
    """One run in a browser of its own: what came to the sinks, and what the page tried."""
    with listening() as sinks, Browser() as browser:
        visit = browser.visit(Target(sinks.page), sinks, watched)
        wanted = sinks.wanted(visit.asked)
        ways = RECORDED | {sinks.end}
    print(
        f"run {number}: {len(sinks.seen)} arrived, {len(ways & wanted)} of {len(ways)} seen blocked",
        flush=True,
    )
    return 0 if not sinks.seen and ways <= wanted else 1


if __name__ == "__main__":
    raise SystemExit(main())
