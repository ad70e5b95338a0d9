"""`unhook store`: what is remembered of mail, and its upkeep."""

import argparse

from unhook.cli.store import memory, upkeep


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the verb and its own verbs to the command line."""
    parser = subparsers.add_parser(
        "store",
        help="remember mail: import, search, correct, expire",
        description="Look after the store of mails, verdicts and sender history. `unhook check --store URL`"
        " uses it, `--record` adds to it.",
    )
    verbs = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for module in (memory, upkeep):
        module.register(verbs)
