"""`unhook rules new`: a rule file to start from."""

import argparse
import sys
from pathlib import Path

from unhook.cli.rules.verb import add


def register(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the verb."""
    parser = add(verbs, "new", run, "write a rule file to start from")
    parser.add_argument("path", type=Path, metavar="NAME", help="the rule's id, or a path that ends in it")


def run(args: argparse.Namespace) -> int:
    """Write it."""
    from unhook.rules.skeleton import create

    path = create(args.path)
    print(f"{path}: written. Try: unhook rules test {path}", file=sys.stderr)
    return 0
