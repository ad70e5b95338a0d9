"""`unhook index`: stored mails as a table that hunts are answered from."""

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from unhook.cli import options
from unhook.cli.check import INTERRUPTED
from unhook.cli.sources import Source
from unhook.context import Context
from unhook.errors import InputError


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the verb to the command line."""
    parser = subparsers.add_parser(
        "index",
        help="make a table of stored mails, for hunts that answer at once",
        description="Write what is in many mails, and the mails themselves, to a Parquet file. Hunts over it"
        " answer as hunts over the mails do, only faster.",
        epilog="Example: unhook index ~/Maildir --to mail.parquet, then: unhook hunt 'MQL' mail.parquet",
    )
    parser.add_argument(
        "paths", nargs="+", metavar="PATH", help="a mail, mailbox or folder; - is standard input"
    )
    parser.add_argument("--to", required=True, metavar="FILE", help="the Parquet file to write")
    options.add_jobs(parser)
    options.add_context(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Index: 0 when every mail is in the file, 2 when one is not, or the file could not be written."""
    from unhook.archive.index.stamp import stamp
    from unhook.archive.index.write import Writer

    path = _target(args.to)
    context = options.context(args)
    mails = failed = 0
    try:
        with Writer(path, stamp(context.limits)) as writer:
            for made in _rows(args, context):
                if made.error is None:
                    writer.add(made.line)
                    mails += 1
                else:
                    options.note(f"{made.path}: {made.error}")
                    failed += 1
            size = writer.finish() if mails else 0
    except OSError as error:
        raise InputError(f"{error.filename or path}: {error.strerror or error}") from error
    except KeyboardInterrupt:
        options.note(f"interrupted after {mails:,} mails; nothing was written")
        return INTERRUPTED
    told = (
        f"{mails:,} mails, {size / 1e6:,.1f} MB in {path}" if mails else f"no mails; {path} was not written"
    )
    options.note(told + (f"; {failed:,} could not be read" if failed else ""))
    return 2 if failed else 0


@dataclass(frozen=True, slots=True)
class Made:
    """A mail's row, or why there is none."""

    path: str
    line: bytes = b""
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """What a worker process does with each mail."""

    context: Context

    def prepare(self) -> None:
        """Nothing is to be loaded beforehand."""

    def __call__(self, source: Source) -> Made:
        """The mail's row."""
        from unhook.archive.index import row
        from unhook.message.container.stored import Stored

        if source.error is not None:
            return Made(source.path, error=source.error)
        return Made(source.path, row.of(Stored(source.raw, source.origin, source.index), self.context))


def _rows(args: argparse.Namespace, context: Context) -> Iterator[Made]:
    from unhook.cli import pool, sources
    from unhook.cli.progress import bar

    with bar("indexing", wanted=True) as tick:
        for made in pool.run(sources.read(args.paths), Task(context), args.jobs):
            tick()
            yield made


def _target(name: str) -> Path:
    """Where to write. Raises InputError where a file would be lost that is no index, or cannot be."""
    from unhook.archive.index.read import is_index

    path = Path(name)
    if path.is_dir():
        raise InputError(f"{name}: a folder; name a file in it, such as {path / 'mail.parquet'}")
    if not path.parent.is_dir():
        raise InputError(f"{path.parent}: no such folder")
    if path.exists() and not is_index(name):
        raise InputError(f"{name}: exists and is no index; give another name")
    return path
