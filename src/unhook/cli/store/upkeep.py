"""`unhook store migrate`, `check`, `show`, `expire`, `key`, `reseal`: the store's own upkeep."""

import argparse
from typing import TYPE_CHECKING

from unhook.cli import options
from unhook.cli.store import verb

if TYPE_CHECKING:
    from unhook.store import Store


def register(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the verbs."""
    parser = verbs.add_parser("migrate", help="make the tables, or bring them to this version")
    options.add_store(parser, required=True)
    parser.set_defaults(run=_migrate)
    verb.add(verbs, "check", _check, "is the store whole: file, tables, audit trail, keys")
    verb.add(verbs, "show", _show, "what is in the store")
    parser = verb.add(verbs, "expire", _expire, "let go of what was kept long enough")
    for name, text in (
        ("raw", "raw bytes"),
        ("message", "messages and verdicts"),
        ("history", "who wrote to whom"),
    ):
        parser.add_argument(
            f"--{name}-days", type=int, metavar="N", help=f"keep {text} so long (default: docs/store.md)"
        )
    parser.add_argument("--anyway", action="store_true", help="also where nothing was recorded for a month")
    parser = verbs.add_parser("key", help="make a key to seal with; keep it in a file that only you may read")
    parser.add_argument("name", metavar="NAME", help="what to call it, such as 2026-11")
    parser.set_defaults(run=_key)
    verb.add(verbs, "reseal", _reseal, "seal with the first key what an older one sealed, or none")


def _migrate(args: argparse.Namespace) -> int:
    from unhook.store import Store

    store = Store.open(args.store, migrate=True)
    options.note(f"{store.database.name}: at {store.revision()}")
    store.close()
    return 0


def _check(_: argparse.Namespace, store: "Store") -> int:
    from unhook.store import upkeep

    problems = upkeep.check(store)
    for problem in problems:
        options.note(problem)
    if not problems:
        print("the store is whole")
    return 2 if problems else 0


def _show(_: argparse.Namespace, store: "Store") -> int:
    from unhook.store import upkeep

    shown = upkeep.show(store)
    print(f"{shown.name}\ttables at {shown.revision}\t{shown.size / 1e6:,.1f} MB")
    if shown.oldest and shown.newest:
        print(f"mail from {shown.oldest:%Y-%m-%d} to {shown.newest:%Y-%m-%d}")
    for name, count in shown.rows.items():
        print(f"{count:12,}  {name}")
    for name, count in shown.keys.items():
        print(f"{count:12,}  texts {f'sealed with {name}' if name else 'not sealed'}")
    return 0


def _expire(args: argparse.Namespace, store: "Store") -> int:
    from dataclasses import replace

    from unhook.store import retention

    given = {name: getattr(args, name) for name in ("raw_days", "message_days", "history_days")}
    kept = {name: days for name, days in given.items() if days is not None}
    store = replace(store, keeping=replace(store.keeping, **kept))
    gone = retention.expire(store, by=verb.actor(), anyway=args.anyway)
    messages = f"bytes of {gone.raws:,} mails, {gone.messages:,} messages"
    options.note(f"gone: {messages}, {gone.history:,} rows of history")
    return 0


def _key(args: argparse.Namespace) -> int:
    from unhook.store import keys

    print(keys.fresh(args.name))
    return 0


def _reseal(_: argparse.Namespace, store: "Store") -> int:
    from unhook.errors import ConfigError
    from unhook.store import upkeep

    if store.safe.keys.current is None:
        raise ConfigError("there is no key to seal with; see docs/store.md")
    options.note(f"{upkeep.seal_again(store):,} texts are sealed anew")
    return 0
