"""`unhook rules fmt`: the MQL of rule files laid out in place."""

import argparse
import sys
from pathlib import Path

from unhook.cli.rules.verb import add, add_paths, shown


def register(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the verb."""
    parser = add(verbs, "fmt", run, "lay out the MQL of rule files in place; comments and all else stay")
    add_paths(parser, required=True)
    parser.add_argument("--check", action="store_true", help="only say which files would change")


def run(args: argparse.Namespace) -> int:
    """Format: 0 done, 2 a file was left as it is. With `--check` 1 where a file would change."""
    from unhook.errors import RuleError
    from unhook.rules import pack

    count = changed = failed = 0
    for path in pack.rule_files(args.paths):
        count += 1
        try:
            if _format(path, write=not args.check):
                changed += 1
                print(shown(f"{path}: {'would change' if args.check else 'laid out'}"))
        except RuleError as error:
            failed += 1
            print(shown(str(error)), file=sys.stderr)
    left = f", {failed} cannot be laid out" if failed else ""
    print(f"{count} rules: {changed} {'would change' if args.check else 'changed'}{left}")
    return 2 if failed else 1 if args.check and changed else 0


def _format(path: Path, *, write: bool) -> bool:
    """Whether the file is not laid out; it is now if `write`."""
    from unhook.errors import RuleError
    from unhook.rules.formatting import formatted

    try:
        # Line ends are kept as they are.
        text = path.read_bytes().decode()
        result = formatted(path, text)
        if write and result != text:
            path.write_bytes(result.encode())
    except (OSError, UnicodeDecodeError) as error:
        raise RuleError(f"{path}: {error}") from error
    return result != text
