"""The `unhook` command: reads arguments, runs one verb, turns errors into a message and a status."""

import argparse
import errno
import io
import os
import sys
from collections.abc import Sequence

from unhook.cli import check, explain, parse
from unhook.errors import UnhookError
from unhook.version import VERSION

FAILED = 2
INTERRUPTED = 130
PIPE_CLOSED = 141
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO})


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; the result is the exit status.

    0 nothing found, 1 suspicious or malicious mail, 2 something could not be analysed
    (also wrong usage), 130 stopped by the user, 141 the reader of the output went away.
    """
    # A closed standard output (`>&-`) asks for the exit status alone.
    sys.stdout = sys.stdout or io.StringIO()
    try:
        status = _run(argv)
        sys.stdout.flush()
        return status
    except UnhookError as error:
        print(f"unhook: {_shown(error)}", file=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _drop_output()
        return PIPE_CLOSED
    except OSError as error:
        if error.errno not in _NO_ROOM:
            raise
        _drop_output()
        print(f"unhook: the report could not be written: {error.strerror}", file=sys.stderr)
        return FAILED


def parser(verb: str | None = None) -> argparse.ArgumentParser:
    """The argument parser. Verbs for rules and feeds are loaded only where they may be asked for."""
    top = argparse.ArgumentParser(
        prog="unhook",
        description="Recognise, explain and stop phishing mail. Nothing in a mail is run; nothing is fetched"
        " unless you say --live.",
        epilog="Start with: unhook check mail.eml",
    )
    top.add_argument("--version", action="version", version=f"unhook {VERSION}")
    subparsers = top.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for module in (check, explain, parse):
        module.register(subparsers)
    if verb is None:
        from unhook.cli import (
            campaigns,
            config,
            console,
            evaluate,
            explode,
            export,
            feed,
            hunt,
            index,
            learn,
            milter,
            notify,
            page,
            rules,
            store,
            train,
            understand,
            watch,
        )

        mails = (
            explode,
            page,
            understand,
            hunt,
            index,
            store,
            campaigns,
            export,
            milter,
            watch,
            console,
            notify,
            config,
        )
        for module in (*mails, feed, learn, train, evaluate, rules):
            module.register(subparsers)
    return top


def _run(argv: Sequence[str] | None) -> int:
    arguments = list(sys.argv[1:] if argv is None else argv)
    # An unknown word gets the full list of commands in its error.
    known = {"check", "explain", "parse"}
    args = parser(arguments[0] if arguments and arguments[0] in known else None).parse_args(arguments)
    status: int = args.run(args)
    return status


def _drop_output() -> None:
    # What is still buffered must not fail again when the interpreter closes the stream.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _shown(error: UnhookError) -> str:
    """On one line, but what is wrong with a rule's source with its carets."""
    from unhook.mql import DiagnosticError
    from unhook.report.defang import visible, visible_lines

    return (visible_lines if isinstance(error, DiagnosticError) else visible)(str(error))
