"""`unhook rules test`: every rule against the mails in its own file."""

import argparse

from unhook.cli.rules.verb import add, add_paths, paths, shown


def register(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the verb."""
    add_paths(add(verbs, "test", run, "run every rule against the mails in its own file"))


def run(args: argparse.Namespace) -> int:
    """Prove: 0 all hold, 1 a rule failed."""
    from unhook import app
    from unhook.context import Context
    from unhook.rules.prove import prove

    report = prove(paths(args), app.equipped(Context()).facts)
    for failure in report.failures:
        case = f" [{failure.case}]" if failure.case else ""
        print(shown(f"FAILED {failure.rule}{case}: {failure.seen}\n       in {failure.path}"))
    failed = len({failure.path for failure in report.failures})
    print(f"{report.rules} rules, {report.mails} mails: {f'{failed} rules failed' if failed else 'all hold'}")
    return 1 if failed else 0
