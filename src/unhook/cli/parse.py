"""`unhook parse`: the message model of mails as JSON."""

import argparse
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from unhook.cli import options

if TYPE_CHECKING:
    from unhook.message.model import Message


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the verb to the command line."""
    parser = subparsers.add_parser(
        "parse",
        help="print the message model as JSON",
        description="Print the public Message Data Model of each mail as JSON, as rules see it.",
    )
    add_paths(parser)
    parser.set_defaults(run=run)


def add_paths(parser: argparse.ArgumentParser) -> None:
    """The options of verbs that print a document for each mail."""
    parser.add_argument(
        "paths", nargs="+", metavar="PATH", help="a mail, mailbox or folder; - is standard input"
    )
    parser.add_argument("--compact", action="store_true", help="one line a mail (JSON Lines)")
    options.add_context(parser)


def run(args: argparse.Namespace) -> int:
    """Print every mail's model; status 2 when something named could not be read."""
    from unhook.message.mdm import as_json

    return print_each(args, as_json)


def print_each(args: argparse.Namespace, document: "Callable[[Message], object]") -> int:
    """Print every mail's document as JSON; status 2 when something named could not be read."""
    from unhook import app
    from unhook.cli import sources
    from unhook.report.json import dumps

    context = options.context(args)
    status = 0
    for source in sources.read(args.paths):
        if source.error is not None:
            print(f"unhook: {source.path}: {source.error}", file=sys.stderr)
            status = 2
            continue
        print(dumps(document(app.parse(source.raw, context)), None if args.compact else 2))
    return status
