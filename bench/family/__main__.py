"""`python -m bench.family`: recall on the mailbox scam's family, false accusations on honest mail."""

import argparse
from pathlib import Path

from bench.family.generate import mails
from bench.family.wording import GROUPS, LANGUAGES, SPLITS
from bench.twins import measure
from bench.twins.__main__ import write

_TITLES = {
    "lures": "lures: flagged is right",
    "notices": "notices about the same topics: flagged is wrong",
    "hard": "other honest mail: flagged is wrong",
}


def main(argv: list[str] | None = None) -> int:
    """Generate, judge and print one table a group; or only write the mails."""
    parser = argparse.ArgumentParser(prog="python -m bench.family", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--split", choices=SPLITS, default="test")
    parser.add_argument("--language", choices=LANGUAGES, action="append", help="only this one (repeatable)")
    parser.add_argument("--group", choices=GROUPS, action="append", help="only this one (repeatable)")
    parser.add_argument("--rules", action="store_true", help="which rules speak against genuine mail")
    parser.add_argument("--mistakes", action="store_true", help="each mail judged wrongly")
    parser.add_argument(
        "--write", type=Path, metavar="DIR", help="write .eml files and manifest.jsonl instead"
    )
    options = parser.parse_args(argv)
    groups = options.group or GROUPS
    written = [
        made
        for made in mails(options.seed, options.split, tuple(options.language or LANGUAGES))
        if made.group in groups
    ]
    if options.write:
        write(written, options.write)
        print(f"{len(written)} mails written to {options.write}")
        return 0
    judged = measure.judge(written)
    print(f"== family, seed {options.seed}, {options.split} templates")
    for group in groups:
        print(f"\n-- {_TITLES[group]}")
        print(
            measure.table([pair for pair, made in zip(judged, written, strict=True) if made.group == group])
        )
    if options.rules:
        print(measure.accusers(judged))
    if options.mistakes:
        print(measure.mistakes(judged))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
