"""What a feed holds: rules by type, which of them can be used, and why others cannot."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from unhook import mql
from unhook.errors import RuleError
from unhook.feeds.draft import files
from unhook.mql import syntax
from unhook.rules import rule_file
from unhook.rules.defaults import library
from unhook.rules.needs import asked
from unhook.rules.rule_file import Rule


@dataclass(frozen=True, slots=True)
class Survey:
    """Counts of a feed's rule files.

    `kinds` and `usable` by the files' `type`; `inactive` are switched off by their authors,
    `never` can hit nothing since their condition is constantly false; `problems` says of
    each file that cannot be used why; `asks` has for each usable rule what it asks of the
    world around a message (see `unhook.rules.needs`).
    """

    kinds: Mapping[str, int]
    usable: Mapping[str, int]
    inactive: int
    never: int
    problems: tuple[str, ...]
    asks: Mapping[str, frozenset[str]]


def examine(folder: Path, feed: str) -> tuple[tuple[Rule, ...], Survey]:
    """The rules of a feed that can be used, and what was found of all of them.

    All of a feed's findings form one group, so that many rules on one lure add less each. A
    rule that names no kind of attack weighs nothing: it tells what a mail is, not that it
    is bad.
    """
    kinds: Counter[str] = Counter()
    usable: Counter[str] = Counter()
    asks: dict[str, frozenset[str]] = {}
    rules: dict[str, Rule] = {}
    problems: list[str] = []
    inactive = never = 0
    for name in files(folder):
        if not name.lower().endswith((".yml", ".yaml")):
            continue
        try:
            rule = rule_file.read(Path(name), rule_file.text_of(folder / name))
            kinds[rule.kind] += 1
            checked = mql.analyse(rule.source, library(), name=name, query=rule.kind == "query")
        except RuleError as error:
            problems.append(str(error))
            continue
        if not rule.active:
            inactive += 1
            continue
        if isinstance(checked.tree, syntax.Literal) and checked.tree.value is False:
            never += 1
            continue
        usable[rule.kind] += 1
        known = rule.id if rule.id not in rules else name
        asks[known] = asked(checked)
        weight = rule.weight if rule.attack_types else 0.0
        rules[known] = replace(rule, id=known, group=f"feed:{feed}", weight=weight)
    return tuple(rules.values()), Survey(kinds, usable, inactive, never, tuple(problems), asks)
