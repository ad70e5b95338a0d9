"""Options that several verbs share, and what they amount to."""

import argparse
import os
import sys

from unhook.context import Context


def add_context(parser: argparse.ArgumentParser) -> None:
    """The options that say what is known about the world around the mails."""
    known = parser.add_argument_group("what is known")
    known.add_argument(
        "--org-domain",
        action="append",
        metavar="DOMAIN",
        help="a domain of your own organisation (repeatable); tells inbound from internal mail",
    )
    known.add_argument(
        "--trust-authserv",
        action="append",
        metavar="ID",
        help="whose Authentication-Results to believe (repeatable); default: the newest receiving server",
    )


def add_jobs(parser: argparse.ArgumentParser) -> None:
    """The option for the number of processes."""
    parser.add_argument(
        "--jobs", type=_positive, metavar="N", help="processes; default: all cores for many mails"
    )


def add_language(parser: argparse.ArgumentParser) -> None:
    """The option for the language in which people are answered."""
    from unhook.catalogue import LANGUAGES

    parser.add_argument(
        "--language",
        metavar="TAG",
        default=None,
        help=f"language of the report ({', '.join(LANGUAGES)}); default: that of the environment, else en",
    )


def context(args: argparse.Namespace) -> Context:
    """The `Context` that the options describe, with what Unhook knows by itself."""
    from unhook import app

    return app.equipped(
        Context(
            org_domains=_lowered(args.org_domain),
            trusted_authserv_ids=_lowered(args.trust_authserv),
            language=language(args),
        )
    )


def language(args: argparse.Namespace) -> str:
    """The asked language, else the one of the environment (POSIX: LC_ALL, LC_MESSAGES, LANG)."""
    asked: str | None = getattr(args, "language", None)
    names = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return asked or next((name for name in names if name), "en")


def colour(stream: object) -> bool:
    """Whether a stream gets colours: a terminal that can, and nobody said NO_COLOR (no-color.org)."""
    isatty = getattr(stream, "isatty", None)
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return bool(isatty and isatty())


def width() -> int | None:
    """Columns of the terminal on standard output, `None` where there is none. COLUMNS overrides."""
    from shutil import get_terminal_size

    return get_terminal_size().columns if sys.stdout.isatty() or os.environ.get("COLUMNS") else None


def note(text: str) -> None:
    """A line about the run on standard error."""
    from unhook.report.defang import visible

    print(f"unhook: {visible(text)}", file=sys.stderr)


def _positive(text: str) -> int:
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f"{text!r} is no number of processes; give 1 or more")
    return int(text)


def _lowered(values: list[str] | None) -> frozenset[str] | None:
    return frozenset(value.lower() for value in values) if values else None
