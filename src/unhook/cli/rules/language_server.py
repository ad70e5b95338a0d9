"""`unhook rules language-server`: rules in an editor, over standard input and output."""

import argparse
import os
import sys

from unhook.cli.rules.verb import add


def register(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the verb."""
    add(verbs, "language-server", run, "serve an editor (LSP) over standard input and output")


def run(args: argparse.Namespace) -> int:
    """Serve until the editor ends it. Raises `ConfigError` without the extra `editor`."""
    from unhook.errors import ConfigError

    try:
        from unhook.editor.server import server
    except ModuleNotFoundError as error:
        if error.name not in ("pygls", "lsprotocol"):
            raise
        raise ConfigError("the language server needs: pip install 'unhook[editor]'") from None
    # The server closes the stream that it writes to.
    server.start_io(stdout=os.fdopen(os.dup(sys.stdout.fileno()), "wb"))
    return 0
