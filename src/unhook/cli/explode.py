"""`unhook explode`: what is inside a file, or inside the files of a mail."""

import argparse
import sys
from typing import TYPE_CHECKING

from unhook.cli import options

if TYPE_CHECKING:
    from unhook.context import Inspection
    from unhook.files.model import Tree

FORMATS = ("text", "json")


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the verb to the command line."""
    parser = subparsers.add_parser(
        "explode",
        help="show what is inside a file or inside a mail's files",
        description="Print the tree of files inside: types by content, sizes, signs (!), links (>), and what"
        " could not be read (?). Nothing inside is run, fetched or written to disk.",
        epilog="Exit status: 0 all was read, 2 something was not.",
    )
    parser.add_argument("paths", nargs="+", metavar="FILE", help="a mail (.eml, .msg) or any other file")
    parser.add_argument("--format", choices=FORMATS, default="text", help="form of the tree (default: text)")
    parser.add_argument(
        "--password", action="append", default=[], metavar="WORD", help="try it on locked files (repeatable)"
    )
    options.add_inspection(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the tree of each file; 0 where all of all of them was read, else 2."""
    from unhook.report import inside
    from unhook.report.defang import visible
    from unhook.report.json import dumps

    status = 0
    width = options.width() or 110
    inspection = options.inspection(args)
    documents = []
    for path in args.paths:
        try:
            trees = _trees(path, tuple(args.password), inspection)
        except OSError as error:
            options.note(f"{path}: {error.strerror}")
            status = 2
            continue
        if not all(tree.complete for tree in trees):
            status = 2
        if args.format == "json":
            documents.append({"path": path, "trees": [inside.as_dict(tree) for tree in trees]})
            continue
        if len(args.paths) > 1:
            print(visible(path))
        print("\n".join(line for tree in trees for line in inside.lines(tree, width)))
    if args.format == "json":
        print(dumps(documents, indent=2))
    return status


def _trees(path: str, passwords: tuple[str, ...], inspection: "Inspection") -> "tuple[Tree, ...]":
    """The trees of a mail's files, or that of the file itself. Raises `OSError`."""
    from pathlib import Path

    from unhook import app

    raw = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    return app.explode(raw, None if path == "-" else Path(path).name, passwords, inspection)
