"""Scripts that a double click runs: JScript, VBScript, PowerShell, batch, HTA, WSF, encoded ones too."""

import re

from unhook.files import commands, plain, script_encoder
from unhook.files.model import Child, Found, Sign
from unhook.files.scanner import Sample, Scanner

_LANGUAGES = {
    "bat": "batch", "cmd": "batch",
    "js": "JScript", "jse": "JScript", "vbs": "VBScript", "vbe": "VBScript", "vb": "VBScript",
    "wsf": "Windows Script", "wsc": "Windows Script", "wsh": "Windows Script", "sct": "Windows Script",
    "hta": "HTML application", "ps1": "PowerShell", "psm1": "PowerShell", "psd1": "PowerShell",
    "py": "Python", "pl": "Perl", "sh": "shell", "command": "shell", "applescript": "AppleScript",
    "scpt": "AppleScript", "au3": "AutoIt", "ahk": "AutoHotkey", "inf": "setup information",
}  # fmt: skip
_TOLD = (
    (
        "VBScript",
        re.compile(
            r"^\s*(?:on error resume next|option explicit|set \w+ ?= ?createobject|dim \w+)\s*", re.I | re.M
        ),
    ),
    (
        "PowerShell",
        re.compile(r"^\s*(?:\$\w+\s*=|param\s*\(|invoke-expression|iex\b|powershell\b)", re.I | re.M),
    ),
    ("JScript", re.compile(r"new\s+activexobject\s*\(|wscript\.", re.I)),
)
_OPENS = frozenset({"hta", "bat", "py", "sh", "pl"})


def scan(sample: Sample) -> Found:
    """The language, what its words do, links; scripts of Microsoft's encoder come out as children."""
    written = plain.text(sample.data, sample.limits.text_chars)
    language = _language(sample, written)
    if language is None:
        return Found()
    encoded = script_encoder.decode(written)
    everything = "\n".join((written, *encoded))
    signs = [Sign("script-file", language), *commands.signs(everything)]
    if tools := commands.tools(everything):
        signs.append(Sign("script-tools", ", ".join(tools)))
    if encoded:
        signs.append(Sign("script-encoded", language))
    ending = "vbs" if language == "VBScript" else "js"
    return Found(
        children=tuple(
            Child(text.encode("utf-8", "replace"), f"decoded {number}.{ending}", "decoded script")
            for number, text in enumerate(encoded, 1)
        )[: sample.limits.files],
        references=tuple(commands.references(everything, "script", sample.limits.references)),
        signs=tuple(signs),
    )


def _language(sample: Sample, written: str) -> str | None:
    if sample.kind in _OPENS:
        return _LANGUAGES[sample.kind]
    if found := _LANGUAGES.get(sample.extension or ""):
        return found
    return next((name for name, pattern in _TOLD if pattern.search(written[:20_000])), None)


SCANNER = Scanner("script", scan, kinds=_OPENS, extensions=frozenset({*_LANGUAGES, "txt"}))
