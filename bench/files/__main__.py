"""`python -m bench.files kill|cost|bombs|corpus`: how safe the workers that open files are, at what
price, and what for.
"""

import argparse
from pathlib import Path

from bench.files import bombs, corpus, cost, kill

INJECTED = Path(__file__).parents[2] / "tests" / "files" / "injected"
"""Scanners that take their time and leave files open, beside the shipped ones."""


def main(argv: list[str] | None = None) -> int:
    """Run one measurement and print its table; 1 when a sample was lost or anything leaked."""
    parser = argparse.ArgumentParser(prog="python -m bench.files", description=__doc__)
    parser.add_argument("what", choices=["kill", "cost", "bombs", "corpus"])
    parser.add_argument("--kills", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--scanners", type=Path, default=INJECTED, help="a folder of scanners to add")
    parser.add_argument("--files", type=Path, help="cost: scan these files instead of made ones")
    parser.add_argument("--corpus", type=Path, help="corpus: a folder as `bench.corpus` describes it")
    parser.add_argument("--count", type=int, default=1_000, help="corpus: how many mails")
    options = parser.parse_args(argv)
    if options.what == "corpus":
        if options.corpus is None:
            parser.error("corpus needs --corpus DIR")
        print(corpus.measure(options.corpus, options.count, options.seed))
        return 0
    if options.what == "bombs":
        print(bombs.measure(options.seed))
        print(bombs.beside(options.seed))
        return 0
    if options.what == "kill":
        outcome = kill.measure(options.kills, options.seed, options.scanners)
        print(kill.table(outcome))
        return 0 if outcome.sound else 1
    print(cost.measure(cost.made(options.seed) if options.files is None else cost.read(options.files)))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
