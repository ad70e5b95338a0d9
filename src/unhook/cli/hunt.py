"""`unhook hunt`: one expression of the rule language asked of stored mails."""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from unhook.cli import options, rows
from unhook.cli.check import INTERRUPTED
from unhook.cli.sources import Source
from unhook.errors import InputError

if TYPE_CHECKING:
    from unhook.archive.hunt import Found, Hunt

_NAMES = ("path", "date", "sender", "subject", "found")


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the verb to the command line."""
    parser = subparsers.add_parser(
        "hunt",
        help="find stored mails by an expression of the rule language",
        description="Ask every mail one question in the rule language. A condition finds the mails for which"
        " it holds; any other expression those for which it has a value, which is shown.",
        epilog="""Example: unhook hunt 'any(body.links, .href_url.domain.tld == "zip")' ~/Maildir""",
    )
    parser.add_argument("expression", metavar="MQL")
    parser.add_argument(
        "paths",
        nargs="+",
        metavar="PATH",
        help="a mail, mailbox or folder, or what `unhook index` made of them; - is standard input",
    )
    add_output(parser)
    options.add_context(parser)
    options.add_lists(parser)
    parser.set_defaults(run=run)


def add_output(parser: argparse.ArgumentParser) -> None:
    """The options on how rows are found and shown."""
    parser.add_argument(
        "--format", choices=rows.FORMATS, default="table", help="form of the answer (default: table)"
    )
    options.add_jobs(parser)


def run(args: argparse.Namespace) -> int:
    """Hunt: 0 when every mail was asked, 2 when one could not be, or the expression is wrong."""
    from unhook.archive.hunt import Hunt
    from unhook.mql import DiagnosticError

    asked = Task(Hunt(args.expression, options.context(args)))
    try:
        asked.prepare()
    except DiagnosticError as error:
        print(error, file=sys.stderr)
        return 2
    summary = _Summary()
    width = options.width() if args.format == "table" else None
    for line in rows.written(_NAMES, map(_row, _found(args, asked, summary)), args.format, width):
        print(line)
    summary.tell()
    return INTERRUPTED if summary.interrupted else 2 if summary.counts["failed"] else 0


@dataclass(slots=True)
class _Summary:
    counts: Counter[str] = field(default_factory=Counter)
    missing: Counter[str] = field(default_factory=Counter)
    interrupted: bool = False

    def tell(self) -> None:
        """One line on standard error."""
        counts = self.counts
        told = f"{counts.total():,} mails: {counts['hit']:,} found"
        if counts["open"]:
            needs = ", ".join(name for name, _ in self.missing.most_common())
            told += f", {counts['open']:,} undecided for want of {needs}"
        if counts["failed"]:
            told += f", {counts['failed']:,} could not be looked at"
        options.note(told + (", then interrupted" if self.interrupted else ""))


@dataclass(frozen=True, slots=True)
class Task:
    """What a worker process does with each mail."""

    hunt: "Hunt"

    def prepare(self) -> None:
        """Compile once, before any process starts."""
        self.hunt.prepare()

    def __call__(self, source: Source) -> "Found":
        """The answer about one mail; one that breaks the analysis stops no other."""
        from unhook.archive.hunt import Found

        if source.error is not None:
            return Found(source.path, "failed", error=source.error)
        try:
            return self.hunt.look(source.path, source.raw)
        except Exception as error:
            return Found(source.path, "failed", error=f"{type(error).__name__}: {error}"[:200])


def _found(args: argparse.Namespace, asked: Task, summary: _Summary) -> "Iterator[Found]":
    from unhook.cli import pool
    from unhook.cli.progress import bar

    # Rows that come one by one would run through a bar on the same terminal.
    with bar("hunting", args.format == "table" or not sys.stdout.isatty()) as tick:
        try:
            for found in pool.run(_sources(args.paths, asked.hunt, summary), asked, args.jobs):
                summary.counts[found.state] += 1
                summary.missing.update(found.missing)
                if found.error is not None:
                    options.note(f"{found.path}: {found.error}")
                tick()
                if found.state == "hit":
                    yield found
        except KeyboardInterrupt:
            # What was found so far is still shown.
            summary.interrupted = True


def _sources(paths: Sequence[str], hunt: "Hunt", summary: _Summary) -> Iterator[Source]:
    """The mails to ask. Those of an index that are surely no answer are only counted."""
    from unhook.archive.index.read import Index, is_index
    from unhook.cli import sources

    for path in paths:
        if not is_index(path):
            yield from sources.read([path])
            continue
        index = Index(path)
        try:
            if not index.current(hunt):
                options.note(f"{path}: made by another Unhook, so every mail is read; index them again")
            rows = index.candidates(hunt)
            summary.counts["miss"] += index.mails - len(rows)
            yield from map(sources.of, index.read(rows))
        except InputError as error:
            yield Source(path, error=str(error).removeprefix(f"{path}: "))


def _row(found: "Found") -> Sequence[Any]:
    shown: Any = found.value
    if found.places:
        shown = "; ".join(f"{place.field}: {place.snippet}" for place in found.places)
    return (rows.Own(found.path), found.date, found.sender, found.subject, "" if shown is None else shown)
