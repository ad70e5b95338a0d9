"""The feeds of this user as packs and lists, each read and compiled once a process."""

from collections import ChainMap
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from unhook.errors import RuleError
from unhook.feeds import lists as list_files
from unhook.feeds.store import Feed, Store
from unhook.feeds.survey import Survey, examine
from unhook.rules import kept, pack
from unhook.rules.defaults import LISTS, unexamined
from unhook.rules.pack import Pack
from unhook.rules.rule_file import Rule

ALL = "all"
_RUN = frozenset({"rule", "exclusion"})


@cache
def packs(names: tuple[str, ...]) -> tuple[Pack, ...]:
    """The feeds of those names, `all` standing for every one. Raises `RuleError` for one that is not
    there or not as it was fetched.
    """
    store = Store()
    feeds = store.feeds() if ALL in names else tuple(store.feed(name) for name in dict.fromkeys(names))
    if not feeds:
        raise RuleError("no feed is installed; add one with: unhook feed add SOURCE")
    return tuple(map(_pack, feeds))


@cache
def lists() -> Mapping[str, Any]:
    """The named lists of all installed feeds, by feed name, before those that come with Unhook."""
    return ChainMap(*(list_files.of_feed(_files(feed)) for feed in Store().feeds()), LISTS)  # type: ignore[arg-type]


def supplied(paths: Mapping[str, Path]) -> Mapping[str, Any]:
    """A user's own files as named lists, read as the installed feeds describe lists of those names.

    Raises `InputError` for a file that cannot be read, `ConfigError` for one whose entries cannot be told.
    """
    known: dict[str, list_files.ListFile] = {}
    for feed in reversed(Store().feeds()):
        known |= list_files.described(_files(feed))
    return list_files.supplied(paths, known)


def compile_feed(feed: Feed) -> Survey:
    """Read a feed's rules anew and keep them compiled for the next start; the answer is what was found."""
    rules, found = examine(_files(feed), feed.name)
    _compiled(feed, rules)
    return found


@cache
def _files(feed: Feed) -> Path:
    return Store().files(feed)


def _pack(feed: Feed) -> Pack:
    folder = _files(feed)
    known = kept.read(_kept_as(feed), feed.version.encode())
    if known is None:
        rules, _ = examine(folder, feed.name)
        return _compiled(feed, rules)
    return pack.assembled(*known, feed.name, lists(), bare=True)


def _compiled(feed: Feed, rules: tuple[Rule, ...]) -> Pack:
    running = tuple(rule for rule in rules if rule.kind in _RUN)
    # Each of them was examined just now.
    made = replace(pack.of(running, feed.name, unexamined(), lists()), bare=True)
    kept.write(_kept_as(feed), feed.version.encode(), running, made.programs)
    return made


def _kept_as(feed: Feed) -> str:
    return f"feed-{feed.name}"
