"""Tables and values in Markdown, and the prose that stands beside them."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime
from typing import Any


def table(header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """A table; cells are Markdown already."""
    lines = [header, tuple("---" for _ in header), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def code(text: str) -> str:
    """Text in code type within a table."""
    ticks = "``" if "`" in text else "`"
    return ticks + text.replace("|", "\\|") + ticks


def prose(text: str) -> str:
    """A sentence within a table; the place of what a rule quotes is shown by an ellipsis."""
    return re.sub(r"\{\w+\}", "…", re.sub(r"([|<])", r"\\\1", text))


def shown(value: Any) -> str:
    """A value as a rule would write it; a record by its fields that are not null."""
    if isinstance(value, tuple | list | frozenset):
        return f"[{', '.join(map(shown, value))}]"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{shown(key)}: {shown(each)}" for key, each in value.items()) + "}"
    if is_dataclass(value):
        told = ((each.name, getattr(value, each.name)) for each in fields(value))
        return "{" + ", ".join(f"{name}: {shown(each)}" for name, each in told if each is not None) + "}"
    if isinstance(value, float):
        return f"{value:g}"
    return value.isoformat() if isinstance(value, datetime) else json.dumps(value, ensure_ascii=False)


def agree(where: str, known: set[str], told: set[str]) -> None:
    """Raises `LookupError` unless what the code knows is exactly what `where` tells of."""
    if known != told:
        lacks, extra = sorted(known - told), sorted(told - known)
        raise LookupError(f"{where}: lacks {lacks}, has {extra} that the code does not know")
