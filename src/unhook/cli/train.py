"""`unhook train`: a model of one's own mail, to be weighed by with `unhook check --model`."""

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from unhook.training.example import Labelled


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the verb to the command line."""
    parser = subparsers.add_parser(
        "train",
        help="learn weights from labelled mail",
        description="Learn how much rules and words weigh from mail that is known to be phish or genuine, and"
        " write a model folder. What was not learnt from is scored and shown. Needs unhook[train].",
        epilog="Each PATH is one collection: words that only one collection uses are not learnt. Genuine mail"
        " should hold notices, receipts and advertising of today, else a model takes their words for phish.",
    )
    for name, what in (("phish", "phish"), ("ham", "genuine mail")):
        parser.add_argument(
            f"--{name}",
            action="append",
            required=True,
            metavar="PATH",
            help=f"a collection of {what} (repeatable)",
        )
    parser.add_argument("--output", required=True, metavar="DIR", help="the folder to write the model to")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Train and write; 0, or 2 by the error raised for too few mails or a missing library."""
    from pathlib import Path

    from unhook.cli import options
    from unhook.errors import ConfigError
    from unhook.verdict import learnt

    try:
        from unhook.training.example import examine
        from unhook.training.train import table, train
    except ImportError as error:
        raise ConfigError(
            f"training needs more: pip install 'unhook[train]' ({error.name} is missing)"
        ) from None
    examples = [examine(mail) for mail in _labelled(args)]
    trained = train(examples)
    print(table(examples, trained.unseen))
    learnt.write(Path(args.output), trained.model)
    options.note(
        f"{len(trained.model.grams)} words and word pairs, {len(trained.model.weights)} rules: {args.output}"
    )
    return 0


def _labelled(args: argparse.Namespace) -> "Iterator[Labelled]":
    from unhook.message.container import stored
    from unhook.training.example import Labelled

    for phish, paths in ((True, args.phish), (False, args.ham)):
        for path in paths:
            for found in stored.open_path(path):
                if found.error is None:
                    yield Labelled(found.raw, phish, path)
