"""Small files of Windows that lead or start elsewhere: library and search views, themes, links to settings,
ClickOnce applications, app installers.
"""

import re

from unhook.files import commands, plain
from unhook.files.model import Found, Reference, Sign
from unhook.files.scanner import Sample, Scanner

_ENDINGS = frozenset(
    {"library-ms", "search-ms", "searchconnector-ms", "theme", "themepack", "settingcontent-ms",
     "application", "appref-ms", "appinstaller", "contact", "msc", "manifest", "printerexport",
     "xaml", "xbap"}
)  # fmt: skip
# Elements and attributes whose value is opened; nothing else in these files leads anywhere.
_PLACES = re.compile(
    r"<(url|path|deeplink|scope|includefolder|taskpad|snapin)\b[^>]*>\s*([^<]{1,2000})</"
    r"|\b(codebase|uri|url|path|href)\s*=\s*[\"']([^\"']{1,2000})[\"']"
    r"|^(path|defaultvalue\.folder|visualstyles|wallpaper|brandimage|icon)\s*=\s*(\S.{0,2000})$",
    re.I | re.M,
)
_NAMESPACE = re.compile(r"https?://(?:schemas\.microsoft\.com|www\.w3\.org)/", re.I)


def scan(sample: Sample) -> Found:
    """Where it leads and what it starts."""
    written = plain.text(sample.data, sample.limits.text_chars)
    targets = dict.fromkeys(
        next(filter(None, match.groups()[1::2])).strip() for match in _PLACES.finditer(written)
    )
    if sample.extension == "appref-ms":
        targets |= dict.fromkeys(each.url for each in commands.references(written, "", 10))
    remote = [target for target in targets if _is_remote(target)]
    started = [target for target in targets if commands.tools(target)]
    signs = [Sign("shortcut-remote", target) for target in remote[:1]]
    signs += [Sign("shortcut-share", target) for target in remote if commands.is_share(target)][:1]
    if started:
        signs.append(Sign("shortcut-command", started[0]))
    return Found(
        references=tuple(Reference(target, "shortcut") for target in remote)[: sample.limits.references],
        signs=(*signs, *commands.signs(written)),
    )


def _is_remote(target: str) -> bool:
    if commands.is_share(target):
        return True
    return target.startswith(("http://", "https://")) and not _NAMESPACE.match(target)


SCANNER = Scanner("launcher", scan, kinds=frozenset(), extensions=_ENDINGS)
