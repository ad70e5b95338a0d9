"""Registry files of Windows: what a double click writes."""

import re

from unhook.files import commands, plain
from unhook.files.model import Found, Sign
from unhook.files.names import shown
from unhook.files.scanner import Sample, Scanner

_START = re.compile(r"\s*(?:Windows Registry Editor|REGEDIT4)", re.I)
_KEY = re.compile(r"^\[-?(HK[^\]\n]{1,1000})\]", re.M | re.I)
# Keys whose values Windows runs, or by which it defends itself.
_RUN = re.compile(
    r"\\CurrentVersion\\Run|\\Winlogon|\\Image File Execution|\\Shell\\Open\\Command|\\InprocServer32"
    r"|\\Services\\|\\Command Processor|\\AppInit_DLLs|\\Windows Defender|\\Policies\\System",
    re.I,
)


def scan(sample: Sample) -> Found:
    """The keys, those that start programs or disarm apart."""
    written = plain.text(sample.data, sample.limits.text_chars)
    if not _START.match(written):
        return Found()
    keys = list(dict.fromkeys(_KEY.findall(written)))
    signs = [Sign("registry-writes", shown(keys)), *commands.signs(written)]
    if run := [key for key in keys if _RUN.search(key)]:
        signs.append(Sign("registry-runs", shown(run)))
    if tools := commands.tools(written):
        signs.append(Sign("script-tools", ", ".join(tools)))
    return Found(
        references=tuple(commands.references(written, "registry", sample.limits.references)),
        signs=tuple(signs),
    )


SCANNER = Scanner("registry", scan, kinds=frozenset(), extensions=frozenset({"reg"}))
