"""Words of command lines and scripts that fetch, run or hide something, and the links written there."""

import re
from collections.abc import Iterator
from functools import cache

from unhook.files.model import Reference, Sign

_NAMES = """
    at bitsadmin certreq certutil cmd cmstp conhost control cscript curl diskshadow esentutl expand
    extexport extrac32 finger forfiles ftp hh ieexec infdefaultinstall installutil makecab mavinject
    microsoft.workflow.compiler msbuild mshta msiexec odbcconf pcalua powershell presentationhost pwsh
    python reg regasm regsvcs regsvr32 rundll32 runscripthelper sc schtasks scp scriptrunner ssh start
    syncappvpublishingserver tar verclsid wget winget wmic wscript wsl xwizard
"""
TOOLS = frozenset(_NAMES.split())
"""Programs of Windows that run or fetch what they are told (the LOLBAS project's list, those that need no
other file).
"""

WORDS = {
    "script-downloads": (
        "adodb.stream", "bitstransfer", "downloadfile", "downloadstring", "internet.xmlhttp",
        "invoke-restmethod", "invoke-webrequest", "msxml2.serverxmlhttp", "msxml2.xmlhttp", "net.webclient",
        "start-bitstransfer", "urldownloadtofile", "winhttp.winhttprequest", "xmlhttprequest", "httpclient",
    ),
    "script-runs": (
        "activexobject", "createobject", "getobject(", "invoke-command", "invoke-expression", "iex(", "iex (",
        "| iex", "|iex", "reflection.assembly", "runtime.exec", "scriptcontrol", "shell.application",
        "shellexecute", "start-process", "win32_process", "wscript.shell",
    ),
    "script-hides": (
        "-enc ", "-encodedcommand", "-executionpolicy bypass", "-ep bypass", "-exec bypass", "-noprofile",
        "-w hidden", "-windowstyle hidden", "execute(", "frombase64string", "fromcharcode", "hidden.show",
        "strreverse", "unescape(", "-bxor",
    ),
    "script-persists": (
        "currentversion\\run", "new-scheduledtask", "register-scheduledtask", "schedule.service",
        "start menu\\programs\\startup", "specialfolders(\"startup", "specialfolders('startup",
    ),
    "script-disarms": (
        "add-mppreference", "amsiinitfailed", "amsiscanbuffer", "amsiutils", "delete shadows",
        "disablerealtimemonitoring", "set-mppreference", "stop-service", "windefend",
    ),
}  # fmt: skip
"""Lower-case words by the sign that they give."""

_SHARE = r"(?<![\\\w:])\\\\(?![.?]\\)[\w.-]{1,255}(?:@(?:ssl|\d{1,5}))*\\[^\s\"'<>|*?]{1,500}|file://[^\s\"'<>]{3,1000}"
_IS_SHARE = re.compile(_SHARE, re.I)
_TARGET = re.compile(
    r"(?:https?|ftp|hxxps?)://[^\s\"'<>`(){}|^\\]{3,2000}|(?:search-ms|ms-[a-z]{2,30}):[^\s\"'<>]{3,2000}|"
    + _SHARE,
    re.I,
)
_LIMIT = 2_000_000


def signs(text: str) -> Iterator[Sign]:
    """What the words of a script do, a sign each, the words as its detail."""
    folded = _plain(text[:_LIMIT]).lower()
    for name, words in WORDS.items():
        if found := [word.strip() for word in words if word in folded]:
            yield Sign(name, ", ".join(found))


def tools(text: str) -> list[str]:
    """Which of `TOOLS` a command line names, in its order, each once."""
    return list(dict.fromkeys(match[1].lower() for match in _tool().finditer(_plain(text[:_LIMIT]))))


def references(text: str, how: str, limit: int, place: str = "") -> Iterator[Reference]:
    """URLs and network shares, each once."""
    seen: set[str] = set()
    for match in _TARGET.finditer(text):
        if len(seen) >= limit:
            return
        url = match[0].rstrip(".,;:!")
        if url not in seen:
            seen.add(url)
            yield Reference(url, how, place)


def is_share(target: str) -> bool:
    """Whether a target is a file on another machine, by UNC path or `file:` URL with a host."""
    return bool(_IS_SHARE.match(target)) and not target.lower().startswith(("file:///", "file://localhost/"))


@cache
def _tool() -> re.Pattern[str]:
    names = "|".join(map(re.escape, sorted(TOOLS, key=len, reverse=True)))
    return re.compile(
        rf"(?:^|(?<=[\s\\/\"'(&|;=%,@]))({names})(?:\.exe|\.com)?(?=$|[\s\"'/&|,;)%])", re.I | re.M
    )


def _plain(text: str) -> str:
    """Without the marks that the command interpreter drops from words."""
    return text.replace("^", "").replace("`", "").replace('""', "")
