"""`unhook rules check`: mistakes in rule files, found without running them."""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from unhook.cli.rules.verb import add, add_paths, paths, shown

if TYPE_CHECKING:
    from unhook.rules.problems import Problem


def register(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the verb."""
    parser = add(verbs, "check", run, "look for mistakes in rule files without running them")
    add_paths(parser)
    parser.add_argument(
        "--shippable", action="store_true", help="ask of PATH what the shipped pack asks: wordings, proofs"
    )
    parser.add_argument("--format", choices=("text", "json"), default="text", help="text (default) or json")


def run(args: argparse.Namespace) -> int:
    """Check: 0 all is well, 1 a rule has mistakes."""
    from unhook.rules import pack

    count = failed = warned = 0
    rows = []
    for path in pack.rule_files(paths(args)):
        found = list(_problems(path, shippable=args.shippable or not args.paths))
        count += 1
        failed += any(each.severity == "error" for each in found)
        warned += bool(found) and all(each.severity == "warning" for each in found)
        if args.format == "json":
            rows += [_row(path, each) for each in found]
        else:
            for each in found:
                print(shown(each.shown))
    if args.format == "json":
        print(json.dumps(rows, indent=2))
    else:
        warnings = f", {warned} with warnings" if warned else ""
        print(f"{count} rules: {f'{failed} with mistakes' if failed else 'no mistakes'}{warnings}")
    return 1 if failed else 0


def _problems(path: Path, *, shippable: bool) -> Iterator["Problem"]:
    from unhook.errors import RuleError
    from unhook.rules import cases, problems, rule_file, standards

    try:
        text = rule_file.text_of(path)
    except RuleError as error:
        yield problems.in_file(path, "", "file", 1, str(error).removeprefix(f"{path}: "))
        return
    found = problems.of(path, text)
    yield from found
    if shippable and not any(each.severity == "error" for each in found):
        for lack in standards.problems(rule_file.read(path, text), cases.read(path, text)):
            yield problems.in_file(path, text, "standard", 1, lack)


def _row(path: Path, problem: "Problem") -> dict[str, object]:
    return {
        "file": str(path),
        "line": problem.line,
        "column": problem.column,
        "severity": problem.severity,
        "code": problem.code,
        "message": problem.message,
        "help": problem.help,
    }
