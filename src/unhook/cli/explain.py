"""`unhook explain`: one self-contained page on a mail, or its full report as text."""

import argparse

from unhook.cli import check


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the verb to the command line."""
    parser = subparsers.add_parser(
        "explain",
        help="show a mail with every red flag marked where it stands",
        description="Write one self-contained page: the mail as its recipient sees it, made harmless, "
        "with each red flag marked and explained. Open it in a browser; it loads nothing.",
        epilog="Example: unhook explain mail.eml --output report.html",
    )
    parser.add_argument(
        "paths", nargs="+", metavar="PATH", help="a mail, mailbox or folder; - is standard input"
    )
    parser.add_argument(
        "--format", choices=("html", "text"), default="html", help="a page or text (default: html)"
    )
    parser.add_argument(
        "--output", metavar="FILE", help="where to write; a folder where there are several mails"
    )
    check.add_judging(parser)
    parser.set_defaults(run=check.run, full=True)
