"""Options that several verbs share, and what they amount to."""

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from unhook.context import Context, Inspection, Looking
from unhook.errors import ConfigError

if TYPE_CHECKING:
    from unhook.store import Store

_TOLD_OTHERWISE = {
    "org_domains": "give the organisation's domains with --org-domain",
    "org_slds": "it follows from --org-domain",
    "org_vips": "it holds people, which a list of texts cannot name",
}


def add_context(parser: argparse.ArgumentParser) -> None:
    """The options that say what is known about the world around the mails."""
    known = parser.add_argument_group("what is known")
    known.add_argument(
        "--org-domain",
        action="append",
        metavar="DOMAIN",
        help="a domain of your own organisation (repeatable); tells inbound from internal mail",
    )
    known.add_argument(
        "--trust-authserv",
        action="append",
        metavar="ID",
        help="whose Authentication-Results to believe (repeatable); default: the newest receiving server",
    )


def add_own(parser: argparse.ArgumentParser) -> None:
    """The option that names the organisation's own hosts, of which others are told nothing."""
    parser.add_argument(
        "--org-domain",
        action="append",
        metavar="DOMAIN",
        help="a domain of your own organisation (repeatable): never among the indicators",
    )


def own(args: argparse.Namespace) -> frozenset[str]:
    """What that option named."""
    return _lowered(args.org_domain) or frozenset()


def add_lists(parser: argparse.ArgumentParser) -> None:
    """The option that supplies named lists."""
    parser.add_argument(
        "--list",
        action="append",
        type=_named_file,
        default=[],
        dest="lists",
        metavar="NAME=FILE",
        help="the entries of $NAME for the rules, one a line; a .csv file as a feed's manifest describes the"
        " list (repeatable)",
    )


def add_no_files(parser: argparse.ArgumentParser) -> None:
    """The option that leaves attachments closed."""
    parser.add_argument(
        "--no-files",
        action="store_true",
        help="do not look into attachments; otherwise it is done in a process that can reach nothing",
    )


def add_inspection(parser: argparse.ArgumentParser) -> None:
    """The options on what else files are asked by."""
    parser.add_argument(
        "--yara",
        action="append",
        default=[],
        metavar="PATH",
        help="a file or folder of YARA rules to ask of files, beside the shipped ones (repeatable)",
    )
    parser.add_argument(
        "--clamd", metavar="ADDRESS", help="ask ClamAV's daemon too: the path of its socket, or HOST:PORT"
    )


def inspection(args: argparse.Namespace) -> Inspection:
    """How files are to be looked into. Raises `ConfigError` for YARA rules that cannot be used."""
    yara: tuple[str, ...] = tuple(getattr(args, "yara", ()))
    if yara:
        from unhook.files.scanning import rules

        rules(yara)
    return Inspection(yara=yara, clamd=getattr(args, "clamd", None))


def add_pages(parser: argparse.ArgumentParser) -> None:
    """The option that supplies what stands behind links."""
    parser.add_argument(
        "--pages",
        action="append",
        default=[],
        metavar="PATH",
        help="pages behind the links of the mails, kept before: a HAR file, a saved page or a folder of both;"
        " rules may ask about these and no others (repeatable)",
    )
    parser.add_argument(
        "--probe",
        action="store_true",
        help="open the pages of --pages and --look as several people too, in a browser without a network;"
        " slow",
    )


def add_live(parser: argparse.ArgumentParser) -> None:
    """The options that let addresses on the web be opened."""
    parser.add_argument(
        "--live",
        action="store_true",
        help="allow the network: pages on the web are opened, reading only and never inside this network",
    )
    parser.add_argument(
        "--deny",
        action="append",
        default=[],
        metavar="HOST",
        help="with --live: never open this host (repeatable)",
    )
    parser.add_argument(
        "--allow",
        action="append",
        metavar="HOST",
        help="with --live: open this host and no others (repeatable)",
    )

    parser.add_argument(
        "--active",
        action="store_true",
        help="with --live and --probe: tell the page's server who looks: nobody, a made-up firm, and the"
        " mailboxes of --mailbox; whoever owns the page then has these addresses",
    )
    parser.add_argument(
        "--mailbox",
        action="append",
        metavar="ADDRESS",
        help="for --active: a mailbox of your own, one at Gmail, one at Outlook, one elsewhere (repeatable;"
        " default: UNHOOK_MAILBOXES, separated by commas)",
    )
    parser.add_argument(
        "--as-recipient",
        action="store_true",
        help="with --live: open links that carry the recipient's address as they are, which tells their owner"
        " that the mail came to somebody; else somebody made up stands in",
    )


def add_look(parser: argparse.ArgumentParser) -> None:
    """The option that has the pages behind links looked at."""
    parser.add_argument(
        "--look",
        action="store_true",
        help="with --live: open the links of the mails that deserve it, and judge by their pages too",
    )


def looking(args: argparse.Namespace) -> Looking:
    """How pages on the web may be opened, for whoever said `--live`."""
    from unhook.links import domain

    def hosts(given: Sequence[str]) -> frozenset[str]:
        return frozenset(domain.to_ascii(each.lower().strip(".")) for each in given)

    return Looking(
        deny=hosts(args.deny),
        allow=None if args.allow is None else hosts(args.allow),
        probe=getattr(args, "probe", None) is not False,
        mailboxes=_mailboxes(args),
        as_recipient=args.as_recipient,
    )


def add_screenshots(parser: argparse.ArgumentParser) -> None:
    """The option that lets rules look at the mail itself."""
    parser.add_argument(
        "--screenshots",
        action="store_true",
        help="draw mails and HTML files for rules that ask, in a browser that can reach nothing; slow",
    )


def add_store(parser: argparse.ArgumentParser, *, required: bool = False) -> None:
    """The option that names what is remembered of earlier mail."""
    parser.add_argument(
        "--store",
        metavar="URL",
        default=os.environ.get("UNHOOK_STORE"),
        required=required and "UNHOOK_STORE" not in os.environ,
        help="where mail is remembered: a file, or postgresql://HOST/NAME (default: UNHOOK_STORE)",
    )


def store(args: argparse.Namespace) -> "Store | None":
    """The store that is named. Raises `ConfigError` without the extra, `StoreError` where it fails."""
    url: str | None = getattr(args, "store", None)
    if not url:
        return None
    from importlib.util import find_spec

    if find_spec("sqlalchemy") is None:
        raise ConfigError("--store needs the extra: pip install 'unhook[store]'")
    from unhook.store import Store

    return Store.open(url)


def add_jobs(parser: argparse.ArgumentParser) -> None:
    """The option for the number of processes."""
    parser.add_argument(
        "--jobs", type=_positive, metavar="N", help="processes; default: all cores for many mails"
    )


def add_language(parser: argparse.ArgumentParser) -> None:
    """The option for the language in which people are answered."""
    from unhook.catalogue import LANGUAGES

    parser.add_argument(
        "--language",
        metavar="TAG",
        default=None,
        help=f"language of the report ({', '.join(LANGUAGES)}); default: that of the environment, else en",
    )


def screenshots(args: argparse.Namespace) -> bool:
    """Whether mails are drawn. Raises `ConfigError` where they should be and cannot."""
    wanted: bool = getattr(args, "screenshots", False)
    if wanted:
        require_browser("--screenshots")
    return wanted


def require_browser(option: str) -> None:
    """Raise `ConfigError` where no page can be shown, for the option that wants one."""
    from unhook.pages.browser.availability import refusal

    if why := refusal():
        raise ConfigError(f"{option}: {why}")


def context(args: argparse.Namespace) -> Context:
    """The `Context` that the options describe, with what Unhook knows by itself.

    Raises `ConfigError` for what cannot be had.
    """
    from unhook import app

    known = app.equipped(
        Context(
            files=None if getattr(args, "no_files", False) else inspection(args),
            org_domains=_lowered(args.org_domain),
            trusted_authserv_ids=_lowered(args.trust_authserv),
            language=language(args),
            facts=_facts(getattr(args, "pages", ()), opened=getattr(args, "probe", False)),
            lists=_lists(getattr(args, "lists", ())),
            screenshots=screenshots(args),
            looking=_looking(args),
        )
    )
    remembered = store(args)
    return known if remembered is None else app.remembering(known, remembered)


def language(args: argparse.Namespace) -> str:
    """The asked language, else the one of the environment (POSIX: LC_ALL, LC_MESSAGES, LANG)."""
    asked: str | None = getattr(args, "language", None)
    names = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return asked or next((name for name in names if name), "en")


def colour(stream: object) -> bool:
    """Whether a stream gets colours: a terminal that can, and nobody said NO_COLOR (no-color.org)."""
    isatty = getattr(stream, "isatty", None)
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return bool(isatty and isatty())


def width() -> int | None:
    """Columns of the terminal on standard output, `None` where there is none. COLUMNS overrides."""
    from shutil import get_terminal_size

    return get_terminal_size().columns if sys.stdout.isatty() or os.environ.get("COLUMNS") else None


def note(text: str) -> None:
    """A line about the run on standard error."""
    from unhook.report.defang import visible

    print(f"unhook: {visible(text)}", file=sys.stderr)


def _looking(args: argparse.Namespace) -> Looking | None:
    if not getattr(args, "look", False):
        return None
    if not args.live:
        raise ConfigError("--look opens links of mails on the web; say --live to allow that")
    if args.probe:
        require_browser("--probe")
    return looking(args)


def _mailboxes(args: argparse.Namespace) -> tuple[str, ...]:
    """The operator's own, where pages may learn them."""
    if not args.active:
        return ()
    if not args.live:
        raise ConfigError("--active asks servers on the web; say --live to allow that")
    if getattr(args, "probe", None) is False:
        raise ConfigError("--active is a way to open a page as several people; say --probe")
    from unhook.pages.probe import canaries

    given = args.mailbox or os.environ.get("UNHOOK_MAILBOXES", "").split(",")
    mailboxes = tuple(each.strip() for each in given if each.strip())
    if not mailboxes:
        raise ConfigError("--active needs mailboxes of your own: --mailbox ADDRESS, or UNHOOK_MAILBOXES")
    canaries.by_letter(mailboxes)
    return mailboxes


def _facts(pages: Sequence[str], *, opened: bool) -> Mapping[str, Any]:
    if not pages:
        return {}
    from unhook import app

    if opened:
        require_browser("--probe")
    try:
        return {"link_analysis": app.page_reports(pages, opened=opened)}
    except OSError as error:
        raise ConfigError(f"--pages {error.filename}: {error.strerror}") from None


def _named_file(text: str) -> tuple[str, Path]:
    name, sign, file = text.partition("=")
    if not sign or not file:
        raise argparse.ArgumentTypeError(f"{text!r} is no list; give NAME=FILE")
    return name.removeprefix("$"), Path(file)


def _lists(given: Sequence[tuple[str, Path]]) -> Mapping[str, Any]:
    if not given:
        return {}
    from unhook.feeds import installed

    paths: dict[str, Path] = {}
    for name, path in given:
        problem = "given twice" if name in paths else _TOLD_OTHERWISE.get(name)
        if problem:
            raise ConfigError(f"--list {name}: {problem}")
        paths[name] = path
    return installed.supplied(paths)


def _positive(text: str) -> int:
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f"{text!r} is no number of processes; give 1 or more")
    return int(text)


def _lowered(values: list[str] | None) -> frozenset[str] | None:
    return frozenset(value.lower() for value in values) if values else None
