"""`unhook understand`: what the words of mails want, as JSON."""

import argparse
import sys

from unhook.cli import options


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the verb to the command line."""
    parser = subparsers.add_parser(
        "understand",
        help="print what a mail's words want: language, intents, topics, entities",
        description="Print as JSON what rules are told by ml.nlu_classifier about each mail's newest text "
        "and its subject. `span` is the place in the text body.current_thread.text.",
    )
    parser.add_argument(
        "paths", nargs="+", metavar="PATH", help="a mail, mailbox or folder; - is standard input"
    )
    parser.add_argument("--compact", action="store_true", help="one line a mail (JSON Lines)")
    options.add_context(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print each mail's understanding; status 2 when something named could not be read."""
    from dataclasses import asdict

    from unhook import app
    from unhook.cli import sources
    from unhook.language.intents import understand
    from unhook.report.json import dumps

    context = options.context(args)
    status = 0
    for source in sources.read(args.paths):
        if source.error is not None:
            print(f"unhook: {source.path}: {source.error}", file=sys.stderr)
            status = 2
            continue
        message = app.parse(source.raw, context)
        found = understand(message.body.current_thread.text, message.subject.subject)
        print(dumps(asdict(found), None if args.compact else 2))
    return status
