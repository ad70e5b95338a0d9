"""`unhook serve`, `unhook demo`, `unhook console`: the web console, examples in it, and its users."""

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from unhook.cli import options
from unhook.errors import ConfigError

_EXTRA = frozenset({"litestar", "uvicorn", "jinja2", "argon2", "anyio", "pydantic", "sqlalchemy", "alembic"})


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the verbs to the command line."""
    serve = subparsers.add_parser(
        "serve",
        help="serve the web console and its HTTP API",
        description="Serve the web console and its HTTP API.",
    )
    serve.add_argument(
        "--config", metavar="FILE", type=Path, required=True, help="with [console] and [store]"
    )
    serve.set_defaults(run=run_serve)
    demo = subparsers.add_parser(
        "demo",
        help="look at the web console with example mails",
        description="Serve the web console with example mails on this machine alone. It prints a link that"
        " signs you in; when it ends, all of it is gone.",
    )
    demo.add_argument("--port", type=int, default=0, metavar="N", help="default: any that is free")
    demo.set_defaults(run=run_demo)
    console = subparsers.add_parser(
        "console", help="the console's users", description="Look after the users of the web console."
    )
    things = console.add_subparsers(title="commands", metavar="COMMAND", required=True)
    user = things.add_parser("user", help="add a user, or give one another password")
    verbs = user.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for name, text, action in (
        ("add", "add a user; the password is read from the terminal or standard input", run_add),
        ("password", "give a user another password and end their sessions", run_password),
    ):
        verb = verbs.add_parser(name, help=text, description=text[0].upper() + text[1:] + ".")
        verb.add_argument("name", metavar="NAME")
        options.add_store(verb, required=True)
        verb.set_defaults(run=action)
        if action is run_add:
            verb.add_argument("--role", choices=("viewer", "analyst", "admin"), default="viewer")
            verb.add_argument("--address", help="their own mail address: mail to it is theirs to see")


def run_serve(args: argparse.Namespace) -> int:
    """Serve until it is told to stop; 0. Raises `ConfigError` without the extra `console`."""
    import logging

    with needed():
        from unhook.console import serve
        from unhook.settings import load

    logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(levelname)s %(message)s")
    serve.run(load(args.config))
    return 0


def run_demo(args: argparse.Namespace) -> int:
    """Serve examples until it is told to stop; 0."""
    with needed():
        from unhook.console import demo

    options.note("reading the example mails ...")
    demo.run(args.port, lambda url: print(f"Open this once, it signs you in: {url}", flush=True))
    return 0


def run_add(args: argparse.Namespace) -> int:
    """Add a user; 0."""
    with needed():
        from unhook.console import password
        from unhook.store import users
    from unhook.cli.store.verb import actor

    store = options.store(args)
    assert store is not None
    kept = password.hashed(_password())
    with store.writing() as connection:
        users.add(
            connection,
            args.name,
            args.role,
            by=actor(),
            at=store.now(),
            address=args.address,
            password=kept,
        )
    options.note(f"{args.name}: added as {args.role}")
    return 0


def run_password(args: argparse.Namespace) -> int:
    """Another password for a user; 0. Raises `ConfigError` where there is none of that name."""
    with needed():
        from unhook.console import password
        from unhook.store import users
    from unhook.cli.store.verb import actor

    store = options.store(args)
    assert store is not None
    kept = password.hashed(_password())
    with store.writing() as connection:
        user = users.named(connection, args.name)
        if user is None:
            raise ConfigError(f"there is no user {args.name!r}")
        users.change(connection, user.id, by=actor(), at=store.now(), password=kept)
    options.note(f"{args.name}: has another password")
    return 0


def _password() -> str:
    if sys.stdin.isatty():
        import getpass

        first = getpass.getpass("Password: ")
        if first != getpass.getpass("Again: "):
            raise ConfigError("the two are not the same")
        return first
    return sys.stdin.readline().rstrip("\r\n")


@contextmanager
def needed() -> Iterator[None]:
    """Says which extra is missing."""
    try:
        yield
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in _EXTRA:
            raise
        raise ConfigError("this needs: pip install 'unhook[console]'") from None
