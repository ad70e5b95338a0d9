"""`unhook config`: the configuration file of what runs all the time."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from unhook.errors import ConfigError


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the verb to the command line."""
    parser = subparsers.add_parser(
        "config",
        help="check or show a configuration file",
        description="The configuration file of `unhook milter`.",
    )
    verbs = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    check = verbs.add_parser("check", help="say what is wrong with a file")
    check.add_argument("file", metavar="FILE", type=Path)
    check.set_defaults(run=run_check)
    show = verbs.add_parser("show", help="print every option with its value")
    what = show.add_mutually_exclusive_group(required=True)
    what.add_argument(
        "--defaults", action="store_true", help="a file with every option, its words and default"
    )
    what.add_argument("file", metavar="FILE", type=Path, nargs="?", help="what a file amounts to, as JSON")
    show.set_defaults(run=run_show)


def run_check(args: argparse.Namespace) -> int:
    """0 for a file without mistakes; they raise `ConfigError`, a line each."""
    from unhook.cli import options

    with needed():
        from unhook.settings import load

    load(args.file)
    options.note(f"{args.file}: no mistakes")
    return 0


def run_show(args: argparse.Namespace) -> int:
    """Print; 0."""
    with needed():
        from unhook.settings import load
        from unhook.settings.file import defaults

    print(
        defaults() if args.defaults else load(args.file).model_dump_json(indent=2),
        end="\n" * (not args.defaults),
    )
    return 0


@contextmanager
def needed() -> Iterator[None]:
    """Says which extra is missing."""
    try:
        yield
    except ModuleNotFoundError as error:
        if error.name not in ("msgspec", "pydantic"):
            raise
        raise ConfigError("this needs: pip install 'unhook[milter]'") from None
