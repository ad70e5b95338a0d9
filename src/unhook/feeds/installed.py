"""The feeds of this user as packs and lists, each read and compiled once a process."""

from collections import ChainMap
from collections.abc import Mapping
from functools import cache
from typing import Any

from unhook.errors import RuleError
from unhook.feeds import survey
from unhook.feeds.lists import FeedLists
from unhook.feeds.store import Feed, Store
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
    return tuple(_pack(store, feed) for feed in feeds)


@cache
def lists() -> Mapping[str, Any]:
    """The named lists of all installed feeds, by feed name, before those that come with Unhook."""
    store = Store()
    return ChainMap(*(FeedLists(store.files(feed)) for feed in store.feeds()), LISTS)  # type: ignore[arg-type]


def compile_feed(store: Store, feed: Feed) -> survey.Survey:
    """Read a feed's rules anew and keep them compiled for the next start; the answer is what was found."""
    rules, found = survey.examine(store.files(feed), feed.name)
    _compiled(feed, rules)
    return found


def _pack(store: Store, feed: Feed) -> Pack:
    folder = store.files(feed)
    known = kept.read(_kept_as(feed), feed.version.encode())
    if known is None:
        rules, _ = survey.examine(folder, feed.name)
        made = _compiled(feed, rules)
        known = made.rules, made.programs
    return pack.assembled(*known, feed.name, lists())


def _compiled(feed: Feed, rules: tuple[Rule, ...]) -> Pack:
    made = pack.of([rule for rule in rules if rule.kind in _RUN], feed.name, unexamined(), lists())
    kept.write(_kept_as(feed), feed.version.encode(), (*made.rules, *made.exclusions), made.programs)
    return made


def _kept_as(feed: Feed) -> str:
    return f"feed-{feed.name}"
