"""What the verbs below `unhook store` share."""

import argparse
import getpass
from collections.abc import Callable
from typing import TYPE_CHECKING

from unhook.cli import options

if TYPE_CHECKING:
    from unhook.store import Store

    Action = Callable[[argparse.Namespace, Store], int]


def add(
    verbs: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, action: "Action", text: str
) -> argparse.ArgumentParser:
    """A verb that is given the opened store."""
    verb = verbs.add_parser(name, help=text, description=text[0].upper() + text[1:] + ".")
    options.add_store(verb, required=True)
    verb.set_defaults(run=lambda args: _run(args, action))
    return verb


def actor() -> str:
    """Who is noted in the audit trail: the user of this machine."""
    try:
        return f"user:{getpass.getuser()}"
    except (OSError, KeyError):
        return "user:unknown"


def _run(args: argparse.Namespace, action: "Action") -> int:
    store = options.store(args)
    assert store is not None
    try:
        return action(args, store)
    finally:
        store.close()
