"""What somebody names as a page: a folder, a HAR file, a saved page, or a mail with pages attached."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from unhook.errors import ConfigError, InputError
from unhook.files.model import Tree
from unhook.limits import PAGES, PageLimits
from unhook.links import whatwg
from unhook.message.mime import magic
from unhook.message.model import Message
from unhook.pages.saved import attached, folder, har
from unhook.pages.saved.model import Saved

Open = Callable[[bytes], tuple[Message, Iterable[Tree]]]
"""Reads a mail and looks into its files."""

_MAILS = frozenset({"eml", "msg"})


def read(target: str, opens: Open, limits: PageLimits = PAGES) -> tuple[Saved, ...]:
    """The pages of a target on disk.

    Raises `ConfigError` for an address on the web, which is no kept page; `InputError` for what holds no
    page, `OSError` for what cannot be read.
    """
    if is_live(target):
        raise ConfigError(
            "live pages are opened with --live only; or save the page in a browser or record a HAR file, and"
            " name that"
        )
    path = Path(target)
    if path.is_dir() or path.suffix.lower() == ".har":
        return folder.read(path, limits)
    with path.open("rb") as stream:
        raw = stream.read(limits.har_bytes + 1)
    return (
        folder.read(path, limits) if not _is_mail(raw, path.suffix) else of_bytes(raw, target, opens, limits)
    )


def is_live(target: str) -> bool:
    """Whether somebody names an address on the web."""
    return target.lower().startswith(("http://", "https://"))


def of_bytes(raw: bytes, name: str, opens: Open, limits: PageLimits = PAGES) -> tuple[Saved, ...]:
    """The pages in bytes: a mail, a HAR file, else a page. Raises `InputError` as `read`."""
    if _is_mail(raw, Path(name).suffix):
        message, trees = opens(raw)
        found = attached.of(message, trees, limits)
        if not found:
            raise InputError(f"{name}: no page is attached to this mail")
        return found
    if raw.lstrip()[:1] == b"{":
        return har.read(raw, name, limits)
    reached = ("html_bytes",) if len(raw) > limits.html_bytes else ()
    return (Saved(raw[: limits.html_bytes], name, folder.said(raw), "said", reached=reached),)


def found_at(page: Saved, address: str) -> Saved:
    """The page with the address at which whoever names it says that it was found. Raises `ConfigError`."""
    parsed = whatwg.parse(address)
    if parsed is None or parsed.scheme not in {"http", "https"}:
        raise ConfigError(f"--url {address}: give the page's address, as in https://example.com/sign-in")
    return replace(page, url=parsed.url, where="recorded")


def _is_mail(raw: bytes, ending: str) -> bool:
    return magic.file_type(raw) in _MAILS or ending.lower() in {".eml", ".msg"}
