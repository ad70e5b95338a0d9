"""`python -m bench.pages leaks|cost|ssrf`: what gets out of the browser, what it costs, and whether the live
broker can be led into its own network.
"""

import argparse

from bench.pages import cost, ssrf
from bench.pages.leaks import RECORDED, listening, watched
from unhook.pages.browser.browser import Browser
from unhook.pages.browser.visit import Target


def main(argv: list[str] | None = None) -> int:
    """Run one measurement and print it; 1 when anything got out, or nothing was tried."""
    parser = argparse.ArgumentParser(prog="python -m bench.pages", description=__doc__)
    parser.add_argument("what", choices=["leaks", "cost", "ssrf"])
    parser.add_argument("--runs", type=int, default=20)
    options = parser.parse_args(argv)
    if options.what == "cost":
        print(cost.table(options.runs))
        return 0
    if options.what == "ssrf":
        found = list(ssrf.rows())
        print(ssrf.table(found))
        return 0 if all(row.holds for row in found) else 1
    return max(leaks(number) for number in range(1, options.runs + 1))


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
