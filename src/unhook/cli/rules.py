"""`unhook rules`: prove, check, list and begin rules."""

import argparse
import sys
from pathlib import Path

from unhook.cli import backtest


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the verb and its own verbs to the command line."""
    parser = subparsers.add_parser(
        "rules",
        help="prove, check, list and begin rules",
        description="Work on rules. Without PATH the pack that comes with Unhook is meant.",
    )
    verbs = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for name, action, text in (
        ("test", _test, "run every rule against the mails in its own file"),
        ("check", _check, "look for mistakes in rule files without running them"),
        ("list", _list, "one line a rule: id, severity, weight, name"),
    ):
        verb = verbs.add_parser(name, help=text, description=text[0].upper() + text[1:] + ".")
        verb.add_argument(
            "paths", nargs="*", type=Path, metavar="PATH", help="a rule file or a folder of them"
        )
        verb.set_defaults(run=run, action=action)
        if name == "check":
            verb.add_argument(
                "--shippable",
                action="store_true",
                help="ask of PATH what the shipped pack asks: wordings, proofs",
            )
    backtest.register(verbs)
    new = verbs.add_parser(
        "new", help="write a rule file to start from", description="Write a rule file to start from."
    )
    new.add_argument("path", type=Path, metavar="NAME", help="the rule's id, or a path that ends in it")
    new.set_defaults(run=run, action=_new)


def run(args: argparse.Namespace) -> int:
    """Do it: 0 all is well, 1 a rule failed, 2 something could not be read."""
    status: int = args.action(args)
    return status


def _paths(args: argparse.Namespace) -> list[Path]:
    from unhook.rules.pack import SHIPPED

    return args.paths or [SHIPPED]


def _test(args: argparse.Namespace) -> int:
    from unhook.rules.prove import prove

    report = prove(_paths(args))
    for failure in report.failures:
        case = f" [{failure.case}]" if failure.case else ""
        print(f"FAILED {failure.rule}{case}: {_shown(failure.seen)}\n       in {failure.path}")
    failed = len({failure.path for failure in report.failures})
    print(f"{report.rules} rules, {report.mails} mails: {f'{failed} rules failed' if failed else 'all hold'}")
    return 1 if failed else 0


def _check(args: argparse.Namespace) -> int:
    from unhook import mql
    from unhook.errors import RuleError
    from unhook.rules import cases, pack, rule_file, standards
    from unhook.rules.defaults import library

    count = failed = 0
    for path in pack.rule_files(_paths(args)):
        count += 1
        try:
            text = rule_file.text_of(path)
            rule, own = rule_file.read(path, text), cases.read(path, text)
            program = mql.compile(rule.source, library(), name=rule.id, query=rule.kind == "query")
        except RuleError as error:
            failed += 1
            print(_shown(str(error)))
            continue
        for warning in program.warnings:
            print(_shown(warning.render(rule.source, rule.id)))
        lacks = standards.problems(rule, own) if args.shippable or not args.paths else ()
        failed += bool(lacks)
        for lack in lacks:
            print(f"{path}: {_shown(lack)}")
    print(f"{count} rules: {f'{failed} with mistakes' if failed else 'no mistakes'}")
    return 1 if failed else 0


def _list(args: argparse.Namespace) -> int:
    from unhook.rules import pack, rule_file

    rules = [rule_file.read(path) for path in pack.rule_files(_paths(args))]
    width = max(len(rule.id) for rule in rules)
    for rule in sorted(rules, key=lambda rule: (rule.group, -abs(rule.weight), rule.id)):
        columns = f"{rule.id:<{width}}  {rule.group or '-':<14}  {rule.severity:<13}  {rule.weight:+.1f}"
        print(f"{columns}  {_shown(rule.name)}")
    return 0


def _new(args: argparse.Namespace) -> int:
    from unhook.rules.skeleton import create

    path = create(args.path)
    print(f"{path}: written. Try: unhook rules test {path}", file=sys.stderr)
    return 0


def _shown(text: str) -> str:
    """Mails of a rule are hostile text as well: no control character reaches the terminal."""
    from unhook.report.defang import visible_lines

    return visible_lines(text)
