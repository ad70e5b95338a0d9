"""Shortcuts to addresses: `.url` of Windows, `.webloc` of macOS, `.desktop` of Linux."""

import plistlib
import re
from collections.abc import Iterator

from unhook.files import commands, plain
from unhook.files.model import Found, Reference, Sign
from unhook.files.scanner import Sample, Scanner

_KEYS = (
    ("url", "shortcut"),
    ("baseurl", "shortcut"),
    ("iconfile", "shortcut icon"),
    ("workingdirectory", "shortcut"),
)
_PROPERTY_LIST = re.compile(rb"\s*(?:bplist00|<\?xml|<plist)")


def scan(sample: Sample) -> Found:
    """Where it leads: the address itself, an icon or a folder on another machine."""
    if _PROPERTY_LIST.match(sample.data):
        known = {"url": str(plistlib.loads(sample.data).get("URL", ""))}
    else:
        known = plain.settings(plain.text(sample.data, sample.limits.text_chars))
    references = tuple(
        Reference(known[key], how)
        for key, how in _KEYS
        if known.get(key) and (key == "url" or commands.is_share(known[key]) or "://" in known[key])
    )
    command = known.get("exec", "")
    return Found(references=references, signs=tuple(_signs(references, command)))


def _signs(references: tuple[Reference, ...], command: str) -> Iterator[Sign]:
    for each in references:
        if commands.is_share(each.url):
            yield Sign("shortcut-share", each.url)
        if each.how == "shortcut" and (commands.is_share(each.url) or each.url.lower().startswith("http")):
            yield Sign("shortcut-remote", each.url)
    if command:
        yield Sign("shortcut-command", command)
        yield from commands.signs(command)


SCANNER = Scanner(
    "internet_shortcut",
    scan,
    kinds=frozenset({"url"}),
    extensions=frozenset({"url", "website", "webloc", "desktop"}),
)
