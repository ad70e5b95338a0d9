"""`unhook understand`: what the words of mails want, as JSON."""

import argparse
from typing import TYPE_CHECKING

from unhook.cli import parse

if TYPE_CHECKING:
    from unhook.message.model import Message


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the verb to the command line."""
    parser = subparsers.add_parser(
        "understand",
        help="print what a mail's words want: language, intents, topics, entities",
        description="Print as JSON what rules are told by ml.nlu_classifier about each mail's newest text "
        "and its subject. `span` is the place in the text body.current_thread.text.",
    )
    parse.add_paths(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print each mail's understanding; status 2 when something named could not be read."""
    return parse.print_each(args, _understood)


def _understood(message: "Message") -> object:
    from dataclasses import asdict

    from unhook.language.intents import understand

    return asdict(understand(message.body.current_thread.text, message.subject.subject))
