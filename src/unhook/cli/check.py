"""`unhook check`: judge mails and say what is wrong with them, where, and what to do."""

import argparse
import sys
from collections import Counter
from itertools import chain, islice

from unhook.catalogue import Catalogue
from unhook.cli import options
from unhook.cli.job import Job
from unhook.errors import ConfigError
from unhook.verdict.policy import POLICIES, named

FORMATS = ("text", "json", "jsonl", "html", "sarif")
STATUS = {"clean": 0, "suspicious": 1, "malicious": 1, "incomplete": 2}
INTERRUPTED = 130


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the verb to the command line."""
    parser = subparsers.add_parser(
        "check",
        help="judge mails and explain the verdict",
        description="Judge mails: files (.eml, .msg, mbox), folders, Maildirs, or - for standard input.",
        epilog="Exit status: 0 nothing found, 1 suspicious or malicious, 2 something could not be analysed.",
    )
    parser.add_argument(
        "paths", nargs="+", metavar="PATH", help="a mail, mailbox or folder; - is standard input"
    )
    parser.add_argument(
        "--format", choices=FORMATS, default="text", help="form of the report (default: text)"
    )
    parser.add_argument("--output", metavar="FILE", help="write there instead of to standard output")
    add_judging(parser)
    parser.add_argument(
        "--record", action="store_true", help="remember the mails and their verdicts in --store"
    )
    parser.set_defaults(run=run, full=False)


def add_judging(parser: argparse.ArgumentParser) -> None:
    """The options on how mails are judged."""
    options.add_language(parser)
    options.add_context(parser)
    options.add_lists(parser)
    options.add_no_files(parser)
    options.add_inspection(parser)
    options.add_pages(parser)
    options.add_live(parser)
    options.add_look(parser)
    options.add_screenshots(parser)
    options.add_store(parser)
    parser.add_argument(
        "--policy",
        default="balanced",
        choices=tuple(POLICIES),
        help="how much evidence makes a verdict; strict needs the least (default: balanced)",
    )
    parser.add_argument(
        "--feed",
        action="append",
        default=[],
        metavar="NAME",
        help="judge by the rules of this feed too, see `unhook feed`; all takes every feed (repeatable)",
    )
    parser.add_argument("--model", metavar="DIR", help="weigh by this model, see `unhook train`")
    options.add_jobs(parser)


def run(args: argparse.Namespace) -> int:
    """Judge everything named; the exit status is the gravest that one mail gives."""
    from unhook.cli import pool, sources
    from unhook.cli.output import Writer
    from unhook.cli.progress import bar

    found = sources.read(args.paths)
    first = list(islice(found, 2))
    many = len(first) > 1
    if not many and first[0].error and args.format in {"text", "html"}:
        # Where there is no mail, advice on it would only bury the reason.
        options.note(f"{first[0].path}: {first[0].error}")
        return STATUS["incomplete"]
    job = _job(args, many)
    catalogue = Catalogue.load(job.context.language)
    counts: Counter[str] = Counter()
    status = 0
    with Writer(args.format, args.output, many) as writer:
        wanted = many and (args.output is not None or not sys.stdout.isatty())
        with bar(catalogue.text("cli.progress"), wanted) as tick:
            try:
                # Links are opened by one process: the rate of looks is for all mails together.
                for piece in pool.run(chain(first, found), job, 1 if job.context.looking else args.jobs):
                    writer.add(piece)
                    counts[piece.level] += 1
                    status = max(status, 2 if piece.error else STATUS[piece.level])
                    if piece.error:
                        options.note(f"{piece.path}: {piece.error}")
                    tick()
            except KeyboardInterrupt:
                status = INTERRUPTED
    total = counts.total()
    if status == INTERRUPTED:
        options.note(catalogue.text("cli.interrupted", total=total))
    if many:
        levels = {level: counts[level] for level in STATUS}
        options.note(catalogue.text("cli.summary", total=total, **levels))
    if writer.written and sys.stderr.isatty():
        options.note(catalogue.text("cli.written", path=writer.written))
    return status


def _job(args: argparse.Namespace, many: bool) -> Job:
    context = options.context(args)
    record = getattr(args, "record", False)
    if record and "profile" not in context.facts:
        raise ConfigError("--record needs --store: where to remember the mails")
    return Job(
        context=context,
        policy=named(args.policy),
        format="line" if args.format == "text" and many and not args.full else args.format,
        width=None if args.output else options.width(),
        colour=args.output is None and options.colour(sys.stdout),
        feeds=tuple(args.feed),
        model=args.model,
        record=context.facts["profile"].store if record else None,
    )
