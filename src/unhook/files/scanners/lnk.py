"""Shortcuts of Windows (MS-SHLLINK): what they start, and how they hide it."""

import logging
import ntpath
import re
import warnings
from collections.abc import Iterator
from typing import Any

from unhook.files import commands
from unhook.files.model import Child, Fault, Found, Reference, Sign, Text
from unhook.files.scanner import Sample, Scanner

# Explorer shows 260 characters of the target: what is pushed behind them is not seen.
_PADDING = re.compile(r"[\s\xa0\u3000]{60}")
_DOCUMENTS = frozenset(
    {"acrord32", "acrobat", "chrome", "excel", "firefox", "foxitreader", "imageres", "msedge", "notepad",
     "powerpnt", "shell32", "winword", "wordpad", "wmploc", "zipfldr"}
)  # fmt: skip
_DOCUMENT_ENDINGS = (".pdf", ".doc", ".docx", ".xls", ".xlsx", ".txt", ".jpg", ".png")
_FIELDS = {
    "command_line_arguments": "CommandLineArguments",
    "relative_path": "RelativePath",
    "working_directory": "WorkingDirectory",
    "icon_location": "IconFileName",
    "description": "Description",
}
# Less than this behind a shortcut is padding of whoever wrote it.
_TRAILING = 16


def scan(sample: Sample) -> Found:
    """Target, command line, icon; `Found.record["exiftool"]` has them under exiftool's names."""
    try:
        from LnkParse3.lnk_file import LnkFile
    except ImportError:
        return Found(faults=(Fault("unsupported", "LnkParse3"),))
    logging.getLogger("LnkParse3").setLevel(logging.CRITICAL)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            file = LnkFile(indata=sample.data, allow_terminal_blocks=False)
            known = _texts(file)
            size = file.size
        # The library meets damage with whatever error comes first.
        except Exception as error:
            return Found(faults=(Fault("damaged", f"{type(error).__name__}"),))
    target = known.get("LocalBasePath", "")
    arguments = known.get("CommandLineArguments", "")
    command = " ".join(filter(None, (target or known.get("RelativePath", ""), arguments)))
    trailing = sample.data[size:] if size < len(sample.data) - _TRAILING else b""
    found = [*_signs(target, arguments, command, known)]
    if trailing.strip(b"\0"):
        found.append(Sign("shortcut-data-after", f"{len(trailing)} bytes"))
    references = [*commands.references(command, "shortcut", sample.limits.references)]
    icon = known.get("IconFileName", "")
    if commands.is_share(icon) or icon.lower().startswith("http"):
        references.append(Reference(icon, "shortcut icon"))
    return Found(
        record={"exiftool": {"fields": [{"key": key, "value": value} for key, value in known.items()]}},
        children=(Child(trailing, None, "data behind a shortcut"),) if trailing.strip(b"\0") else (),
        references=tuple(references),
        texts=tuple(Text(text, "metadata") for text in (command, known.get("Description")) if text),
        signs=tuple(found),
    )


def _signs(target: str, arguments: str, command: str, known: dict[str, str]) -> Iterator[Sign]:
    tools = commands.tools(command)
    if arguments or tools:
        yield Sign("shortcut-command", command)
    if tools:
        yield Sign("shortcut-tool", ", ".join(tools))
    if remote := next(iter(commands.references(command, "", 1)), None):
        yield Sign("shortcut-remote", remote.url)
    if _PADDING.search(arguments):
        yield Sign("shortcut-padded", f"{len(arguments)} characters")
    icon = known.get("IconFileName", "").lower()
    program = ntpath.splitext(ntpath.basename(target.lower()))[0] in commands.TOOLS
    if program and (
        icon.endswith(_DOCUMENT_ENDINGS) or ntpath.splitext(ntpath.basename(icon))[0] in _DOCUMENTS
    ):
        yield Sign("shortcut-disguised", known["IconFileName"])
    yield from commands.signs(arguments)


def _texts(file: Any) -> dict[str, str]:
    """What the shortcut says, under exiftool's names; the library raises on each broken part for itself."""
    strings = file.string_data.as_dict() if file.string_data else {}
    known = {name: str(strings[key]).rstrip("\0") for key, name in _FIELDS.items() if strings.get(key)}
    if target := _first(file, _environment, _local, _network, _items):
        known["LocalBasePath"] = target
    known["TargetFileSize"] = str(file.header.file_size())
    return known


def _first(file: Any, *sources: Any) -> str | None:
    for source in sources:
        try:
            if target := source(file):
                return str(target).rstrip("\0")
        except Exception:
            continue
    return None


def _environment(file: Any) -> Any:
    """EnvironmentVariableDataBlock (section 2.5.4), which Windows prefers to what else is said."""
    for name, block in file.extras.as_dict().items():
        if "ENVIRONMENT" in name.upper():
            return block.get("target_unicode") or block.get("target_ansi")
    return None


def _local(file: Any) -> str | None:
    info = file.info
    if info is None or type(info).__name__ != "Local":
        return None
    return (info.local_base_path() or "") + (info.common_path_suffix() or "")


def _network(file: Any) -> Any:
    info = file.info
    if info is None or type(info).__name__ != "Network":
        return None
    suffix = info.common_path_suffix()
    return info.net_name() + ("\\" + suffix if suffix else "")


def _items(file: Any) -> str | None:
    names = [item.get("primary_name") or item.get("data", "") for item in file.targets.as_list() if item]
    return "\\".join(str(name).rstrip("\\") for name in names if name and isinstance(name, str)) or None


SCANNER = Scanner("lnk", scan, kinds=frozenset({"lnk"}), extensions=frozenset({"lnk"}))
