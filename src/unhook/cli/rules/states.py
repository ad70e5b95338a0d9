"""`unhook rules states`: which rules can be evaluated now, and what the others wait for."""

import argparse
from collections import Counter
from collections.abc import Collection, Iterable, Iterator

from unhook.cli import options, rows
from unhook.cli.rules.verb import add, add_paths, paths

_RULE = ("rule", "type", "file", "waits")
_WANT = ("waiting for", "rules", "for that alone")
NOTHING = "nothing"


def register(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the verb."""
    parser = add(verbs, "states", run, "count the rules that can be evaluated now, and what others wait for")
    add_paths(parser)
    parser.add_argument(
        "--format", choices=rows.FORMATS, default="table", help="table of causes; others: a row for each rule"
    )
    options.add_context(parser)
    options.add_lists(parser)


def run(args: argparse.Namespace) -> int:
    """Count: 0, or 2 where a rule cannot be read."""
    found, failed = [], 0
    for each in _rules(args):
        if each is None:
            failed += 1
        else:
            found.append(each)
    width = options.width() if args.format == "table" else None
    if args.format == "table":
        table = rows.table(_WANT, summary(waits for _, kind, _, waits in found), width)
    else:
        table = rows.written(_RULE, found, args.format, width)
    for line in table:
        print(line)
    options.note(f"{len(found):,} rules" + (f", {failed} with mistakes left out" if failed else ""))
    return 2 if failed else 0


def _rules(args: argparse.Namespace) -> Iterator[tuple[str, str, str, list[str]] | None]:
    from unhook import mql
    from unhook.errors import RuleError
    from unhook.feeds import installed
    from unhook.rules import pack, rule_file
    from unhook.rules.defaults import unexamined
    from unhook.rules.needs import Supply, asked

    supply = Supply(options.context(args), installed.lists())
    for path in pack.rule_files(paths(args)):
        try:
            rule = rule_file.read(path)
            checked = mql.analyse(rule.source, unexamined(), name=rule.id, query=rule.kind == "query")
        except RuleError as error:
            options.note(str(error))
            yield None
        else:
            yield rule.id, rule.kind, rows.Own(path), sorted(supply.missing(asked(checked)))


def summary(waits: Iterable[Collection[str]]) -> Iterator[tuple[str, int, int]]:
    """For each missing thing the rules that wait for it, and those that wait for it alone; first those that
    wait for nothing.
    """
    every, alone = Counter[str](), Counter[str]()
    for names in waits:
        every.update(names or [NOTHING])
        if len(names) < 2:
            alone.update(names or [NOTHING])
    for name, count in sorted(every.items(), key=lambda each: (each[0] != NOTHING, -each[1], each[0])):
        yield name, count, alone[name]
