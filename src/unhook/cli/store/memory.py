"""`unhook store import`, `search`, `teach`: mail into the store, out of it, and what it really was."""

import argparse
from itertools import islice
from typing import TYPE_CHECKING

from unhook.cli import options
from unhook.cli.store import verb

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from unhook.cli.sources import Source
    from unhook.context import Context
    from unhook.store import Label, Store

_LABELS: "tuple[Label, ...]" = ("phish", "malware", "spam", "genuine")
TOGETHER = 200
"""Mails that are imported in one transaction."""


def register(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the verbs."""
    parser = verb.add(verbs, "import", _import, "record old mail, so that its senders are known")
    parser.add_argument("paths", nargs="+", metavar="PATH", help="a mail, mailbox or folder")
    parser.add_argument("--judge", action="store_true", help="judge the mails too; takes much longer")
    options.add_context(parser)
    parser = verb.add(verbs, "search", _search, "find mail, the newest first")
    parser.add_argument(
        "query",
        nargs="*",
        metavar="TERM",
        help="field:value or a word of the subject, -TERM to exclude; see docs/store.md",
    )
    parser.add_argument("--limit", type=int, default=50, metavar="N", help="at most so many (default: 50)")
    parser = verb.add(verbs, "teach", _teach, "say what a mail really is; its sender's history heeds it")
    what = parser.add_mutually_exclusive_group(required=True)
    for label in _LABELS:
        what.add_argument(f"--{label}", nargs="+", metavar="MAIL", help=f"these are {label}")
    what.add_argument("--forget", nargs="+", metavar="MAIL", help="take back what was said of these")
    parser.add_argument("--reason", default="", metavar="TEXT", help="why, for the audit trail")
    options.add_context(parser)


def _import(args: argparse.Namespace, store: "Store") -> int:
    from unhook.cli import sources
    from unhook.cli.progress import bar

    if not args.org_domain:
        options.note("without --org-domain no mail counts as your own: nobody will be known as written to")
    context = _context(args)
    read = new = failed = 0
    mails = sources.read(args.paths)
    with bar("importing", wanted=True) as tick:
        while together := list(islice(mails, TOGETHER)):
            with store.writing() as connection:
                for source in together:
                    tick()
                    if source.error is not None:
                        options.note(f"{source.path}: {source.error}")
                        failed += 1
                        continue
                    read += 1
                    new += _record(store, connection, source, context, judge=args.judge)
    options.note(
        f"{read:,} mails read, {new:,} of them new" + (f"; {failed:,} could not be read" if failed else "")
    )
    return 2 if failed else 0


def _record(
    store: "Store", connection: "Connection", source: "Source", context: "Context", *, judge: bool
) -> bool:
    from unhook import app
    from unhook.store import Delivery

    delivery = Delivery("import")
    if not judge:
        message = app.parse(source.raw, context)
        return store.record(message, None, delivery, connection=connection).new
    checked = app.check(source.raw, context)
    return store.record(checked.message, checked.verdict, delivery, connection=connection).new


def _search(args: argparse.Namespace, store: "Store") -> int:
    from unhook.report.defang import harmless
    from unhook.store import search
    from unhook.store.query import parse

    query = parse(" ".join(args.query), store.now())
    with store.reading() as connection:
        found = search.search(connection, query, limit=args.limit)
    for each in found.messages:
        shown = (each.label or each.level or "-", each.sender, ",".join(each.recipients), each.subject)
        print(each.key[:12], f"{each.date:%Y-%m-%d %H:%M}", *map(harmless, shown), sep="\t")
    if found.older is not None:
        options.note("there are more; narrow the search, or give a higher --limit")
    return 0 if found.messages else 1


def _teach(args: argparse.Namespace, store: "Store") -> int:
    from unhook import app
    from unhook.cli import sources
    from unhook.errors import InputError
    from unhook.store import reading, rows, teaching

    label: Label | None = next((name for name in _LABELS if getattr(args, name)), None)
    taught = 0
    for source in sources.read(getattr(args, label or "forget")):
        if source.error is not None:
            raise InputError(f"{source.path}: {source.error}")
        message = app.parse(source.raw, _context(args))
        with store.writing() as connection:
            ids = reading.by_content(connection, rows.content(message))
            if not ids:
                ids = (store.record(message, None, connection=connection).id,)
            for id_ in ids:
                teaching.teach(connection, id_, label, by=verb.actor(), at=store.now(), reason=args.reason)
        taught += len(ids)
    options.note(f"{taught:,} messages are known as {label or 'what they were judged'}")
    return 0


def _context(args: argparse.Namespace) -> "Context":
    """What the options say, without the store: old mail is not to be judged by what came after it."""
    args.store = None
    return options.context(args)
