"""`unhook rules schema`: the keys of rule files for editors."""

import argparse
import json

from unhook.cli.rules.verb import add


def register(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the verb."""
    add(verbs, "schema", run, "print the JSON Schema of rule files, for editors")


def run(args: argparse.Namespace) -> int:
    """Print it."""
    from unhook.rules.schema import schema

    print(json.dumps(schema(), indent=2))
    return 0
