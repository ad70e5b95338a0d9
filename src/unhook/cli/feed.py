"""`unhook feed`: rules that others publish, fetched, kept in versions, updated and gone back from."""

import argparse
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from unhook.feeds.store import Feed, Store
    from unhook.feeds.survey import Survey

_PROBLEMS_SHOWN = 20
_HASH_SHOWN = 12


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the verb and its own verbs to the command line."""
    parser = subparsers.add_parser(
        "feed",
        help="add, update, list and remove rule feeds",
        description="Keep rules and lists that others publish. Use them with: unhook check --feed NAME.",
    )
    verbs = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    add = _verb(verbs, "add", _add, "fetch a feed and say what is in it")
    add.add_argument(
        "source",
        metavar="SOURCE",
        help="folder, archive (.tar.gz, .tar.xz, .zip), git repository (path or address, #REF for a branch"
        " or tag) or https address of an archive",
    )
    add.add_argument("--name", help="what to call it (default: taken from the source)")
    update = _verb(verbs, "update", _update, "fetch feeds anew; the version before is kept")
    update.add_argument("names", nargs="*", metavar="NAME", help="which feeds (default: all)")
    update.add_argument("--again", action="store_true", help="also a version that was gone back from")
    _verb(verbs, "list", _list, "one line a feed")
    for name, action, text in (
        ("show", _show, "what is in a feed, and which of its rules cannot be used"),
        ("rollback", _rollback, "go back to the version before"),
        ("remove", _remove, "forget a feed and all its versions"),
    ):
        _verb(verbs, name, action, text).add_argument("name", metavar="NAME")


def run(args: argparse.Namespace) -> int:
    """Do it: 0 done, 2 could not be done."""
    status: int = args.action(args)
    return status


def _verb(
    verbs: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, action: object, text: str
) -> argparse.ArgumentParser:
    verb = verbs.add_parser(name, help=text, description=text[0].upper() + text[1:] + ".")
    verb.set_defaults(run=run, action=action)
    return verb


def _store() -> "Store":
    from unhook.feeds.store import Store

    return Store()


def _add(args: argparse.Namespace) -> int:
    store = _store()
    _describe(store, store.add(args.source, args.name))
    return 0


def _update(args: argparse.Namespace) -> int:
    from unhook.errors import UnhookError

    store = _store()
    status = 0
    for name in args.names or [feed.name for feed in store.feeds()]:
        try:
            before, after = store.feed(name), store.update(name, again=args.again)
            if after.version == before.version:
                print(f"{name}: nothing new")
            else:
                _describe(store, after)
        except UnhookError as error:
            # One publisher's mistake keeps no other feed from its update.
            print(f"{name}: {_shown(str(error))}")
            status = 2
    return status


def _list(args: argparse.Namespace) -> int:
    for feed in _store().feeds():
        back = f", {len(feed.previous)} to go back to" if feed.previous else ""
        version = feed.version[:_HASH_SHOWN]
        print(f"{feed.name}  {version}  {feed.updated[:10]}  {_shown(feed.origin)}{back}")
    return 0


def _show(args: argparse.Namespace) -> int:
    store = _store()
    _describe(store, store.feed(args.name))
    return 0


def _rollback(args: argparse.Namespace) -> int:
    store = _store()
    _describe(store, store.rollback(args.name))
    return 0


def _remove(args: argparse.Namespace) -> int:
    _store().remove(args.name)
    print(f"{args.name}: removed")
    return 0


def _describe(store: "Store", feed: "Feed") -> None:
    from unhook.feeds import installed
    from unhook.feeds.lists import of_feed

    commit = f", commit {feed.commit[:_HASH_SHOWN]}" if feed.commit else ""
    print(f"{feed.name}: version {feed.version[:_HASH_SHOWN]}{commit}, from {_shown(feed.origin)}")
    found = installed.compile_feed(feed)
    for kind, count in sorted(found.kinds.items(), key=lambda each: -each[1]):
        print(f"  {count:>6,} of type {kind}, {found.usable.get(kind, 0):,} usable")
    if found.never or found.inactive:
        print(f"  {found.never:>6,} constantly false, {found.inactive:,} switched off by their authors")
    _states(found)
    _counted("lists", {f"${name}": len(entries) for name, entries in of_feed(store.files(feed)).items()})
    _counted("left out", feed.left_out)
    if found.problems:
        print(f"  {len(found.problems):>6,} cannot be used:")
        for problem in found.problems[:_PROBLEMS_SHOWN]:
            print(_indented(problem))
        if len(found.problems) > _PROBLEMS_SHOWN:
            print(f"    and {len(found.problems) - _PROBLEMS_SHOWN} more")


def _states(found: "Survey") -> None:
    """What is at hand without further options; the verb `rules states` takes them."""
    from unhook.cli.rules import states
    from unhook.context import Context
    from unhook.feeds import installed
    from unhook.rules.needs import Supply

    supply = Supply(Context(), installed.lists())
    waits = {name: count for name, count, _ in states.summary(map(supply.missing, found.asks.values()))}
    now = waits.pop(states.NOTHING, 0)
    print(f"  {now:>6,} of {len(found.asks):,} usable rules can be evaluated in full now")
    _counted("the others wait for", waits)


def _counted(label: str, counts: Mapping[str, int]) -> None:
    if counts:
        ranked = sorted(counts.items(), key=lambda each: (-each[1], each[0]))
        print(f"  {label}: " + ", ".join(f"{_shown(name)} {count:,}" for name, count in ranked))


def _indented(text: str) -> str:
    from unhook.report.defang import visible_lines

    lines: Iterable[str] = visible_lines(text).splitlines()
    return "\n".join(f"    {line}" for line in lines)


def _shown(text: str) -> str:
    """Others wrote it: no control character reaches the terminal."""
    from unhook.report.defang import visible

    return visible(text)
