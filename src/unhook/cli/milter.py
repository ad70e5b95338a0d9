"""`unhook milter`: stand in the mail flow of Postfix or Sendmail."""

import argparse
from pathlib import Path


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the verb to the command line."""
    parser = subparsers.add_parser(
        "milter",
        help="judge mail as Postfix or Sendmail receives it",
        description="Serve mail servers as a milter. Without a configuration file mail is only observed:"
        " it gets headers, and nothing else happens to it.",
        epilog="SIGHUP reads configuration, rules and model anew; SIGTERM ends when mails in hand are done.",
    )
    parser.add_argument("--config", metavar="FILE", type=Path, help="see `unhook config show --defaults`")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Serve until it is told to stop; 0. Raises `ConfigError` without the extra `milter`."""
    import asyncio
    import logging
    import sys

    from unhook.cli.config import needed

    with needed():
        from unhook.mailflow.milter import service

    logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(levelname)s %(message)s")
    asyncio.run(service.run(args.config))
    return 0
