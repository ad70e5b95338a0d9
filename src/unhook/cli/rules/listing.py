"""`unhook rules list`: one line a rule."""

import argparse

from unhook.cli.rules.verb import add, add_paths, paths, shown


def register(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the verb."""
    add_paths(add(verbs, "list", run, "one line a rule: id, severity, weight, name"))


def run(args: argparse.Namespace) -> int:
    """List, the groups together and the heaviest first."""
    from unhook.rules import pack, rule_file

    rules = [rule_file.read(path) for path in pack.rule_files(paths(args))]
    width = max(len(rule.id) for rule in rules)
    for rule in sorted(rules, key=lambda rule: (rule.group, -abs(rule.weight), rule.id)):
        columns = f"{rule.id:<{width}}  {rule.group or '-':<14}  {rule.severity:<13}  {rule.weight:+.1f}"
        print(shown(f"{columns}  {rule.name}"))
    return 0
