"""`python -m bench.mailflow speed|killed`: the milter through a Postfix of its own; root, as that needs."""

import argparse
import sys
from pathlib import Path

from bench.mailflow import killed, postfix, speed
from bench.mailflow.mails import mails


def main() -> int:
    """Measure and print; 2 where there is no Postfix."""
    parser = argparse.ArgumentParser(prog="python -m bench.mailflow", description=__doc__)
    parser.add_argument("what", choices=["speed", "killed"])
    parser.add_argument("--corpus", type=Path, help="folder with mail/*.eml; default: the examples")
    parser.add_argument("--count", type=int, help="mails; default: 300, or 1,000 for killed")
    options = parser.parse_args()
    if why := postfix.missing():
        print(why, file=sys.stderr)
        return 2
    if options.what == "speed":
        for line in speed.measure(mails(options.count or 300, options.corpus)):
            print(line, flush=True)
    else:
        print(killed.measure(mails(options.count or 1_000, options.corpus)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
