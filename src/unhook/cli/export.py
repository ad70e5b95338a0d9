"""`unhook export`: indicators of stored mail, written for another system. Nothing is sent."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from unhook.cli import options
from unhook.cli.store import verb

if TYPE_CHECKING:
    from unhook.export.batch import Batch
    from unhook.store import Store

_FORMATS = ("stix", "misp", "csv", "jsonl", "thehive", "arf")


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the verb to the command line."""
    parser = verb.add(
        subparsers, "export", _export, "write the indicators of stored mail for another system; sends nothing"
    )
    parser.add_argument(
        "query", nargs="*", metavar="TERM", help="which mails: as `unhook store search`, see docs/store.md"
    )
    parser.add_argument("--campaign", metavar="ID", help="or all mails of a campaign")
    parser.add_argument("--format", choices=_FORMATS, default="jsonl", help="default: jsonl")
    parser.add_argument("--output", type=Path, metavar="FILE", help="default: standard output")
    parser.add_argument("--limit", type=int, default=500, metavar="N", help="at most so many mails (500)")
    parser.add_argument("--to", default="", metavar="ADDRESS", help="arf: whom the draft is for")
    options.add_own(parser)


def _export(args: argparse.Namespace, store: "Store") -> int:
    from unhook.errors import InputError
    from unhook.export.formats import rendered

    if bool(args.query) == bool(args.campaign):
        raise InputError("say which mails: terms of a search, or --campaign ID")
    batch = _batch(args, store)
    if not batch.mails:
        options.note("no mail fits")
        return 1
    if not batch.indicators:
        options.note("nothing in these mails is to be looked for elsewhere")
    written = _draft(args, store, batch) if args.format == "arf" else rendered(args.format, batch).encode()
    if args.output is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(written)
    else:
        args.output.write_bytes(written)
    return 0


def _batch(args: argparse.Namespace, store: "Store") -> "Batch":
    from unhook import campaigns
    from unhook.cli.campaigns import find
    from unhook.export.batch import collect
    from unhook.store import search
    from unhook.store.query import parse

    with store.reading() as connection:
        campaign = find(connection, args.campaign) if args.campaign else None
        if campaign is not None:
            found = campaigns.members(connection, campaign.id, limit=args.limit)
        else:
            query = parse(" ".join(args.query), store.now())
            found = search.search(connection, query, limit=args.limit)
        if found.older is not None:
            options.note(f"there are more than {len(found.messages):,} mails; the newest are exported")
        return collect(connection, store.safe, found.messages, options.own(args), campaign)


def _draft(args: argparse.Namespace, store: "Store", batch: "Batch") -> bytes:
    from unhook.errors import InputError
    from unhook.export import arf
    from unhook.store import reading

    if len(batch.mails) > 1:
        raise InputError("an abuse report is about one mail; narrow the search, for instance with id:")
    with store.reading() as connection:
        (id_,) = filter(None, (reading.find(connection, mail.key) for mail in batch.mails))
        (summary,) = reading.summaries(connection, (id_,))
        raw = reading.raw(connection, store.safe, id_)
    return arf.draft(batch.mails[0], batch.indicators, raw, summary.recipients, to=args.to)
