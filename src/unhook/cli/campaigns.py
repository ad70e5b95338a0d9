"""`unhook campaigns`: which stored messages are of one template, and what is known of them together."""

import argparse
from typing import TYPE_CHECKING

from unhook.cli import options
from unhook.cli.store import verb

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from unhook.campaigns import Campaign
    from unhook.store import Store

_SHOWN = 20


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the verb to the command line."""
    parser = subparsers.add_parser(
        "campaigns",
        help="messages of one template in the store",
        description="Campaigns: messages of one template in the store, whoever sent them to whom.",
    )
    verbs = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    listing = verb.add(verbs, "list", _list, "the newest campaigns, one a line")
    listing.add_argument("--harmful", action="store_true", help="only those with a suspicious message")
    listing.add_argument("--limit", type=int, default=50, metavar="N", help="at most so many (default: 50)")
    showing = verb.add(verbs, "show", _show, "what is known of one campaign")
    showing.add_argument("campaign", metavar="ID", help="its number, or the beginning of its key")
    options.add_own(showing)


def find(connection: "Connection", named: str) -> "Campaign":
    """A campaign by number or beginning of its key. Raises `InputError` where there is none."""
    from unhook import campaigns
    from unhook.errors import InputError

    found = campaigns.get(connection, int(named)) if named.isdecimal() and len(named) < 12 else None
    found = found or campaigns.by_key(connection, named.lower())
    if found is None:
        raise InputError(f"there is no campaign {named!r}, or more than one begins so")
    return found


def _list(args: argparse.Namespace, store: "Store") -> int:
    from unhook import campaigns
    from unhook.report.defang import harmless

    with store.reading() as connection:
        found = campaigns.listed(connection, harmful=args.harmful, limit=args.limit)
    for each in found:
        levels = " ".join(f"{name}:{many}" for name, many in each.levels.items())
        dates = f"{each.first:%Y-%m-%d %H:%M}", f"{each.last:%Y-%m-%d %H:%M}"
        print(each.id, each.key[:12], each.size, *dates, levels, harmless(each.subject), sep="\t")
    return 0 if found else 1


def _show(args: argparse.Namespace, store: "Store") -> int:
    from unhook import campaigns
    from unhook.report.defang import harmless

    with store.reading() as connection:
        each = find(connection, args.campaign)
        days = campaigns.timeline(connection, each.id)
        people = campaigns.recipients(connection, each.id, _SHOWN)
        senders = campaigns.senders(connection, each.id, _SHOWN)
        indicators = campaigns.indicators(connection, store.safe, each.id, options.own(args))
        copies = campaigns.preview(connection, each.id)
        newest = campaigns.members(connection, each.id, limit=_SHOWN).messages
    states: dict[str, int] = {}
    for copy in copies:
        states[copy.state] = states.get(copy.state, 0) + 1
    counts = {**each.levels, **{f"called {name}": many for name, many in each.labels.items()}}
    print(f"campaign {each.id} ({each.key})\n{harmless(each.subject)}")
    print(f"{each.size:,} messages, {each.first:%Y-%m-%d %H:%M} to {each.last:%Y-%m-%d %H:%M}")
    _lines("judged", [f"{name}: {many:,}" for name, many in counts.items()])
    _lines("days", [f"{at:%Y-%m-%d}: {many:,}" for at, many in days])
    _lines("from", [f"{harmless(name)}: {many:,}" for name, many in senders])
    _lines("to", [f"{harmless(name)}: {many:,}" for name, many in people])
    found = [f"{i.kind} {harmless(i.value)} ({i.role}, {i.confidence})" for i in indicators[:_SHOWN]]
    _lines("indicators", found)
    _lines("copies", [f"{state}: {many:,}" for state, many in sorted(states.items())])
    _lines("newest", [f"{m.key[:12]} {m.date:%Y-%m-%d %H:%M} {harmless(m.sender)}" for m in newest])
    return 0


def _lines(heading: str, lines: list[str]) -> None:
    if lines:
        print(f"\n{heading}")
        for line in lines:
            print(f"  {line}")
