"""`python -m bench.mailflow speed|killed|watched`: the milter through a Postfix of its own, the watch on a
Dovecot of its own; root, as those need.
"""

import argparse
import sys
from pathlib import Path

from bench.mailflow import dovecot, killed, postfix, speed, watched
from bench.mailflow.mails import mails


def main() -> int:
    """Measure and print; 2 where there is no such server."""
    parser = argparse.ArgumentParser(prog="python -m bench.mailflow", description=__doc__)
    parser.add_argument("what", choices=["speed", "killed", "watched"])
    parser.add_argument("--corpus", type=Path, help="folder with mail/*.eml; default: the examples")
    parser.add_argument("--count", type=int, help="mails; default: 300, or 1,000 where something is killed")
    parser.add_argument("--deliveries", dest="count", type=int, help="the same")
    parser.add_argument("--kills", type=int, default=50, help="how often the watch is killed")
    options = parser.parse_args()
    if why := (dovecot if options.what == "watched" else postfix).missing():
        print(why, file=sys.stderr)
        return 2
    if options.what == "speed":
        for line in speed.measure(mails(options.count or 300, options.corpus)):
            print(line, flush=True)
    elif options.what == "watched":
        print(watched.measure(mails(options.count or 1_000, options.corpus), options.kills).told())
    else:
        print(killed.measure(mails(options.count or 1_000, options.corpus)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
