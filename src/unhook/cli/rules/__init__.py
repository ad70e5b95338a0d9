"""`unhook rules`: one short file a verb."""

import argparse

from unhook.cli import backtest
from unhook.cli.rules import check, explain, fmt, language_server, listing, new, prove, schema, states


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the verb and its own verbs to the command line."""
    parser = subparsers.add_parser(
        "rules",
        help="prove, check, explain, format, list and begin rules",
        description="Work on rules. Where PATH may be left out, the pack that comes with Unhook is meant.",
    )
    verbs = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for module in (prove, check, explain, fmt, states, listing, backtest, new, schema, language_server):
        module.register(verbs)
