"""`unhook watch`: judge mail in mailboxes."""

import argparse
from pathlib import Path


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the verb to the command line."""
    parser = subparsers.add_parser(
        "watch",
        help="judge mail as it comes into mailboxes (IMAP)",
        description="Watch mailboxes. Mail is only reported to the store, unless the configuration says that"
        " it is flagged or moved; it is never marked as read.",
        epilog="SIGHUP reads configuration, rules and model anew; SIGTERM ends when mails in hand are done.",
    )
    parser.add_argument(
        "--config", metavar="FILE", type=Path, required=True, help="see `unhook config show --defaults`"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Watch until it is told to stop; 0. Raises `ConfigError` without the extra `watch`."""
    import asyncio
    import logging
    import sys

    from unhook.cli.config import needed

    with needed():
        from unhook.mailflow.watch import service

    logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(levelname)s %(message)s")
    asyncio.run(service.run(args.config))
    return 0
