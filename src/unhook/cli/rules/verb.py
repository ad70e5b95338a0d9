"""What the verbs below `unhook rules` have in common."""

import argparse
from collections.abc import Callable
from pathlib import Path


def add(
    verbs: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    run: Callable[[argparse.Namespace], int],
    text: str,
) -> argparse.ArgumentParser:
    """A verb whose description is its help, as a sentence."""
    parser = verbs.add_parser(name, help=text, description=text[0].upper() + text[1:] + ".")
    parser.set_defaults(run=run)
    return parser


def add_paths(parser: argparse.ArgumentParser, *, required: bool = False) -> None:
    """The argument for rule files."""
    parser.add_argument(
        "paths",
        nargs="+" if required else "*",
        type=Path,
        metavar="PATH",
        help="a rule file or a folder of them",
    )


def paths(args: argparse.Namespace) -> list[Path]:
    """The paths given, or the shipped pack."""
    from unhook.rules.pack import SHIPPED

    return args.paths or [SHIPPED]


def shown(text: str) -> str:
    """Rules and their mails are hostile text as well: no control character reaches the terminal."""
    from unhook.report.defang import visible_lines

    return visible_lines(text)
