"""How much of a folder of rule files the language understands: `python -m bench.feed_conformance FOLDER`.

Every source is read, printed (on one line and laid out), read again, and typed; with
`--mail FOLDER` all rules are also evaluated over that folder's mails. Nothing of the feed
is kept.
"""

import argparse
import csv
import random
import statistics
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from unhook import mql
from unhook.context import Context
from unhook.errors import UnhookError
from unhook.mql.layout import laid_out
from unhook.mql.parser import parse
from unhook.mql.printer import flat


def sources(folder: Path) -> Iterator[tuple[str, str, bool]]:
    """Path, source and whether it is a query, of every rule file below the folder."""
    for path in sorted(folder.rglob("*.y*ml")):
        loaded = yaml.load(path.read_text("utf-8"), getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        if isinstance(loaded, dict) and "source" in loaded:
            source = loaded["source"]
            # YAML reads `source: false` as a boolean.
            text = str(source).lower() if isinstance(source, bool) else str(source)
            yield str(path.relative_to(folder)), text, loaded.get("type") == "query"


def lists(folder: Path) -> Mapping[str, frozenset[str]]:
    """The feed's own named lists: text files with an entry a line, ranked CSV files."""
    found = {}
    for path in folder.glob("*.txt"):
        lines = (line.strip() for line in path.read_text("utf-8").splitlines())
        found[path.stem] = frozenset(line for line in lines if line and not line.startswith("#"))
    for path in folder.glob("tranco_top_*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            found[path.stem.replace("_top", "")] = frozenset(row[-1] for row in csv.reader(file) if row)
    return found


def survives(source: str) -> bool:
    """Whether printing and reading again gives the same tree, and laying out also the same comments, and
    nothing more to do the second time.
    """
    parsed, text = parse(source), laid_out(source)
    again, after = parse(flat(parsed.tree)), parse(text)
    comments = [comment.text for comment in parsed.comments]
    same = again.tree == parsed.tree == after.tree and comments == [each.text for each in after.comments]
    return same and laid_out(text) == text


def evaluate(usable: Mapping[str, str], folder: Path, mails: Path, count: int) -> None:
    """Print outcomes, missing facts and CPU milliseconds a message over a sample of mails."""
    from unhook.message import parse as parse_mail

    programs = mql.compile_all(usable, query=True)
    paths = sorted(mails.rglob("*.eml"))
    chosen = random.Random(5).sample(paths, min(count, len(paths)))
    context = Context(lists=lists(folder))
    outcomes: Counter[str] = Counter()
    missing: Counter[str] = Counter()
    spent: list[float] = []
    for path in chosen:
        message = parse_mail(path.read_bytes(), context)
        start = time.process_time()
        answers = programs.evaluate(mql.Run(message, context))
        spent.append((time.process_time() - start) * 1000)
        for answer in answers.values():
            missing.update(answer.missing)
            outcomes["not evaluated" if answer.missing else str(answer.value)] += 1
    spent.sort()
    print(f"{len(chosen)} mails, {len(programs)} rules: {dict(outcomes)}")
    print(f"missing: {dict(missing.most_common())}")
    print(
        f"CPU ms a mail: median {statistics.median(spent):.1f},"
        f" p95 {spent[int(len(spent) * 0.95)]:.1f}, max {spent[-1]:.1f}"
    )


def main(arguments: list[str] | None = None) -> int:
    """Print counts and failures; status 0 when every source is read, survives printing and is typed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("feed", type=Path)
    parser.add_argument("--mail", type=Path, help="evaluate all rules over a sample of this folder's mails")
    parser.add_argument("--count", type=int, default=100, help="how many mails")
    given = parser.parse_args(arguments)
    counts: Counter[str] = Counter()
    usable: dict[str, str] = {}
    needs: Counter[Any] = Counter()
    for path, source, query in sources(given.feed):
        counts["sources"] += 1
        try:
            checked = mql.analyse(source, name=path, query=query)
        except UnhookError as error:
            counts["failed"] += 1
            print(error, file=sys.stderr)
            continue
        counts["typed"] += 1
        if survives(source):
            counts["printed and read again"] += 1
        else:
            print(f"{path}: printing changes it", file=sys.stderr)
        needs[", ".join(sorted({f.needs for f in checked.functions.values() if f.needs})) or "nothing"] += 1
        if not query:
            usable[path] = source
    print(dict(counts))
    print("rules by the capabilities their functions need:")
    for names, number in needs.most_common(25):
        print(f"{number:6}  {names}")
    if given.mail:
        evaluate(usable, given.feed, given.mail, given.count)
    return 0 if counts["sources"] == counts["typed"] == counts["printed and read again"] else 1


if __name__ == "__main__":
    raise SystemExit(main())
