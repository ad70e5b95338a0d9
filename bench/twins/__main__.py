"""`python -m bench.twins`: how the shipped rules judge genuine notices and their forged twins."""

import argparse
import hashlib
import json
import sys
from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path

from bench.twins import measure
from bench.twins.generate import Twin, mails
from bench.twins.wording import LANGUAGES
from unhook.errors import RuleError

_SPLITS = {
    "develop": "templates with even index: for development",
    "held-out": "templates with odd index: held out",
    "all": "templates with even index (development) and odd index (held out)",
}


def main(argv: list[str] | None = None) -> int:
    """Generate, judge and print; or only write the mails."""
    parser = argparse.ArgumentParser(prog="python -m bench.twins", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=0, help="at most so many mails, drawn evenly")
    parser.add_argument("--split", choices=sorted(_SPLITS), default="develop")
    parser.add_argument("--language", choices=LANGUAGES, action="append", help="only this one (repeatable)")
    parser.add_argument("--pack", type=Path, action="append", help="rule files instead of the shipped pack")
    parser.add_argument("--rules", action="store_true", help="which rules speak against genuine mail")
    parser.add_argument(
        "--mistakes", action="store_true", help="each genuine mail flagged, each forged one passed"
    )
    parser.add_argument(
        "--write", type=Path, metavar="DIR", help="write .eml files and manifest.jsonl instead"
    )
    options = parser.parse_args(argv)
    twins = list(mails(options.seed, options.split, tuple(options.language or LANGUAGES)))
    if options.count:
        twins = sorted(twins, key=lambda twin: hashlib.sha256(twin.name.encode()).digest())[: options.count]
    if options.write:
        write(twins, options.write)
        print(f"{len(twins)} mails written to {options.write}")
        return 0
    try:
        judged = measure.judge(twins, tuple(options.pack or ()))
    except RuleError as error:
        print(error, file=sys.stderr)
        return 2
    print(f"== twins, seed {options.seed}, {_SPLITS[options.split]}")
    print(measure.table(judged))
    if options.rules:
        print(measure.accusers(judged))
    if options.mistakes:
        print(measure.mistakes(judged))
    return 0


def write(twins: Sequence[Twin], folder: Path) -> None:
    """Write each mail as `mail/NAME.eml`, and `manifest.jsonl` with all else that is known of it."""
    (folder / "mail").mkdir(parents=True, exist_ok=True)
    with (folder / "manifest.jsonl").open("w", encoding="utf-8") as manifest:
        for twin in twins:
            (folder / "mail" / f"{twin.name}.eml").write_bytes(twin.raw)
            row = {field.name: getattr(twin, field.name) for field in fields(twin) if field.name != "raw"}
            manifest.write(json.dumps({"id": row.pop("name")} | row) + "\n")


if __name__ == "__main__":
    raise SystemExit(main())
