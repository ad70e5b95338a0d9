"""`unhook learn`: what a user knows better of a mail, kept for mails like it."""

import argparse


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the verb to the command line."""
    parser = subparsers.add_parser(
        "learn",
        help="say what a mail really is",
        description="Tell Unhook that mails are phish or genuine. `unhook check` then weighs it for mails"
        " much like them, within bounds; the shipped model stays as it is.",
        epilog="Kept is no text: hashes of words, and the sender's domain, in the user's data directory.",
    )
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--phish", nargs="+", metavar="MAIL", help="these are phish")
    what.add_argument("--genuine", nargs="+", metavar="MAIL", help="these are genuine")
    what.add_argument("--forget", nargs="+", metavar="MAIL", help="take back what was said of these")
    what.add_argument("--forget-all", action="store_true", help="take everything back")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Keep or take back; 0, or 2 where a mail cannot be read."""
    from unhook import app
    from unhook.cli import options
    from unhook.verdict import corrections

    path = app.corrections_path()
    known = () if args.forget_all else corrections.read(path)
    said = [corrections.of(app.parse(raw), bool(args.phish)) for raw in _raws(args.phish or args.genuine)]
    forgotten = {app.parse(raw).raw for raw in _raws(args.forget)}
    kept = [each for each in known if each.mail not in set(map(corrections.digest, forgotten))]
    corrections.write(path, [*kept, *said])
    options.note(f"{len(corrections.read(path))} mails are known: {path}")
    return 0


def _raws(paths: list[str] | None) -> list[bytes]:
    from unhook.errors import InputError
    from unhook.message.container import stored

    found = [each for path in paths or () for each in stored.open_path(path)]
    for each in found:
        if each.error is not None:
            raise InputError(f"{each.origin}: {each.error}")
    return [each.raw for each in found]
