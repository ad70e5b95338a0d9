"""`unhook page`: what a kept page wants, told from its source and from what several people see of it."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from unhook.cli import options

if TYPE_CHECKING:
    from unhook.catalogue import Catalogue
    from unhook.pages.flow.model import Known
    from unhook.pages.looked import Looked

FORMATS = ("text", "json", "html")
STATUS = {"benign-home-realm": 0, "suspicious": 1, "malicious": 1, "inconclusive": 2}


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the verb to the command line."""
    parser = subparsers.add_parser(
        "page",
        help="judge a saved web page, a HAR file, a page attached to a mail or, with --live, one on the web",
        description="Judge pages that were kept: a saved page (.html) with its folder, a folder of pages, a"
        " HAR file, or a mail with pages attached; - is standard input. Each is judged by its source, and"
        " then opened as several people in a browser without a network, where this machine can. Nothing is"
        " fetched, but with --live an address on the web.",
        epilog="Exit status: 0 its owner's sign-in, 1 suspicious or malicious, 2 it cannot be told.",
    )
    parser.add_argument(
        "targets", nargs="+", metavar="TARGET", help="a page, folder, HAR file, mail or address"
    )
    parser.add_argument(
        "--url", metavar="URL", help="where the page was found, for a file that cannot prove it"
    )
    parser.add_argument(
        "--probe", action=argparse.BooleanOptionalAction,
        help="open each page as several people and compare (default: where Chromium can be shut in)",
    )  # fmt: skip
    parser.add_argument(
        "--recipient", action="append", default=[], metavar="ADDRESS",
        help="to whom the mail went that led to the page, where the page carries that address; repeatable",
    )  # fmt: skip
    parser.add_argument(
        "--format", choices=FORMATS, default="text", help="form of the report (default: text)"
    )
    options.add_live(parser)
    parser.add_argument("--output", metavar="FILE", help="write there instead of to standard output")
    options.add_language(parser)
    options.add_inspection(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print a report for each page; the status is 1 where one is suspicious or malicious, else the worst."""
    from unhook import app
    from unhook.catalogue import Catalogue
    from unhook.pages.looked import Looked
    from unhook.pages.saved.target import is_live

    if args.probe:
        options.require_browser("--probe")
    catalogue = Catalogue.load(options.language(args))
    inspection = options.inspection(args)
    looking = options.looking(args)
    reports: list[tuple[Looked, Known | None]] = []
    refused: list[Known] = []
    status = 0
    for target in args.targets:
        if args.live and is_live(target):
            known = app.open_live(target, looking, args.recipient)
            if (seen := known.looked()) is not None:
                reports.append((seen, known))
            else:
                refused.append(known)
                options.note(f"{target}: not opened: {known.refusal} {known.detail}".rstrip())
                status = 2
            continue
        raw = sys.stdin.buffer.read() if target == "-" else None
        try:
            read = app.look(target, args.url, raw, inspection)
            seen_here = map(Looked, read) if args.probe is False else app.open_pages(read, args.recipient)
            reports += [(each, None) for each in seen_here]
        except OSError as error:
            options.note(f"{target}: {error.strerror}")
            status = 2
    if reports or args.format == "json":
        written = _written(reports, refused, args.format, catalogue)
        if args.output:
            Path(args.output).write_text(written, encoding="utf-8")
        else:
            print(written, end="")
    found = {STATUS[report.verdict] for report, _ in reports}
    return 1 if 1 in found else max({status, *found})


def _written(
    reports: "Sequence[tuple[Looked, Known | None]]",
    refused: "Sequence[Known]",
    form: str,
    catalogue: "Catalogue",
) -> str:
    from unhook.report import opened

    if form == "html":
        from unhook.report import page_report

        return page_report.render([report for report, _ in reports], catalogue)
    if form == "json":
        from unhook.report.json import dumps

        told = [opened.as_dict(report, catalogue, known) for report, known in reports]
        return dumps([*told, *map(opened.refused_as_dict, refused)], indent=2) + "\n"
    width = options.width() or 110
    return "".join("\n".join(opened.lines(report, catalogue, width)) + "\n" for report, _ in reports)
